/**
 * Not imported: an import reads every export of node:http, and one of those loads Node's own undici, in 45 ms of CPU time that
 * a run without the API does without.
 */
const { STATUS_CODES } = process.getBuiltinModule("node:http");

/** A status and its name, such as `403 Forbidden`, where it has one. */
export function statusText(status: number): string {
  return `${status} ${STATUS_CODES[status] ?? ""}`.trimEnd();
}
