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

/** Advances work by what each step of a part takes. */
export function stepsOf(work: Work, each = 1): OnProgress {
  let before = 0;
  return (done) => {
    work.advance((done - before) * each);
    before = done;
  };
}
