// A turn for the platform.

const { setImmediate: immediate } = globalThis as { readonly setImmediate?: (then: () => void) => unknown };

/** Lets the platform handle signals, timers and files; in Node without the millisecond that a timer waits. */
export const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    if (immediate === undefined) setTimeout(resolve, 0);
    else immediate(resolve);
  });
