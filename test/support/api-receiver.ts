import { onTestFinished } from "vitest";
import { createCollector } from "../../src/collector/collector.ts";
import { createSourceEditor } from "../../src/collector/source-editor.ts";
import { openStorage } from "../../src/collector/storage.ts";
import { createRedactor } from "../../src/config/secret.ts";
import { loadSettings } from "../../src/config/settings.ts";
import { startWebServer } from "../../src/web/server.ts";
import { NO_CERTIFICATES } from "./certificates.ts";
import { FakeClock } from "./fake-clock.ts";
import { tempFolder } from "./temp-folder.ts";

/** A receiver whose sources are made through its API, in the test's own process. */
export interface ApiReceiver {
  readonly url: string;
  /** What nobody expected to go wrong. */
  readonly errors: readonly Error[];
}

/** Starts it between an Asana and an endpoint at these addresses, composed as `run` does. */
export async function startApiReceiver(asanaUrl: string, endpoint: string): Promise<ApiReceiver> {
  const flags = { asanaUrl, endpoint, storage: tempFolder(), listen: "127.0.0.1:0" };
  const { settings } = await loadSettings({ flags, env: {} });
  if (settings.api === undefined) throw new Error("the API is off");
  const storage = openStorage(settings.storage, settings.checkpoints);
  const redact = createRedactor([]);
  const clock = new FakeClock();
  const collector = createCollector({
    settings: { ...settings, health: { ...settings.health, isExported: false } },
    certificates: NO_CERTIFICATES,
    settingsIssues: [],
    storage,
    managedBy: "api",
    clock,
    random: () => 0.5,
    redact,
    once: false,
    observe: () => undefined,
  });
  const editor = createSourceEditor({
    registry: storage.registry,
    collector,
    onSource: ({ personalAccessToken }) => redact.add(personalAccessToken),
  });
  const errors: Error[] = [];
  const server = await startWebServer({
    api: settings.api,
    collectorId: settings.collector.id,
    collector,
    editor,
    metrics: async () => new Response(),
    clock,
    redact,
    onError: (error) => errors.push(error),
  });
  const stop = new AbortController();
  const running = collector.run([], stop.signal);
  onTestFinished(async () => {
    stop.abort();
    await running;
    await Promise.all([server.close(), collector.close()]);
    storage.close();
  });
  return { url: `${server.url}/api/v1`, errors };
}
