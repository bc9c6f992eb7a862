/** A request body that is no ExportLogsServiceRequest. */
export class OtlpDecodeError extends Error {}
