import type { ResourceMetrics } from "@opentelemetry/sdk-metrics";
import type { Clock } from "../lib/clock.ts";

/** What a push needs of the world. */
export interface MetricPushDeps {
  collect(): Promise<ResourceMetrics>;
  /** Never rejects. Of what is not simply accepted, the answer says why. */
  send(metrics: ResourceMetrics): Promise<{ readonly message?: string; readonly warning?: string }>;
  readonly intervalMs: number;
  readonly clock: Clock;
  /** Told after each push: why it was not simply accepted, or undefined. */
  readonly onPushed: (refusal: string | undefined) => void;
}

/** Pushes metrics again and again, and a last time when `ended` aborts. What is refused, the next push tells as well. */
export async function pushMetrics(deps: MetricPushDeps, ended: AbortSignal): Promise<void> {
  let isLast = false;
  while (!isLast) {
    await deps.clock.sleep(deps.intervalMs, ended);
    isLast = ended.aborted;
    const { message, warning } = await deps.send(await deps.collect());
    deps.onPushed(message ?? warning);
  }
}
