/** A request as the simulator saw it. Its token is not kept. */
export interface SeenRequest {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Undefined while, or because, nothing was answered. */
  readonly status: number | undefined;
  /** The kind of the fault that happened to it. */
  readonly fault: string | undefined;
}

const KEPT_REQUESTS = 1000;

/** The latest requests. */
export class RequestLog {
  readonly #requests: SeenRequest[] = [];

  get requests(): readonly SeenRequest[] {
    return this.#requests;
  }

  /** Adds a request and returns how to tell its status, once it is known. */
  add(at: number, method: string, url: URL, fault: string | undefined): (status: number) => void {
    const query = Object.fromEntries(url.searchParams);
    const seen = { at, method, path: url.pathname, query, status: undefined as number | undefined, fault };
    this.#requests.push(seen);
    if (this.#requests.length > KEPT_REQUESTS) this.#requests.shift();
    return (status) => {
      seen.status = status;
    };
  }
}
