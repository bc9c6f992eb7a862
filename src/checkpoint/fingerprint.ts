import { createHash } from "node:crypto";

/**
 * A hash of all that an offset depends on. What an offset means to another server, workspace or filter is
 * undocumented, so a checkpoint with another fingerprint is not used.
 */
export function fingerprintOf(stream: {
  readonly url: string;
  readonly workspaceID: string;
  readonly filters: object;
}): string {
  const filters = Object.entries(stream.filters).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([stream.url, stream.workspaceID, filters]))
    .digest("hex");
}
