import { type Context, Hono } from "hono";
import type { Status } from "../collector/status.ts";

const PATHS = ["/livez", "/readyz", "/healthz"] as const;

const ALLOW = "GET, HEAD, OPTIONS";

/**
 * Makes the routes for whoever supervises the process, each with a body in the shape of the OpenTelemetry Collector's
 * health_check extension. They are asked without credentials and, by HTTP/1.0, without a Host header: stand them before what
 * checks these. So they tell nothing but that we are here.
 *
 * Trouble of a source, of Asana or of the endpoint is no reason to restart the process or to keep requests from it:
 * nothing would be better for it. It is told by the status, health events and metrics.
 */
export function createProbes(status: () => Status): Hono {
  const probes = new Hono();
  for (const path of PATHS) {
    probes.get(path, (context) => {
      const now = status();
      // A process with a broken invariant ends by itself, so one that answers is alive.
      return answer(context, now, path === "/livez" || now.phase === "running");
    });
    probes.options(path, (context) => context.body(null, 204, { allow: ALLOW }));
  }
  return probes;
}

function answer(context: Context, { at, startedAt }: Status, isAvailable: boolean): Response {
  const body = {
    status: isAvailable ? "Server available" : "Server not available",
    upSince: startedAt,
    uptime: toGoDuration(Date.parse(at) - Date.parse(startedAt)),
  };
  return context.json(body, isAvailable ? 200 : 503);
}

/** As the OpenTelemetry Collector writes it, such as `1h16m24.684s`. */
function toGoDuration(ms: number): string {
  const seconds = (Math.max(0, ms) % 60_000) / 1000;
  const minutes = Math.floor(ms / 60_000);
  const hours = Math.floor(minutes / 60);
  if (hours > 0) return `${hours}h${minutes % 60}m${seconds}s`;
  return minutes > 0 ? `${minutes}m${seconds}s` : `${seconds}s`;
}
