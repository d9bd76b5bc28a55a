// Work that is asked for faster than it is done.

/** A function that starts the work; while it goes on, further calls together ask for one more round. */
export function latestOnly(work: () => Promise<void>): () => Promise<void> {
  let isWorking = false;
  let isStale = false;
  return async () => {
    isStale = true;
    if (isWorking) return;
    isWorking = true;
    while (isStale) {
      isStale = false;
      await work();
    }
    isWorking = false;
  };
}
