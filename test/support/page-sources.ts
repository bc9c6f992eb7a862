import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Line, sourceJson, startLine, TOKEN, WORKSPACE } from "./line.ts";
import { type PageReceiver, startPageReceiver } from "./page-receiver.ts";

const GLOBEX = "1200000000000042";
const INITECH = "1200000000000043";
const HOOLI = "hooli-audit";

/** A receiver whose sources are in different states. */
export interface MixedReceiver extends PageReceiver {
  readonly line: Line;
}

/** The files of four sources: one collects, one has a token that is none, one reads a long history, one is warned of. */
export async function startMixedReceiver(args: readonly string[] = []): Promise<MixedReceiver> {
  const line = await startLine(
    { workspaces: [WORKSPACE, GLOBEX, INITECH, HOOLI], events: 2500, rate: 1, latencyMs: 150 },
    { collector: { name: "Asana audit logs" } },
  );
  line.addSource("globex.json", {
    name: "Globex",
    category: "prod/asana/globex",
    description: "The sales organisation's workspace",
    workspaceID: GLOBEX,
    personalAccessToken: `${TOKEN}-revoked`,
  });
  line.addSource("hooli.json", {
    name: "Hooli",
    description: "A test workspace",
    category: "test/asana",
    workspaceID: HOOLI,
  });
  const receiver = await startPageReceiver(line, { args });
  await receiver.until("Globex", ({ state }) => state === "Error");
  await receiver.until("Acme", ({ accepted }) => accepted >= 2000);
  const file = join(line.folder, "sources", "initech.json");
  writeFileSync(file, sourceJson({ name: "Initech", category: "prod/asana/initech", workspaceID: INITECH }));
  await receiver.until("Initech", ({ backfill }) => backfill !== undefined);
  return { ...receiver, line };
}
