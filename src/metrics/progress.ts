// How far a measurement is. Pure.

/** Called as work is done. */
export type OnProgress = (done: number, total: number) => void;

/** Work of a known amount. */
export interface Work {
  advance(amount: number): void;
}

/** Work whose advances are told. */
export function createWork(total: number, onProgress: OnProgress = () => {}): Work {
  let done = 0;
  return {
    advance(amount) {
      done += amount;
      onProgress(Math.min(done, total), total);
    },
  };
}
