import type { RequestWait } from "../asana/request-limiter.ts";
import type { Certificates } from "../config/certificates.ts";
import type { Issue } from "../config/issue.ts";
import type { Settings } from "../config/settings.ts";
import type { Clock } from "../lib/clock.ts";
import type { HttpObserver } from "../lib/http-exchange.ts";
import type { Exporter } from "../otlp/exporter.ts";
import type { Receipt } from "../otlp/receipt.ts";
import type { SourceChange } from "../source/source-change.ts";
import type { Storage } from "./storage.ts";

/** What a collector is made of. */
export interface CollectorOptions {
  readonly settings: Settings;
  readonly certificates: Certificates;
  /** What was found in the settings; none of it is an error. */
  readonly settingsIssues: readonly Issue[];
  /** What was found in the storage; none of it is an error. */
  readonly storageIssues?: readonly Issue[];
  readonly storage: Storage;
  /** Takes the place of the one to the endpoint of the settings; the collector shuts it down. */
  readonly exporter?: Exporter;
  /** Where its sources are made and changed. */
  readonly managedBy: "files" | "api";
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  /** Takes every configured secret out of a text. */
  readonly redact: (text: string) => string;
  /** Ends every source at its first empty page. */
  readonly once: boolean;
  readonly observe: (sourceName: string, change: SourceChange) => void;
  /** Sees every request, to Asana and to the endpoint. */
  readonly http?: HttpObserver;
  /** Told of each request to Asana that had to wait for its turn. */
  readonly onWait?: ((wait: RequestWait) => void) | undefined;
  /** Told of each export when it has ended. */
  readonly onExport?: (outcome: Receipt["kind"], durationMs: number) => void;
}
