// What is known of a run in training: kept from its events, asked for whenever something is shown.

import type { RunStartEvent } from '../../run/events.ts';
import type { IterationEvent } from '../../train/events.ts';
import { createHistory, createPace } from '../terminal/progress.ts';
import { readingsOf } from './numbers.ts';

/** Training at one moment. */
export interface Moment {
  readonly iteration: number;
  readonly iterations: number;
  readonly elapsedSeconds: number;
  readonly perSecond: number;
  /** Undefined while unknown, and at the end. */
  readonly leftSeconds: number | undefined;
  readonly last: IterationEvent | undefined;
  /** The course of the first reading. */
  readonly history: readonly number[];
  /** What is going on, where it is not plain training. */
  readonly state: string;
}

export interface Meter {
  start(event: RunStartEvent): void;
  iterate(event: IterationEvent): void;
  /** Says what is going on; empty for plain training. */
  tell(state: string): void;
  /** Stops the clock until `resume`. */
  pause(): void;
  resume(): void;
  /** Undefined before the start. */
  moment(): Moment | undefined;
}

/** @param wallTime  milliseconds from any fixed point */
export function createMeter(wallTime: () => number): Meter {
  const { now, pause, resume } = createClock(wallTime);
  const pace = createPace();
  const history = createHistory();
  let begin: RunStartEvent | undefined;
  let last: IterationEvent | undefined;
  let at = 0;
  let state = '';
  const mark = (iteration: number) => {
    at = now();
    pace.mark(iteration, at / 1000);
  };
  const leftSeconds = (iterations: number) => {
    const seconds = pace.left(iterations);
    return seconds === 0 ? undefined : seconds;
  };
  return {
    start(event) {
      begin = event;
      mark(event.iteration);
    },
    iterate(event) {
      last = event;
      history.add(readingsOf(event)[0]!.value);
      mark(event.iteration);
    },
    tell(text) {
      state = text;
    },
    pause,
    resume,
    moment: () =>
      begin && {
        iteration: last?.iteration ?? begin.iteration,
        iterations: begin.iterations,
        elapsedSeconds: (last?.elapsedSeconds ?? 0) + (now() - at) / 1000,
        perSecond: pace.perSecond,
        leftSeconds: leftSeconds(begin.iterations),
        last,
        history: history.values,
        state,
      },
  };
}

/** Time that stands still while paused. */
function createClock(wallTime: () => number) {
  let lost = 0;
  let pausedAt: number | undefined;
  return {
    now: () => (pausedAt ?? wallTime()) - lost,
    pause() {
      pausedAt ??= wallTime();
    },
    resume() {
      lost += wallTime() - (pausedAt ?? wallTime());
      pausedAt = undefined;
    },
  };
}
