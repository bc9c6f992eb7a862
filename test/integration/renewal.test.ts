import { expect, it } from "vitest";
import { loadSettings } from "../../src/config/settings.ts";
import { NO_CERTIFICATES } from "../support/certificates.ts";
import { startLine, TOKEN } from "../support/line.ts";
import { startReceiver } from "../support/receiver.ts";

/** A receiver on a clock that stands still, so that no wait after a failure ends; `renew` says what has changed. */
async function start(
  settings: Record<string, unknown>,
  fail: (line: Awaited<ReturnType<typeof startLine>>) => void,
) {
  const line = await startLine({ events: 20 }, settings);
  fail(line);
  const receiver = await startReceiver(line);
  const failure = await receiver.next("failure");
  const loaded = await loadSettings({ flags: line.flags, env: {} });
  const renew = (name: string): void =>
    receiver.collector.renew({ settings: loaded.settings, certificates: NO_CERTIFICATES }, [name]);
  return { line, receiver, failure, renew };
}

it.each(["indefinitely", "never"])(
  "a source that the endpoint lets not in tries again as soon as its headers are renewed: %s",
  async (policy) => {
    const { line, receiver, failure, renew } = await start(
      { retry: { FirstPartyGeneric: policy } },
      ({ sink }) => sink.setAnswer(() => ({ kind: "status", status: 401 })),
    );
    expect(failure).toMatchObject({ failure: { errorType: "FirstPartyGeneric" } });
    line.sink.setAnswer(undefined);
    renew("asana.proxy");
    expect(receiver.source("Acme")?.state).toBe("Error");
    renew("headers");
    await receiver.next("caughtUp");
    expect(line.sink.counts).toMatchObject({ records: 20, duplicates: 0 });
  },
);

it("a source that cannot reach Asana tries again as soon as the way to it is renewed", async () => {
  const { line, receiver, renew } = await start({}, ({ asana }) => asana.setTokens(["another-token"]));
  line.asana.setTokens([TOKEN]);
  renew("headers");
  expect(receiver.source("Acme")?.state).toBe("Error");
  renew("asana.ca");
  await receiver.next("caughtUp");
  expect(line.sink.counts.records).toBe(20);
});
