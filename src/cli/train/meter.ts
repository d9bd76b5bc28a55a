// What is known of a run in training: kept from its events, asked for whenever something is shown.

import { monitors } from '../../health/registry.ts';
import { type EvaluationCourse, followCourse } from '../../run/evaluations.ts';
import type { RunEvaluationEvent, RunStartEvent } from '../../run/events.ts';
import type { IterationEvent, WarningEvent } from '../../train/events.ts';
import { say, translate } from '../language/say.ts';
import { formatCount } from '../terminal/format.ts';
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
  /** Evaluations so far, with those before a resume. */
  readonly course: EvaluationCourse;
  /** What is going on, where it is not plain training. */
  readonly state: string;
  /** What ails it: "collapse since 1,200". */
  readonly troubles: readonly string[];
}

export interface Meter {
  start(event: RunStartEvent): void;
  iterate(event: IterationEvent): void;
  evaluate(event: RunEvaluationEvent): EvaluationCourse;
  /** A trouble begins or is over. */
  warn(event: WarningEvent): void;
  /** Iterations made, where that is known between logged ones. */
  reach(iteration: number): void;
  /** Says what is going on; empty for plain training. */
  tell(state: string): void;
  /** Stops the clock until `resume`. */
  pause(): void;
  resume(): void;
  /** Undefined before the start. */
  moment(): Moment | undefined;
}

/** @param wallTime  milliseconds from any fixed point
 *  @param most      seconds after which training ends, where that was said */
export function createMeter(wallTime: () => number, most = Number.POSITIVE_INFINITY): Meter {
  const { now, pause, resume } = createClock(wallTime);
  const pace = createPace();
  const history = createHistory();
  let begin: RunStartEvent | undefined;
  let last: IterationEvent | undefined;
  let [reached, loggedAt, startedAt] = [0, 0, 0];
  let state = '';
  let course: EvaluationCourse = { sinceBest: 0 };
  const troubles = new Map<string, string>();
  const mark = (iteration: number) => {
    reached = iteration;
    pace.mark(iteration, now() / 1000);
  };
  const leftSeconds = (iterations: number) => {
    const seconds = pace.left(iterations);
    if (seconds === undefined || seconds === 0) return undefined;
    return Math.max(0, Math.min(seconds, most - (now() - startedAt) / 1000));
  };
  return {
    start(event) {
      begin = event;
      course = event.measured;
      loggedAt = startedAt = now();
      mark(event.iteration);
    },
    iterate(event) {
      last = event;
      loggedAt = now();
      history.add(readingsOf(event)[0]!.value);
      mark(event.iteration);
    },
    evaluate(event) {
      course = followCourse(course, event);
      return course;
    },
    warn({ name, iteration, isOver }) {
      if (isOver) troubles.delete(name);
      else if (monitors.has(name)) {
        troubles.set(name, say`${translate(monitors.get(name).label)} since ${formatCount(iteration)}`);
      }
    },
    reach(iteration) {
      if (begin !== undefined && iteration > reached) mark(iteration);
    },
    tell(text) {
      state = text;
    },
    pause,
    resume,
    moment: () =>
      begin && {
        iteration: reached,
        iterations: begin.iterations,
        elapsedSeconds: (last?.elapsedSeconds ?? 0) + (now() - loggedAt) / 1000,
        perSecond: pace.perSecond,
        leftSeconds: leftSeconds(begin.iterations),
        last,
        history: history.values,
        course,
        state,
        troubles: [...troubles.values()],
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
