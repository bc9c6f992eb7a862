import { quote } from "../config/issue.ts";
import { type ApiFlags, connectApi } from "./api-connection.ts";
import { findSource } from "./find-source.ts";
import { createOutput } from "./output.ts";

/**
 * `otel-asana-receiver restart`: lets a source of the running receiver begin anew. Returns the exit code.
 *
 * @param wanted the source's name, or its id
 * @throws ReceiverError when the receiver cannot be asked or has no such source
 */
export async function restart(wanted: string, flags: ApiFlags): Promise<number> {
  const { client, redact } = await connectApi(flags);
  const { collector, sources } = await client.readStatus();
  const [{ id, name }] = findSource(sources, wanted, `at ${client.url}`);
  await client.restart(collector.id, id);
  createOutput(redact).out(`the restart request for ${quote(name)} was sent`);
  return 0;
}
