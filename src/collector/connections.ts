import { type AsanaClient, createAsanaClient } from "../asana/client.ts";
import { isAbout } from "../config/live-settings.ts";
import type { RunSettings } from "../config/run-settings.ts";
import { USER_AGENT } from "../lib/package-info.ts";
import { createRenewable, type Renewable } from "../lib/renewable.ts";
import { createExporter, type Exporter } from "../otlp/exporter.ts";
import { redactReceipts } from "../otlp/redact-receipts.ts";
import { hintRefusals } from "../otlp/refusal-hint.ts";
import { watchExports } from "../otlp/watch-exports.ts";
import type { CollectorOptions } from "./options.ts";

/** The connections that all sources share. */
export interface Connections {
  readonly asana: AsanaClient;
  readonly exporter: Exporter;
  /** The endpoint as it may be shown. */
  readonly endpointLabel: string;
  /** Takes over what has changed in the settings of these names. Says which sides are reached another way now. */
  renew(next: Pick<RunSettings, "settings" | "certificates">, names: readonly string[]): RenewedSides;
}

/** Which sides are reached another way. */
export interface RenewedSides {
  readonly asana: boolean;
  readonly endpoint: boolean;
}

/** Creates the connections; what is in flight when they are renewed comes to its end over the ones before. */
export function createConnections(options: CollectorOptions): Connections {
  const { settings, certificates, clock, http, redact, onExport = () => undefined, onWait } = options;
  const { protocol } = settings.endpoint;
  const connect = ({ settings: { endpoint }, certificates }: Parameters<Connections["renew"]>[0]): Exporter =>
    hintRefusals(
      createExporter({ ...endpoint, protocol, tls: certificates.endpoint, userAgent: USER_AGENT, http }),
      protocol,
    );
  const first = options.exporter ?? connect({ settings, certificates });
  const exporters = createRenewable(first, (each) => each.shutdown());
  const { ca } = certificates.asana;
  const asana = createAsanaClient({ ...settings.asana, ca, userAgent: USER_AGENT, clock, http, onWait });
  let endpointLabel = settings.endpoint.label;
  return {
    asana,
    exporter: watchExports(redactReceipts(inUse(exporters, first), redact), onExport),
    get endpointLabel() {
      return endpointLabel;
    },
    renew(next, names) {
      const renewed = {
        asana: isAbout("asana", names),
        // A program's own exporter does not depend on settings.
        endpoint: isAbout("endpoint", names) && options.exporter === undefined,
      };
      if (renewed.asana) asana.renew({ ca: next.certificates.asana.ca, proxy: next.settings.asana.proxy });
      if (renewed.endpoint) {
        exporters.renew(connect(next));
        endpointLabel = next.settings.endpoint.label;
      }
      return renewed;
    },
  };
}

/** The exporter that is in place, as one that stays the same. Each one in its place can do as much as the first. */
function inUse({ use, close }: Renewable<Exporter>, first: Exporter): Exporter {
  const send: Exporter["send"] = (records) => use((current) => current.send(records));
  if (first.probe === undefined) return { send, shutdown: close };
  return { send, probe: () => use(({ probe = first.probe }) => probe?.() ?? send([])), shutdown: close };
}
