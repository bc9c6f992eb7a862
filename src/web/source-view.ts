import { createHash } from "node:crypto";
import type { IdentifiedSource } from "../collector/identified-source.ts";
import type { SourceStatus } from "../collector/status.ts";
import { TOKEN_MASK } from "../config/source-body.ts";
import { toSourceJson } from "../config/source-json.ts";
import type { Source } from "../generated/asana-source.ts";

/** A source as it is shown, with its token masked and with its state. */
export function toSourceView(source: IdentifiedSource, state: SourceStatus["state"]): Source {
  return { id: source.id, ...toDownload(source), alive: state !== "Error", state: { state } };
}

/** A source as a file of it is begun, with its token masked. */
export function toDownload({ config }: IdentifiedSource): Source {
  return toSourceJson(config, TOKEN_MASK);
}

/** Changes whenever the source is changed here, if only in its token; what it is doing does not matter. */
export function toEtag(source: IdentifiedSource): string {
  const hash = createHash("sha256").update(JSON.stringify([source.id, source.revision, toDownload(source)]));
  return `"${hash.digest("hex").slice(0, 32)}"`;
}
