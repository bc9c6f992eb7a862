import { expect, it } from "vitest";
import { expectAllAccountedFor } from "../support/accounting.ts";
import { startLine } from "../support/line.ts";
import { startReceiver } from "../support/receiver.ts";
import { INTERVAL_MS, statusOf, until } from "../support/scenario.ts";

const SOURCES = 20;

it("an endpoint that does not answer one source keeps no other source of the token back", async () => {
  const workspaces = Array.from({ length: SOURCES }, (_, index) => String(1_300_000_000_000_000 + index));
  const line = await startLine({ workspaces, events: 120 });
  for (const [index, workspaceID] of workspaces.entries()) {
    line.addSource(index === 0 ? "acme.json" : `team-${index}.json`, { name: `Team ${index}`, workspaceID });
  }
  const released = Promise.withResolvers<void>();
  let heldRequests = 0;
  line.sink.setAnswer(async ({ records }) => {
    const isSlow = records.some(({ resource }) => JSON.stringify(resource).includes('"Team 3"'));
    if (!isSlow) return undefined;
    heldRequests += 1;
    await released.promise;
    return undefined;
  });
  const receiver = await startReceiver(line);
  const others = workspaces.flatMap((_, index) => (index === 3 ? [] : [`Team ${index}`]));
  const haveRested = (count: number): boolean =>
    others.every(
      (name) =>
        receiver.changes.filter(({ kind, source }) => kind === "caughtUp" && source === name).length >= count,
    );

  await until(() => haveRested(1));
  line.asana.append(1);
  receiver.clock.advance(INTERVAL_MS);
  await until(() => haveRested(2));

  expect(heldRequests).toBe(1);
  expect(statusOf(receiver, "Team 3")).toMatchObject({ state: "Authenticated", accepted: 0 });
  for (const name of others) expect(statusOf(receiver, name).accepted).toBe(121);
  released.resolve();
  await until(() => statusOf(receiver, "Team 3").accepted === 121);
  await expectAllAccountedFor(line, receiver, { workspaces });
});
