import { expect, vi } from "vitest";
import type { Source, Status } from "../../src/generated/status.ts";
import type { Line } from "./line.ts";
import { type CommandProcess, startCommand } from "./receiver-process.ts";

/** A `run` process that serves the page. */
export interface PageReceiver {
  /** Such as `http://127.0.0.1:8484`. */
  readonly url: string;
  readonly process: CommandProcess;
  /** What the page is made of, just now. */
  status(): Promise<Status>;
  /** Makes a source through the API; its id. */
  create(sourceJson: string): Promise<number>;
  /** Waits until a source is so. */
  until(name: string, isSo: (source: Source) => boolean): Promise<Source>;
}

/** How it is started. */
export interface PageReceiverOptions {
  /** Whether its sources are the line's files, or are made through the API. */
  readonly managedBy?: "files" | "api";
  /** More arguments; the later one of two wins. */
  readonly args?: readonly string[];
  /** `accessId:accessKey`, where they are asked for. */
  readonly user?: string;
}

const WAIT = { timeout: 50_000, interval: 20 };

/** Starts `otel-asana-receiver run` on a line, with polls that are a second apart. */
export async function startPageReceiver(
  line: Line,
  { managedBy = "files", args = [], user }: PageReceiverOptions = {},
): Promise<PageReceiver> {
  // The first two name the folder of files.
  const own = managedBy === "files" ? line.args : line.args.slice(2);
  const process = startCommand(["run", ...own, "--interval", "1s", ...args]);
  const [, url = ""] = await vi.waitUntil(() => /"url":"(http[^"]+)"/.exec(process.output.stderr), WAIT);
  const headers = user === undefined ? {} : { authorization: `Basic ${btoa(user)}` };
  const status = async (): Promise<Status> => {
    const response = await fetch(`${url}/api/v1/status`, { headers });
    // Its shape is the API tests' matter.
    return (await response.json()) as Status;
  };
  return {
    url,
    process,
    status,
    async create(body) {
      const path = `${url}/api/v1/collectors/1/sources`;
      const response = await fetch(path, { method: "POST", headers, body });
      expect(response.status).toBe(201);
      const { source } = (await response.json()) as { readonly source: { readonly id: number } };
      return source.id;
    },
    until: (name, isSo) =>
      vi.waitUntil(
        async () => (await status()).sources.find((source) => source.name === name && isSo(source)),
        WAIT,
      ),
  };
}
