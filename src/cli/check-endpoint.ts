import type { EndpointSettings } from "../config/endpoint.ts";
import { ConfigError, messageOf } from "../lib/errors.ts";
import { USER_AGENT } from "../lib/package-info.ts";
import { createExporter } from "../otlp/exporter.ts";
import type { Receipt } from "../otlp/receipt.ts";
import { endpointFailure } from "../source/failure.ts";
import type { Finding } from "./finding.ts";

/** Sends the endpoint a request without a record. */
export async function checkEndpoint(endpoint: EndpointSettings): Promise<Finding> {
  const about = { subject: "endpoint", check: "endpoint" } as const;
  const receipt = await probe(endpoint);
  if (receipt instanceof ConfigError) {
    const hint = receipt.hint ?? "Check endpoint, headers, tls and proxy.";
    return { ...about, ok: false, message: messageOf(receipt), hint };
  }
  const accepted = `${endpoint.label} accepts ${endpoint.protocol}`;
  switch (receipt.kind) {
    case "accepted":
      return {
        ...about,
        ok: true,
        message: receipt.warning === undefined ? accepted : `${accepted}; ${receipt.warning}`,
      };
    case "partial":
      // There was nothing to reject; what counts is that it spoke OTLP and took the request.
      return { ...about, ok: true, message: `${accepted}; ${receipt.message}` };
    default: {
      const { errorType, message, hint } = endpointFailure(receipt);
      return {
        ...about,
        ok: false,
        message: `${errorType}: an empty export to ${endpoint.label}: ${message}`,
        hint,
      };
    }
  }
}

async function probe(endpoint: EndpointSettings): Promise<Receipt | ConfigError> {
  try {
    const exporter = createExporter({ ...endpoint, userAgent: USER_AGENT });
    const receipt = await exporter.probe();
    await exporter.shutdown();
    return receipt;
  } catch (error) {
    // A TLS file that cannot be used.
    if (error instanceof ConfigError) return error;
    throw error;
  }
}
