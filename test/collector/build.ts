// Builds the tests' OpenTelemetry Collector, or says why not. Without one its tests say that they did not run.
import { buildCollector } from "../support/collector-binary.ts";

const built = buildCollector();
console.log(
  built.kind === "ready"
    ? `OpenTelemetry Collector: ${built.path}`
    : `OpenTelemetry Collector: none, ${built.reason}; its tests are NOT run`,
);
