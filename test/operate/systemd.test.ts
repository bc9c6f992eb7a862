import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { hasTool } from "../support/installed-tool.ts";
import { rootFile } from "../support/root-file.ts";
import { tempFolder } from "../support/temp-folder.ts";

const execute = promisify(execFile);
const UNIT = rootFile("examples/systemd/otel-asana-receiver.service");

/** In tenths; systemd calls what is below 2.0 "OK", and a unit without hardening has 9.6. */
const MOST_EXPOSURE = 15;

/** The unit with programs that this machine has. */
function writeUnit(text = UNIT): string {
  const path = join(tempFolder(), "otel-asana-receiver.service");
  writeFileSync(path, text.replace("/usr/bin/node", process.execPath));
  return path;
}

describe.skipIf(!hasTool("systemd-analyze", "systemd"))("the systemd unit", () => {
  it("is one that systemd understands, to the last key", async () => {
    const { stdout, stderr } = await execute("systemd-analyze", ["verify", "--man=no", writeUnit()]);
    expect(stdout + stderr).toBe("");
  });

  it("is told apart from one with a misspelt key", async () => {
    const misspelt = writeUnit(UNIT.replace("ProtectHome=", "ProtectHomes="));
    const { stderr } = await execute("systemd-analyze", ["verify", "--man=no", misspelt]);
    expect(stderr).toContain("ProtectHomes");
  });

  it("exposes next to nothing of the machine", async () => {
    const limit = [`--threshold=${MOST_EXPOSURE}`, "--offline=true"];
    const { stdout } = await execute("systemd-analyze", ["security", ...limit, writeUnit()]);
    expect(stdout).toMatch(/Overall exposure level.*: [01]\.\d OK/);
  });

  it("hands the token over as the credential that the source file reads", () => {
    const [, name] = /^LoadCredential=([^:]+):/m.exec(UNIT) ?? [];
    const source = rootFile("examples/systemd/asana.json");
    expect(source).toContain(`\${file:/run/credentials/otel-asana-receiver.service/${name}}`);
  });
});
