// Made from schemas/receiver.schema.json by npm run generate: change that file instead.

/**
 * Settings of otel-asana-receiver: all that Sumo Logic's source files have no place for.
 */
export interface ReceiverSettings {
  /**
   * The schema an editor checks this file with.
   */
  $schema?: string;
  /**
   * A source file, or a folder of them; relative to this file. Without it, sources are made through the API.
   */
  sources?: string;
  /**
   * How Asana is asked.
   */
  asana?: {
    /**
     * Base URL of Asana's API, or of a simulator.
     */
    url?: string;
    /**
     * Events per page. Asana's documents name 100 as the largest; up to 1000 can be tried.
     */
    limit?: number;
    /**
     * Bound on one request to Asana.
     */
    timeout?: string;
    /**
     * Requests with one token in any minute at most, of all its sources together. Asana allows 1500 on paid plans.
     */
    requestsPerMinute?: number;
    /**
     * Requests with one token at the same time at most, of all its sources together. Asana allows 50.
     */
    concurrency?: number;
    /**
     * Bound on a new connection to Asana or to its proxy; a part of timeout.
     */
    connectTimeout?: string;
    /**
     * HTTP proxy toward Asana, in place of HTTP_PROXY, HTTPS_PROXY and NO_PROXY; "off" for none. Treated as a secret.
     */
    proxy?: string;
    /**
     * PEM file of the authorities to trust in place of the well-known ones, for a proxy that opens TLS; relative to this file.
     */
    ca?: string;
  };
  /**
   * Base URL of the OTLP/HTTP endpoint; /v1/logs is appended. Treated as a secret.
   */
  endpoint?: string;
  /**
   * URL of the endpoint for logs, used as it is; it wins over endpoint. Treated as a secret.
   */
  logsEndpoint?: string;
  /**
   * Encoding of the requests. The profile sumologic makes http/protobuf the default.
   */
  protocol?: "http/json" | "http/protobuf";
  /**
   * Headers of every request to the endpoint, such as Authorization. Their values are treated as secrets.
   */
  headers?: {
    [k: string]: string;
  };
  /**
   * Compression of the requests.
   */
  compression?: "none" | "gzip";
  /**
   * Bound on one export, its retries included.
   */
  timeout?: string;
  /**
   * HTTP proxy toward the endpoint, in place of HTTP_PROXY, HTTPS_PROXY and NO_PROXY; "off" for none. Asana's is asana.proxy. Treated as a secret.
   */
  proxy?: string;
  /**
   * Records of one request at most.
   */
  maxBatchRecords?: number;
  /**
   * Bytes of one request, before compression, at most; estimated. By default 4,000,000, and 1,000,000 with the profile sumologic. What the endpoint calls too large is halved all the same.
   */
  maxBatchBytes?: number;
  /**
   * PEM files for an https endpoint; relative to this file.
   */
  tls?: {
    /**
     * Certificates of the authorities to trust in place of the well-known ones.
     */
    ca?: string;
    /**
     * Our own certificate, for an endpoint that asks for one.
     */
    cert?: string;
    /**
     * Private key of cert.
     */
    key?: string;
  };
  /**
   * otel: attributes after OpenTelemetry's conventions beside the body. sumologic: Asana's own text and nothing else, as Sumo Logic's Asana app and Cloud SIEM read it.
   */
  profile?: "otel" | "sumologic";
  /**
   * Body of a record. json: Asana's text of the event, byte for byte; map: the event as a structure; none: no body. The profile sumologic takes only json.
   */
  body?: "json" | "map" | "none";
  /**
   * When Asana is asked.
   */
  polling?: {
    /**
     * Rest between two polls of a source, up to a tenth more or less, so that many sources do not poll together.
     */
    interval?: string;
    /**
     * Where a source without a checkpoint begins: "beginning" (Asana keeps 90 days), "now", a time ago such as "-24h", or an instant such as "2026-01-31T00:00:00Z".
     */
    startAt?: string;
    /**
     * How many parts of the past are read at once, of all sources together, while the present is followed: for a source whose log is longer than a page and goes back far enough. 0: the past is read before the present, in one stream, in the order of its time.
     */
    backfillStreams?: number;
    /**
     * How long such a part is: longer where less than a page of events is in it. With less than two of them to read, all is read in one stream.
     */
    backfillSlice?: string;
    /**
     * How far before what was read last reading goes on when Asana refuses the stored offset. What is known from then is not sent twice.
     */
    overlap?: string;
    /**
     * How far back Asana is asked again for events that it inserted late, behind the stored offset. "0s": it is not asked.
     */
    sweepWindow?: string;
    /**
     * After how many polls sweepWindow is read again. The count survives a restart.
     */
    sweepEvery?: number;
  };
  /**
   * Which events are passed on; without any, all. An event must fit every key, and within a key one of the values. One value of eventType, actorType, actorGid or resourceGid is left to Asana; all else is looked at here.
   */
  filters?: {
    /**
     * Events of these event types, such as "user_login_failed".
     */
    eventType?: string | string[];
    /**
     * Events of these categories, such as "logins".
     */
    eventCategory?: string | string[];
    /**
     * Events by these kinds of actors.
     */
    actorType?:
      | ("user" | "asana" | "asana_support" | "anonymous" | "external_administrator")
      | ("user" | "asana" | "asana_support" | "anonymous" | "external_administrator")[];
    /**
     * Events by the actors with these gids.
     */
    actorGid?: string | string[];
    /**
     * Events about the resources with these gids.
     */
    resourceGid?: string | string[];
    /**
     * Which events are left out: those that fit any of these keys.
     */
    exclude?: {
      /**
       * Not events of these event types, such as "user_login_failed".
       */
      eventType?: string | string[];
      /**
       * Not events of these categories, such as "logins".
       */
      eventCategory?: string | string[];
      /**
       * Not events by these kinds of actors.
       */
      actorType?:
        | ("user" | "asana" | "asana_support" | "anonymous" | "external_administrator")
        | ("user" | "asana" | "asana_support" | "anonymous" | "external_administrator")[];
      /**
       * Not events by the actors with these gids.
       */
      actorGid?: string | string[];
      /**
       * Not events about the resources with these gids.
       */
      resourceGid?: string | string[];
    };
  };
  /**
   * What is taken out of every event before it is sent or kept, with "[redacted]" in its place: the presets saml_response, email and ip, and what JSON Pointers name.
   */
  redact?: (string | ("saml_response" | "email" | "ip"))[];
  /**
   * Which kinds of failure are tried again by themselves, by error type. A ThirdPartyConfig error never is.
   */
  retry?: {
    /**
     * Trouble with Asana or the way to it: limits, server errors, time-outs, unreadable answers.
     */
    ThirdPartyGeneric?: "indefinitely" | "never";
    /**
     * Trouble with the endpoint or our own storage.
     */
    FirstPartyGeneric?: "indefinitely" | "never";
  };
  /**
   * What counts as a problem, and where it is told.
   */
  health?: {
    /**
     * Whether health events go to the endpoint as log records, beside Asana's.
     */
    export?: boolean;
    /**
     * A warning is raised while a source is reading and its newest delivered event is older than this.
     */
    lagLimit?: string;
    /**
     * A warning is raised when a source has had no event for this long.
     */
    silenceLimit?: string;
  };
  /**
   * Where our own metrics are pushed to, beside /metrics, which is always served with the API.
   */
  metrics?: {
    /**
     * Whether metrics are pushed over OTLP. By default when metrics.endpoint is given.
     */
    export?: boolean;
    /**
     * URL of the endpoint for metrics, used as it is. By default that of the logs, with /v1/metrics in place of /v1/logs. Treated as a secret.
     */
    endpoint?: string;
    /**
     * Headers of every request to metrics.endpoint. By default those of headers, unless metrics.endpoint is given. Their values are treated as secrets.
     */
    headers?: {
      [k: string]: string;
    };
    /**
     * Time between two pushes.
     */
    interval?: string;
  };
  /**
   * What is kept of events that the endpoint refuses by themselves.
   */
  deadLetters?: {
    /**
     * How many are kept, of all sources together. With as many, a source that meets another one holds.
     */
    limit?: number;
    /**
     * How many events become dead letters within an hour at most, of all sources together, after refusals that may pass (500, 403, no answer, and their like). With as many, a source that meets another one holds.
     */
    perHour?: number;
  };
  /**
   * More resource attributes of every record: names and texts.
   */
  resource?: {
    [k: string]: string;
  };
  /**
   * Folder of the checkpoints, health events and sources made through the API; relative to this file. By default $STATE_DIRECTORY, else otel-asana-receiver in $XDG_STATE_HOME or ~/.local/state.
   */
  storage?: string;
  /**
   * Address of the API: host and port, or "off". Beyond this machine it needs api.accessId and api.accessKey.
   */
  listen?: string;
  /**
   * Who may use the API.
   */
  api?: {
    /**
     * User name of HTTP Basic authentication.
     */
    accessId?: string;
    /**
     * Password of HTTP Basic authentication. Treated as a secret.
     */
    accessKey?: string;
    /**
     * Names by which clients may call the API, beside those of this machine. Without any, every name is taken where the API is not on loopback.
     *
     * @maxItems 100
     */
    hosts?: string[];
  };
  /**
   * How this receiver is called in its API and in health events, where it is a Collector.
   */
  collector?: {
    /**
     * Its number. Give each receiver its own where several report to one place.
     */
    id?: number;
    /**
     * Its name. By default the name of the machine.
     */
    name?: string;
  };
  /**
   * How long the delivery in flight may take after SIGTERM or SIGINT.
   */
  shutdownTimeout?: string;
}
