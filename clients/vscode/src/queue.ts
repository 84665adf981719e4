/** One thing after the other. */

export type Queue = (task: () => Promise<void>) => Promise<void>;

/**
 * A queue for a task that may be asked for again while it runs, such as a restart: no two run at a time, and those who
 * ask while one is waiting to begin share it. A task that fails does not hold up the next one.
 */
export function createQueue(): Queue {
  let last: Promise<void> = Promise.resolve();
  let waiting: Promise<void> | undefined;
  return (task) => {
    if (waiting !== undefined) return waiting;
    const next = last.then(() => {
      waiting = undefined;
      return task();
    });
    waiting = next;
    last = next.catch(() => undefined);
    return next;
  };
}
