import { Hono } from "hono";
import type { Collector } from "../collector/collector.ts";
import { toDeadLetterView } from "../collector/dead-letter-view.ts";
import { apiError } from "./api-error.ts";
import { readId } from "./read-id.ts";

/** Makes the routes below `/deadLetters`. */
export function createDeadLetterApi(
  collector: Pick<Collector, "deadLetters" | "retryDeadLetter" | "removeDeadLetter">,
): Hono {
  const api = new Hono();
  api.get("/", (context) => context.json({ deadLetters: collector.deadLetters().map(toDeadLetterView) }));
  api.post("/:deadLetterId/action/retry", async (context) => {
    const id = readId(context.req.param("deadLetterId"));
    const result = await collector.retryDeadLetter(id);
    switch (result.kind) {
      case "delivered":
        return context.body(null);
      case "refused":
        throw apiError("StillRefused", result.message);
      case "unknown":
        throw apiError("NotFound", `There is no dead letter ${id}.`);
      case "noSource":
        throw apiError(
          "NoSource",
          `An older version kept it, and its source ${result.sourceName} is not configured any more.`,
        );
    }
  });
  api.delete("/:deadLetterId", (context) => {
    const id = readId(context.req.param("deadLetterId"));
    if (collector.removeDeadLetter(id)) return context.body(null);
    throw apiError("NotFound", `There is no dead letter ${id}.`);
  });
  return api;
}
