import type { OtlpSink } from "../../src/simulator/otlp-sink.ts";

/** The bodies that are texts, in the order of arrival. */
export function bodiesOf({ records }: Pick<OtlpSink, "records">): readonly string[] {
  return records.flatMap(({ logRecord }) => logRecord.body?.stringValue ?? []);
}
