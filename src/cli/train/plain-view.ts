// Training without a terminal: a line every so often, no escape codes. Also the quiet view: only the end.

import { bestText, evaluationTexts, plateauText } from '../evaluate/course-texts.ts';
import type { Io } from '../io.ts';
import { labelled, say, translate } from '../language/say.ts';
import { painter } from '../terminal/colors.ts';
import { formatClock, formatCount, formatDuration, formatRate } from '../terminal/format.ts';
import { endLines } from './end-lines.ts';
import { createMeter, type Moment } from './meter.ts';
import { readingsOf, readingText } from './numbers.ts';
import {
  compilingText,
  datasetNotes,
  dispatch,
  type EventHandlers,
  headLines,
  noteText,
  programName,
  type View,
  type ViewOptions,
  warningText,
} from './view.ts';

const paint = painter(1);

/** Lines come after this part of all iterations, and after this time. */
const PART = 0.1;
const MILLISECONDS = 60_000;
/** Where more than this is left, it is told as soon as it is known. */
const LONG_SECONDS = 60;

export function createPlainView(options: ViewOptions): View {
  const { io } = options;
  const handlers = handlersOf(options);
  return {
    loading: createLoading(io),
    dataset(dataset, folder) {
      for (const text of datasetNotes(dataset, folder)) writeNote(io, text);
    },
    compiling: createCompiling(io),
    waiting() {},
    chosen: (reasons) => io.stdout.print(reasons.map(translate)),
    note: (message, help) => writeNote(io, message, help),
    event: (event) => dispatch(handlers, event),
    stopping: () => io.stdout.print([say`stopping: saving everything (a second signal stops at once)`]),
    close() {},
  };
}

/** Says on stderr what is worth knowing. */
export function writeNote(io: Io, message: string, help?: string): void {
  io.stderr.print([labelled(say`note:`, noteText(message, help))]);
}

function handlersOf({ io, config, seconds }: ViewOptions): EventHandlers {
  const meter = createMeter(io.now, seconds);
  const due = createDue(io.now);
  let isFirst = true;
  return {
    start(event) {
      meter.start(event);
      due.reset(event.iteration / event.iterations);
      io.stdout.print(headLines(config, event, paint));
    },
    iteration(event) {
      meter.iterate(event);
      const moment = meter.moment()!;
      if (due.isDue(moment.iteration / moment.iterations)) io.stdout.print([progressLine(moment)]);
      else if (isFirst) io.stdout.print(firstLines(moment));
      isFirst = false;
    },
    warning: (event) => writeNote(io, warningText(event), event.help),
    change({ iteration, command, key = '', value = '' }) {
      io.stdout.print([say`iteration ${iteration}: ${`${command} ${key} ${value}`.trimEnd()}`]);
    },
    end: (event) => io.stdout.print(['', ...endLines(config, event, programName(io.env), paint)]),
    evaluation(event) {
      const course = meter.evaluate(event);
      const texts = [...evaluationTexts(event), bestText(course)].filter((text) => text !== '');
      const total = formatCount(meter.moment()!.iterations);
      io.stdout.print([
        `${formatCount(event.iteration).padStart(total.length)}/${total}  ${texts.join('  ')}`,
      ]);
      const plateau = plateauText(course);
      if (plateau !== undefined) writeNote(io, plateau);
    },
    sample() {},
    checkpoint() {},
    error() {},
  };
}

/** How long it will take, where that is long. */
function firstLines({ leftSeconds = 0, perSecond }: Moment): readonly string[] {
  if (leftSeconds <= LONG_SECONDS) return [];
  return [
    say`about ${formatDuration(leftSeconds)} left, at the ${formatRate(perSecond)} of the first iterations`,
  ];
}

function progressLine({ iteration, iterations, perSecond, leftSeconds, last }: Moment): string {
  const total = formatCount(iterations);
  return [
    `${formatCount(iteration).padStart(total.length)}/${total}`,
    formatRate(perSecond),
    ...(leftSeconds === undefined ? [] : [say`${formatClock(leftSeconds)} left`]),
    ...readingsOf(last!).map(readingText),
  ].join('  ');
}

/** Says when the next line is due. */
function createDue(now: () => number) {
  let [part, at] = [0, 0];
  const partOf = (fraction: number) => Math.floor(fraction / PART + 1e-9);
  const reset = (fraction: number) => {
    [part, at] = [partOf(fraction), now()];
  };
  return {
    reset,
    isDue(fraction: number): boolean {
      const isDue = partOf(fraction) !== part || now() - at >= MILLISECONDS;
      if (isDue) reset(fraction);
      return isDue;
    },
  };
}

const LOADING_MILLISECONDS = 5000;

function createLoading(io: Io): View['loading'] {
  let at = io.now();
  return (done, total) => {
    if (io.now() - at < LOADING_MILLISECONDS) return;
    at = io.now();
    io.stdout.print([say`reading files: ${formatCount(done)}/${formatCount(total)}`]);
  };
}

const COMPILING_MILLISECONDS = 1000;

/** A line where compiling takes more than a second, and before a load in which nothing is heard. */
function createCompiling(io: Io): View['compiling'] {
  let begin: number | undefined;
  let isTold = false;
  return (compiling) => {
    begin ??= io.now();
    if (isTold && compiling.step === 'simplify') return;
    if (io.now() - begin < COMPILING_MILLISECONDS) return;
    isTold = true;
    io.stdout.print([compilingText(compiling)]);
  };
}

/** Only how it ended, and warnings. */
export function createQuietView(options: ViewOptions): View {
  const { io, config } = options;
  const view = createPlainView(options);
  return {
    ...view,
    loading() {},
    dataset() {},
    chosen() {},
    compiling() {},
    event(event) {
      if (event.type === 'end') io.stdout.print(endLines(config, event, programName(io.env), paint));
      else if (event.type === 'warning') view.event(event);
    },
    stopping() {},
  };
}
