import { onTestFinished } from "vitest";
import type { AsanaSimulatorOptions } from "../../src/simulator/asana-defaults.ts";
import { type AsanaSimulator, startAsanaSimulator } from "../../src/simulator/asana-server.ts";

export const SIMULATED_TOKEN = "service-account-token";
export const SIMULATED_WORKSPACE = "1204094735693514";

/** An event, as far as the tests look at it. */
export interface SeenEvent {
  readonly gid: string;
  readonly created_at: string;
  readonly event_type: string;
  readonly actor: { readonly actor_type: string; readonly gid?: string };
  readonly resource: { readonly gid: string };
}

/** A page as the wire carried it. */
interface SeenPage {
  readonly data: readonly SeenEvent[];
  readonly next_page: { readonly offset: string; readonly path: string; readonly uri: string } | null;
}

/** A simulator and ways to ask it. */
export interface SimulatorClient {
  readonly simulator: AsanaSimulator;
  /** Asks for a path behind the base URL. */
  get(path: string, init?: RequestInit): Promise<Response>;
  /** Asks for a page of the audit log, whatever the answer. */
  ask(query?: Record<string, string>): Promise<Response>;
  /** Asks for a page that has to be one. */
  page(query?: Record<string, string>): Promise<SeenPage>;
  /** Follows the offsets to the first empty page. */
  walk(query?: Record<string, string>): Promise<SeenEvent[]>;
}

/** Starts a simulator that is closed when the test has ended. */
export async function startSimulator(options: Partial<AsanaSimulatorOptions> = {}): Promise<SimulatorClient> {
  const simulator = await startAsanaSimulator({
    tokens: [SIMULATED_TOKEN],
    workspaces: [SIMULATED_WORKSPACE],
    events: 50,
    ...options,
  });
  onTestFinished(() => simulator.close());
  const get = (path: string, init: RequestInit = {}) =>
    fetch(simulator.url + path, {
      ...init,
      headers: { authorization: `Bearer ${SIMULATED_TOKEN}`, ...init.headers },
    });
  const ask = (query: Record<string, string> = {}) =>
    get(`/workspaces/${SIMULATED_WORKSPACE}/audit_log_events?${new URLSearchParams(query)}`);
  const page = async (query?: Record<string, string>) => {
    const response = await ask(query);
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    return (await response.json()) as SeenPage;
  };
  const walk = async (query: Record<string, string> = {}) => {
    const events: SeenEvent[] = [];
    let { data, next_page } = await page(query);
    while (data.length > 0 && next_page !== null) {
      events.push(...data);
      ({ data, next_page } = await page({ ...query, offset: next_page.offset }));
    }
    return events;
  };
  return { simulator, get, ask, page, walk };
}

/** The message of an error body. */
export async function messageOfError(response: Response): Promise<string | undefined> {
  const { errors } = (await response.json()) as { errors: { message: string }[] };
  return errors[0]?.message;
}
