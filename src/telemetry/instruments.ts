/** What is measured: its name, unit and attributes as OpenTelemetry has them. */
export interface Instrument {
  readonly name: string;
  readonly kind: "counter" | "gauge" | "histogram";
  /** In UCUM's words; in braces, what is counted. */
  readonly unit: string;
  readonly description: string;
  readonly attributes: readonly string[];
  /** Upper bounds of a histogram's buckets. */
  readonly bounds?: readonly number[];
}

const HTTP_ATTRIBUTES = [
  "http.request.method",
  "server.address",
  "server.port",
  "http.response.status_code",
  "error.type",
];

/** Those that OpenTelemetry advises for the durations of HTTP requests, in seconds. */
const DURATIONS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];

const SIZES = [1000, 10_000, 100_000, 1_000_000, 10_000_000];

/** Read from the Status snapshot whenever somebody asks. */
export const STATUS_INSTRUMENTS = {
  state: {
    name: "asana.receiver.source.state",
    kind: "gauge",
    unit: "{source}",
    description: "1 for the state that a source is in, 0 for the others.",
    attributes: ["source", "state"],
  },
  pages: {
    name: "asana.receiver.pages",
    kind: "counter",
    unit: "{page}",
    description: "Pages that brought events.",
    attributes: ["source"],
  },
  events: {
    name: "asana.receiver.events",
    kind: "counter",
    unit: "{event}",
    description: "Events that were read and have their fate.",
    attributes: ["source"],
  },
  records: {
    name: "asana.receiver.records",
    kind: "counter",
    unit: "{record}",
    description: "Records by what the endpoint made of them: accepted, rejected or dead_lettered.",
    attributes: ["source", "outcome"],
  },
  duplicates: {
    name: "asana.receiver.duplicates",
    kind: "counter",
    unit: "{event}",
    description: "Events that were recognised as delivered before, and not sent.",
    attributes: ["source"],
  },
  filtered: {
    name: "asana.receiver.filtered",
    kind: "counter",
    unit: "{event}",
    description: "Events that the filters left out here.",
    attributes: ["source"],
  },
  redacted: {
    name: "asana.receiver.redacted",
    kind: "counter",
    unit: "{value}",
    description: "Values that were redacted.",
    attributes: ["source"],
  },
  repairs: {
    name: "asana.receiver.repairs",
    kind: "counter",
    unit: "{value}",
    description: "Values that could not be carried as they are.",
    attributes: ["source"],
  },
  lag: {
    name: "asana.receiver.lag",
    kind: "gauge",
    unit: "s",
    description: "How old the newest event of the last page was when the endpoint acknowledged it.",
    attributes: ["source"],
  },
  checkpointAge: {
    name: "asana.receiver.checkpoint.age",
    kind: "gauge",
    unit: "s",
    description: "Since when the log was not read and acknowledged any further.",
    attributes: ["source"],
  },
  backfillShare: {
    name: "asana.receiver.backfill.share",
    kind: "gauge",
    unit: "1",
    description: "How much of a history is read; none while no history is.",
    attributes: ["source"],
  },
  deadLetters: {
    name: "asana.receiver.dead_letters",
    kind: "gauge",
    unit: "{record}",
    description: "Dead letters that are kept.",
    attributes: ["source"],
  },
  incidents: {
    name: "asana.receiver.incidents",
    kind: "gauge",
    unit: "{incident}",
    description: "Open problems; those of the Collector itself have no source.",
    attributes: ["source", "tracker", "severity"],
  },
} as const satisfies Record<string, Instrument>;

/** Counted when it happens. */
export const EVENT_INSTRUMENTS = {
  failures: {
    name: "asana.receiver.failures",
    kind: "counter",
    unit: "{failure}",
    description: "Attempts to go on that failed, by Sumo Logic's error type.",
    attributes: ["source", "error.type"],
  },
  retries: {
    name: "asana.receiver.retries",
    kind: "counter",
    unit: "{retry}",
    description: "Failures after which it is tried again by itself.",
    attributes: ["source", "error.type"],
  },
  rateLimitWait: {
    name: "asana.receiver.rate_limit.wait",
    kind: "counter",
    unit: "s",
    description:
      "Time for which asana or the endpoint (peer) has asked us to stay away, or the limits of a token kept its requests; the sum of all requests that waited, also at the same time.",
    attributes: ["source", "peer"],
  },
  exportDuration: {
    name: "asana.receiver.export.duration",
    kind: "histogram",
    unit: "s",
    description:
      "One batch of records from being sent to what came of it: accepted, partial, permanent, tooLarge, config or transient.",
    attributes: ["outcome"],
    bounds: DURATIONS,
  },
  requestDuration: {
    name: "http.client.request.duration",
    kind: "histogram",
    unit: "s",
    description: "Every HTTP request, to Asana (GET) and to the endpoint (POST).",
    attributes: HTTP_ATTRIBUTES,
    bounds: DURATIONS,
  },
  requestSize: {
    name: "http.client.request.body.size",
    kind: "histogram",
    unit: "By",
    description: "Bodies of requests as they were sent, compressed.",
    attributes: HTTP_ATTRIBUTES,
    bounds: SIZES,
  },
  responseSize: {
    name: "http.client.response.body.size",
    kind: "histogram",
    unit: "By",
    description: "Bodies of answers as they arrived, compressed.",
    attributes: HTTP_ATTRIBUTES,
    bounds: SIZES,
  },
} as const satisfies Record<string, Instrument>;

/** Of the process itself. */
export const PROCESS_INSTRUMENTS = {
  cpu: {
    name: "process.cpu.time",
    kind: "counter",
    unit: "s",
    description: "Processor time, by cpu.mode: user or system.",
    attributes: ["cpu.mode"],
  },
  memory: {
    name: "process.memory.usage",
    kind: "gauge",
    unit: "By",
    description: "Memory in use (RSS).",
    attributes: [],
  },
  uptime: {
    name: "process.uptime",
    kind: "gauge",
    unit: "s",
    description: "Since the process was started.",
    attributes: [],
  },
} as const satisfies Record<string, Instrument>;

/** All that is measured, in the order in which it is told. */
export const INSTRUMENTS: readonly Instrument[] = [
  ...Object.values(STATUS_INSTRUMENTS),
  ...Object.values(EVENT_INSTRUMENTS),
  ...Object.values(PROCESS_INSTRUMENTS),
];
