import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { rootFile } from "./root-file.ts";

/** What the Dockerfile makes, in a folder of this machine. */
export interface HandBuiltImage {
  /** The folder in place of the volume. */
  readonly state: string;
  /** Runs its entry point with its command, whose settings are replaced. */
  run(settings: string): { readonly child: ChildProcess; readonly ended: Promise<unknown[]> };
  /** Runs its health check; the exit code. */
  checkHealth(port: number): Promise<number>;
}

/** The user of the image. */
const USER = 65532;

const DOCKERFILE = rootFile("examples/docker/Dockerfile");

/** Carries out the Dockerfile's steps without a container engine, in `folder`. */
export async function buildByHand(tarball: string, folder: string): Promise<HandBuiltImage> {
  const [app, state] = [join(folder, "app"), join(folder, "volume")];
  for (const made of [app, state]) mkdirSync(made);
  const [, build = ""] = /^RUN (npm init .*)$/m.exec(DOCKERFILE) ?? [];
  const built = spawnSync("sh", ["-c", build], { cwd: app, env: { ...process.env, PACKAGE: tarball } });
  if (built.status !== 0) throw new Error(built.stderr.toString());
  chmodSync(folder, 0o755);
  spawnSync("chmod", ["-R", "a-w,a+rX", app]);
  const user = userOf(state);
  const start = (words: readonly string[]): ChildProcess => {
    const [, ...args] = words;
    const env = { STATE_DIRECTORY: state, NODE_ENV: "production" };
    const child = spawn(process.execPath, args, { cwd: "/", env, stdio: "ignore", ...user });
    onTestFinished(() => {
      child.kill("SIGKILL");
    });
    return child;
  };
  return {
    state,
    run(settings) {
      const entry = wordsOf("ENTRYPOINT").map((word) => word.replace(/^\/app/, app));
      const command = wordsOf("CMD").map((word) => (word.endsWith("/receiver.json") ? settings : word));
      const child = start([...entry, ...command]);
      return { child, ended: once(child, "exit") };
    },
    async checkHealth(port) {
      const words = wordsOf("HEALTHCHECK .* CMD").map((word) => word.replace("8484", String(port)));
      const [code] = await once(start(words), "exit");
      return code;
    },
  };
}

function wordsOf(instruction: string): string[] {
  const [, words = ""] = new RegExp(`^${instruction} (\\[.*\\])$`, "m").exec(DOCKERFILE) ?? [];
  return JSON.parse(words);
}

/** The image's user where this process may become it and its Node can be run by others; else says so. */
function userOf(state: string): { readonly uid?: number; readonly gid?: number } {
  const user = { uid: USER, gid: USER };
  if (process.getuid?.() === 0 && spawnSync(process.execPath, ["--version"], user).status === 0) {
    chownSync(state, USER, USER);
    return user;
  }
  console.log(`This process cannot become user ${USER}: the image's program runs as the present user.`);
  return {};
}
