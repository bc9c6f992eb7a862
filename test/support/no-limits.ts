import type { RequestLimits } from "../../src/asana/request-limiter.ts";

/** More than any test asks for, where Asana's limits are not what is tested: a clock that stands still gives no credit. */
export const NO_LIMITS: RequestLimits = { requestsPerMinute: 1e9, concurrency: 1e6 };
