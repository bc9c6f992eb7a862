/** Resolves when all that was printed to standard output has left the process, which a pipe may delay. */
export function printed(): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.once("error", (error: NodeJS.ErrnoException) => {
      // A reader such as `head` has seen enough.
      if (error.code === "EPIPE") resolve();
      else reject(error);
    });
    process.stdout.write("", (error) => {
      if (error === null || error === undefined) resolve();
    });
  });
}
