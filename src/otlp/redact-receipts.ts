import type { Exporter } from "./exporter.ts";
import type { Receipt } from "./receipt.ts";

/** The exporter, whose receipts hold none of our secrets, whatever an endpoint says: they are told, and kept. */
export function redactReceipts(exporter: Exporter, redact: (text: string) => string): Exporter {
  return {
    ...exporter,
    send: async (records) => redactReceipt(await exporter.send(records), redact),
  };
}

function redactReceipt(receipt: Receipt, redact: (text: string) => string): Receipt {
  if (receipt.kind !== "accepted") return { ...receipt, message: redact(receipt.message) };
  return receipt.warning === undefined ? receipt : { ...receipt, warning: redact(receipt.warning) };
}
