/** Resolves when all that was printed to a stream has left the process, which a pipe may delay. */
export function printed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.once("error", (error) => {
      // A reader such as `head` has seen enough.
      if (hasNoReader(error)) resolve();
      else reject(error);
    });
    stream.write("", (error) => {
      if (error === null || error === undefined) resolve();
    });
  });
}

/** Writes to a stream. Resolves when the text has left the process, rejects when the stream does not take it. */
export function written(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error === null || error === undefined) resolve();
      else reject(error);
    });
  });
}

/** Whether a stream failed because its reader is gone. */
export function hasNoReader(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EPIPE";
}
