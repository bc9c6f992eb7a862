import type { Certificates } from "../config/certificates.ts";
import type { EndpointSettings } from "../config/endpoint.ts";
import { USER_AGENT } from "../lib/package-info.ts";
import { createExporter } from "../otlp/exporter.ts";
import { withHint } from "../otlp/refusal-hint.ts";
import { endpointFailure } from "../source/failure.ts";
import type { Finding } from "./finding.ts";

/**
 * With these, endpoints that take records refuse an export without any, although OTLP has them accept it: as bad, without
 * a length, not to be processed, or by a mistake of their own. Every other refusal is about more than its emptiness.
 */
const REFUSALS_OF_NOTHING: ReadonlySet<number | undefined> = new Set([400, 411, 422, 500]);

/** Sends the endpoint a request without a record. */
export async function checkEndpoint(
  endpoint: EndpointSettings,
  certificates: Pick<Certificates, "endpoint">,
): Promise<Finding> {
  const about = { subject: "endpoint", check: "endpoint" } as const;
  const exporter = createExporter({ ...endpoint, tls: certificates.endpoint, userAgent: USER_AGENT });
  const receipt = await exporter.probe();
  await exporter.shutdown();
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
      if (receipt.kind !== "tooLarge" && REFUSALS_OF_NOTHING.has(receipt.status)) {
        const message = `${endpoint.label} refuses an empty export, which proves nothing about records: ${receipt.message}`;
        return { ...about, ok: true, message };
      }
      const { errorType, message, hint } = endpointFailure(withHint(receipt, endpoint.protocol));
      return {
        ...about,
        ok: false,
        message: `${errorType}: an empty export to ${endpoint.label}: ${message}`,
        hint,
      };
    }
  }
}
