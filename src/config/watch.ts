import type { Clock } from "../lib/clock.ts";
import { outsideFiles } from "../lib/outside-files.ts";

/** What is followed, and what happens when it changes. */
export interface WatchOptions {
  /** The paths as of now, a folder's files among them; asked anew at every look. */
  readonly list: () => Promise<readonly string[]>;
  /**
   * Called when files have changed and rest again; the next look waits for it. False when the change could not be
   * taken over, so that it is tried again.
   */
  readonly onChange: () => Promise<boolean>;
  readonly clock: Clock;
}

/** A tie to files: what is made of them is made again when they change. */
export interface FileFollower {
  /** Reads the files now, changed or not. Returns false when what they say could not be taken over. */
  sync(): Promise<boolean>;
  /** Follows the files until it is stopped. */
  run(): Promise<void>;
}

/** Lets `read` follow files, one reading after the other: an older one must not be applied after a newer one. */
export function createFileFollower(
  read: () => Promise<boolean>,
  { list, clock }: Pick<WatchOptions, "list" | "clock">,
  stop: AbortSignal,
): FileFollower {
  let last = Promise.resolve(true);
  const sync = (): Promise<boolean> => {
    last = last.then(read);
    return last;
  };
  return { sync, run: () => watchFiles({ list, onChange: sync, clock }, stop) };
}

/** A change is acted on after at most two looks that see it. */
const LOOK_INTERVAL_MS = 700;

/** What a look at one file may cost in rest: a thousand of them would be a twentieth of a core otherwise. */
const REST_PER_FILE_MS = 4;

const LONGEST_REST_MS = 10_000;

/**
 * Follows files until `signal` aborts, by looking at them: an edit, an addition, a removal and an atomic replacement
 * are seen within two seconds, with hundreds of files within twelve. Notifications of the system would miss some of
 * these on network file systems and behind the swapped links of a mounted Kubernetes volume.
 */
export async function watchFiles(
  { list, onChange, clock }: WatchOptions,
  signal: AbortSignal,
): Promise<void> {
  // Nobody knows what has changed since the files were read: they are read once more.
  let known: string | undefined;
  let last = await look(list);
  while (!signal.aborted) {
    const isQuiet = last.version === known;
    await clock.sleep(isQuiet ? restMs(last.files) : LOOK_INTERVAL_MS, signal);
    if (signal.aborted) return;
    const seen = await look(list);
    // Two looks alike: whoever writes has finished.
    if (seen.version !== known && seen.version === last.version && (await onChange())) known = seen.version;
    last = seen;
  }
}

function restMs(files: number): number {
  return Math.min(LONGEST_REST_MS, Math.max(LOOK_INTERVAL_MS, files * REST_PER_FILE_MS));
}

/** All that tells one version of the files from another, and how many they are. */
async function look(
  list: WatchOptions["list"],
): Promise<{ readonly version: string; readonly files: number }> {
  const paths = await list();
  const versions = paths.map(async (path) => `${path} ${await outsideFiles.versionOf(path)}`);
  return { version: (await Promise.all(versions)).join("\n"), files: paths.length };
}
