// Milliseconds of repeated work.

/** Milliseconds of each of `iterations` runs, one after the other. */
export async function timed(iterations: number, run: () => Promise<unknown>): Promise<number[]> {
  const ms: number[] = [];
  for (let iteration = 0; iteration < iterations; iteration++) {
    const start = performance.now();
    await run();
    ms.push(performance.now() - start);
  }
  return ms;
}
