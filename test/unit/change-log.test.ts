import pino from "pino";
import { expect, it } from "vitest";
import type { SourceChange } from "../../src/source/source-change.ts";
import { createChangeLog } from "../../src/telemetry/change-log.ts";

const REFUSED: SourceChange = {
  kind: "failure",
  failure: { errorType: "ThirdPartyConfig", message: "Asana answered 401", hint: "Check it." },
  retryAt: undefined,
};

it("says a failure once, and again after a restart", () => {
  const lines: string[] = [];
  const logger = pino({ level: "error" }, { write: (line: string) => lines.push(line) });
  const note = createChangeLog(logger, () => undefined);
  note("Acme", REFUSED);
  note("Acme", REFUSED);
  expect(lines).toHaveLength(1);
  note("Acme", { kind: "state", state: "Pending" });
  note("Acme", REFUSED);
  expect(lines).toHaveLength(2);
});
