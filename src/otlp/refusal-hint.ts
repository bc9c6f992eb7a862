import type { Exporter, ExporterOptions } from "./exporter.ts";
import type { Refusal } from "./trial.ts";

type Protocol = ExporterOptions["protocol"];

const OTHER = { "http/json": "http/protobuf", "http/protobuf": "http/json" } as const satisfies Record<
  Protocol,
  Protocol
>;

const NOTHING_LOST = "Nothing is lost, the source holds.";

/** The exporter, whose refusals say what to do where their status says more than their kind. */
export function hintRefusals(exporter: Exporter, protocol: Protocol): Exporter {
  return {
    ...exporter,
    async send(records) {
      const receipt = await exporter.send(records);
      const isTaken = receipt.kind === "accepted" || receipt.kind === "partial";
      return isTaken ? receipt : withHint(receipt, protocol);
    },
  };
}

/** A refusal with what to do, where its status says more than its kind. */
export function withHint(refusal: Refusal, protocol: Protocol): Refusal {
  const hint = refusal.kind === "tooLarge" ? undefined : hintOf(refusal.status, protocol);
  return hint === undefined ? refusal : { ...refusal, hint: `${hint} ${NOTHING_LOST}` };
}

function hintOf(status: number | undefined, protocol: Protocol): string | undefined {
  switch (status) {
    case 400:
    case 422:
      return `See the endpoint's log for why it cannot take these records. If it does not read ${protocol}, set protocol to ${OTHER[protocol]}.`;
    case 415:
      return `The endpoint does not read ${protocol}: set protocol to ${OTHER[protocol]}.`;
    case 404:
    case 405:
      return "Check the path of the endpoint's URL: /v1/logs is appended to endpoint, and logsEndpoint is used as it is.";
    default:
      return undefined;
  }
}
