/** Resolves when all that was printed to a stream has left the process, which a pipe may delay. */
export function printed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.once("error", (error: NodeJS.ErrnoException) => {
      // A reader such as `head` has seen enough.
      if (error.code === "EPIPE") resolve();
      else reject(error);
    });
    stream.write("", (error) => {
      if (error === null || error === undefined) resolve();
    });
  });
}
