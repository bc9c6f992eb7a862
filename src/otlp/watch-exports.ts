import type { Exporter } from "./exporter.ts";
import type { Receipt } from "./receipt.ts";

/** The exporter, of which every export is told when it has ended: what came of it, and how long it took. */
export function watchExports(
  exporter: Exporter,
  see: (outcome: Receipt["kind"], durationMs: number) => void,
): Exporter {
  return {
    ...exporter,
    async send(records) {
      // Not of the clock that is set now and then.
      const startedAt = performance.now();
      const receipt = await exporter.send(records);
      see(receipt.kind, performance.now() - startedAt);
      return receipt;
    },
  };
}
