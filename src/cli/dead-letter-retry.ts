import { messageOf, ReceiverError, UsageError } from "../lib/errors.ts";
import { type ApiFlags, connectApi } from "./api-connection.ts";
import { findDeadLetter } from "./kept-dead-letters.ts";
import { createOutput } from "./output.ts";

/**
 * `otel-asana-receiver deadletter retry`: lets the running receiver send dead letters again; one that is accepted is none
 * any more. Returns the exit code: 1 when one is still refused.
 *
 * @param wanted the numbers, or the gids of their events
 * @throws UsageError when none is named, ReceiverError when the receiver cannot be asked
 */
export async function deadLetterRetry(
  wanted: readonly string[],
  { all, ...flags }: ApiFlags & { readonly all: boolean },
): Promise<number> {
  if (all === wanted.length > 0) {
    throw new UsageError("no dead letter is named", { hint: "Name them, or write --all." });
  }
  const { client, redact } = await connectApi(flags);
  const output = createOutput(redact);
  const letters = await client.readDeadLetters();
  const chosen = all ? letters : wanted.map((one) => findDeadLetter(letters, one));
  let refused = 0;
  for (const { id, gid = "" } of chosen) {
    try {
      await client.retryDeadLetter(id);
      output.out(`${id} ${gid} delivered`);
    } catch (error) {
      if (!(error instanceof ReceiverError)) throw error;
      refused += 1;
      output.out(`${id} ${gid} ${error.hint ?? messageOf(error)}`);
    }
  }
  output.err(`${chosen.length - refused} delivered, ${refused} not`);
  return refused === 0 ? 0 : 1;
}
