// How far training is: speed over the last seconds, time left, a bar, the course of a number.

/** Where training was at a time. */
interface Mark {
  readonly iteration: number;
  readonly seconds: number;
}

/** Speed is measured over this time. */
const WINDOW_SECONDS = 10;

/** Follows the iterations of one process. */
export interface Pace {
  /** Iteration `iteration` was reached `seconds` after some fixed time. */
  mark(iteration: number, seconds: number): void;
  /** Iterations per second over the last seconds; 0 while unknown. */
  readonly perSecond: number;
  /** Seconds until `iterations` at this speed; undefined while unknown. */
  left(iterations: number): number | undefined;
}

export function createPace(): Pace {
  let marks: readonly Mark[] = [];
  const perSecond = () => {
    const [first, last] = [marks[0], marks.at(-1)];
    if (first === undefined || last === undefined || last.seconds <= first.seconds) return 0;
    return (last.iteration - first.iteration) / (last.seconds - first.seconds);
  };
  return {
    mark(iteration, seconds) {
      const kept = marks.filter((_, index) => {
        const next = marks[index + 1];
        return next === undefined || next.seconds >= seconds - WINDOW_SECONDS;
      });
      marks = [...kept, { iteration, seconds }];
    },
    get perSecond() {
      return perSecond();
    },
    left(iterations) {
      const speed = perSecond();
      return speed > 0 ? (iterations - marks.at(-1)!.iteration) / speed : undefined;
    },
  };
}

/** A bar of `width` cells, filled to a fraction in halves of a cell. */
export function progressBar(
  fraction: number,
  width: number,
): { readonly filled: string; readonly rest: string } {
  const halves = Math.round(Math.min(1, Math.max(0, fraction)) * width * 2);
  const filled = '━'.repeat(Math.floor(halves / 2)) + (halves % 2 === 1 ? '╸' : '');
  return { filled, rest: '─'.repeat(width - filled.length) };
}

const ticks = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** The course of a number in `width` cells at most, from its least to its largest value. */
export function sparkline(values: readonly number[], width: number): string {
  const shown = compress(values.filter(Number.isFinite), width);
  const least = Math.min(...shown);
  const range = Math.max(...shown) - least;
  return shown
    .map((value) => ticks[range === 0 ? 0 : Math.min(7, Math.floor(((value - least) / range) * 8))])
    .join('');
}

/** Means of consecutive runs of values, `width` of them at most. */
function compress(values: readonly number[], width: number): readonly number[] {
  if (values.length <= width) return values;
  return Array.from({ length: width }, (_, index) => {
    const run = values.slice(
      Math.floor((index * values.length) / width),
      Math.floor(((index + 1) * values.length) / width),
    );
    return run.reduce((sum, value) => sum + value, 0) / run.length;
  });
}

/** The course of a number over any time, in bounded memory. */
export interface History {
  add(value: number): void;
  readonly values: readonly number[];
}

/** Means of equally long stretches, `limit` of them at most. */
export function createHistory(limit = 512): History {
  let means: number[] = [];
  let [stretch, sum, count] = [1, 0, 0];
  return {
    add(value) {
      sum += value;
      count += 1;
      if (count < stretch) return;
      means.push(sum / count);
      [sum, count] = [0, 0];
      if (means.length < limit) return;
      means = Array.from({ length: limit / 2 }, (_, pair) => (means[2 * pair]! + means[2 * pair + 1]!) / 2);
      stretch *= 2;
    },
    get values() {
      return means;
    },
  };
}
