/** Something that is in use, and can give way to another one of its kind. */
export interface Renewable<T> {
  /** Works with what is in place now; it is not closed before the work has ended, unless all is. */
  use<R>(work: (current: T) => Promise<R>): Promise<R>;
  /** Puts another one in place. The one before it is closed when its last use has ended. */
  renew(next: T): void;
  /** Closes all that is not closed yet. */
  close(): Promise<void>;
}

/** Creates one, with the first in place. */
export function createRenewable<T>(first: T, close: (each: T) => Promise<void>): Renewable<T> {
  let current = first;
  /** How many use each one that is not closed. */
  const users = new Map<T, number>([[first, 0]]);
  const closeUnused = async (): Promise<void> => {
    const unused = [...users].filter(([each, count]) => each !== current && count === 0);
    for (const [each] of unused) users.delete(each);
    await Promise.all(unused.map(([each]) => close(each)));
  };
  return {
    async use(work) {
      const used = current;
      users.set(used, (users.get(used) ?? 0) + 1);
      try {
        return await work(used);
      } finally {
        if (users.has(used)) users.set(used, (users.get(used) ?? 1) - 1);
        void closeUnused();
      }
    },
    renew(next) {
      current = next;
      users.set(next, 0);
      void closeUnused();
    },
    async close() {
      const all = [...users.keys()];
      users.clear();
      await Promise.all(all.map(close));
    },
  };
}
