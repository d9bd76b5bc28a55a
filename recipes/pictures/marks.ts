// Times at which a training is looked at, each a line of a file.

/** A look that is done. */
export interface Mark {
  /** Of two processors. */
  readonly minutes: number;
  /** Iterations in a processor second. */
  readonly perSecond: number;
  readonly iterations: number;
  readonly picture: string;
  readonly measures: Readonly<Record<string, number>>;
  readonly versions: Readonly<Record<string, unknown>>;
}

/** The first time that has no line yet, with the speed that the others were reckoned by; undefined when all are done. */
export function nextMark(
  minutes: readonly number[],
  done: readonly Pick<Mark, 'minutes' | 'perSecond'>[],
): { readonly minutes: number; readonly perSecond: number | undefined } | undefined {
  const next = minutes.find((time) => !done.some((one) => one.minutes === time));
  return next === undefined ? undefined : { minutes: next, perSecond: done[0]?.perSecond };
}
