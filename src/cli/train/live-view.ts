// Training on a terminal: progress, numbers and samples, redrawn in place.

import type { Dataset } from '../../data/dataset.ts';
import { previewSamples } from '../../data/preview.ts';
import { datasets } from '../../data/registry.ts';
import type { RunChangeEvent, RunSampleEvent } from '../../run/events.ts';
import { plateauText } from '../evaluate/course-texts.ts';
import { labelled, say, translate } from '../language/say.ts';
import { colorDepth, type Paint, painter } from '../terminal/colors.ts';
import { createScreen, type Screen } from '../terminal/screen.ts';
import { drawTask } from '../terminal/task.ts';
import { endLines } from './end-lines.ts';
import { liveLines } from './live-lines.ts';
import { createMeter, type Meter } from './meter.ts';
import { sampleLines } from './sample-lines.ts';
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

const FRAME_MILLISECONDS = 125;
/** The status file tells the iteration, also between logged ones: slow runs must not look stuck. */
const STATUS_MILLISECONDS = 1000;

/** A terminal of so many rows has room for one row of pictures. */
const PREVIEW_ROWS = 18;

/** What the parts of the view share. */
interface Stage {
  readonly options: ViewOptions;
  readonly screen: Screen;
  readonly meter: Meter;
  readonly paint: Paint;
  readonly canvas: Canvas;
}

export function createLiveView(options: ViewOptions): View {
  const { io } = options;
  const paint = painter(colorDepth({ isTerminal: io.stdout.isTerminal, env: io.env }));
  const screen = createScreen(io.stdout);
  const meter = createMeter(io.now, options.seconds);
  const canvas = createCanvas(options, screen, meter, paint);
  const stage = { options, screen, meter, paint, canvas };
  const handlers = handlersOf(stage);
  return {
    loading: drawTask(io, screen, 'reading files'),
    dataset(dataset, folder) {
      showDataset(stage, dataset, folder);
      screen.draw([paint('dim', say`compiling the iteration…`)]);
    },
    chosen(reasons) {
      screen.clear();
      screen.print(reasons.map((reason) => paint('dim', translate(reason))));
    },
    compiling: (compiling) => screen.draw([paint('dim', `${compilingText(compiling)}…`)]),
    waiting: (what) => screen.draw([paint('dim', `${translate(what)}…`)]),
    note: (message, help) => printNote(stage, message, help),
    event: (event) => dispatch(handlers, event),
    stopping() {
      meter.tell(say`stopping: saving everything (Ctrl-C again stops at once)`);
      canvas.draw();
    },
    close() {
      canvas.close();
      if (meter.moment() === undefined) screen.clear();
      screen.close();
    },
  };
}

/** The changing lines: when they are drawn, and the samples among them. */
interface Canvas {
  /** Watches the run in a folder, also between its events. */
  watch(folder: string): void;
  draw(): void;
  /** Draws unless that was done a moment ago; a timer does later. */
  drawSoon(): void;
  show(event: Pick<RunSampleEvent, 'samples' | 'plane'>): void;
  close(): void;
}

function createCanvas(
  { io, hasPreview, iterationOf = () => undefined }: ViewOptions,
  screen: Screen,
  meter: Meter,
  paint: Paint,
): Canvas {
  const { stdout } = io;
  const depth = colorDepth({ isTerminal: stdout.isTerminal, env: io.env });
  let sampled: Pick<RunSampleEvent, 'samples' | 'plane'> | undefined;
  let picture: readonly string[] = [];
  let drawn = Number.NEGATIVE_INFINITY;
  let folder: string | undefined;
  const draw = () => {
    const moment = meter.moment();
    if (moment === undefined) return;
    drawn = io.now();
    const below = picture.length > 0 ? ['', ...picture] : [];
    screen.draw(['', ...liveLines(moment, stdout.columns, paint), ...below]);
  };
  const drawSoon = () => {
    if (io.now() - drawn >= FRAME_MILLISECONDS) draw();
  };
  const render = () => {
    if (sampled === undefined) return;
    picture = sampleLines(sampled.samples, stdout, depth, paint, sampled.plane?.view);
  };
  const stopTimer = io.every(FRAME_MILLISECONDS, drawSoon);
  const stopPolling = io.every(STATUS_MILLISECONDS, () => {
    if (folder !== undefined) meter.reach(iterationOf(folder) ?? 0);
  });
  const stopResizing = stdout.onResize(() => {
    render();
    draw();
  });
  const stopContinuing = io.onContinue(() => {
    screen.forget();
    draw();
  });
  return {
    watch(path) {
      folder = path;
    },
    draw,
    drawSoon,
    show(next) {
      if (!hasPreview) return;
      sampled = next;
      render();
      drawSoon();
    },
    close() {
      stopTimer();
      stopPolling();
      stopResizing();
      stopContinuing();
    },
  };
}

function handlersOf(stage: Stage): EventHandlers {
  const { options, screen, meter, paint, canvas } = stage;
  const { io, config } = options;
  return {
    start(event) {
      screen.clear();
      screen.print(headLines(config, event, paint));
      meter.start(event);
      canvas.watch(event.folder);
      canvas.draw();
    },
    iteration(event) {
      meter.iterate(event);
      canvas.drawSoon();
    },
    sample: (event) => canvas.show(event),
    warning(event) {
      meter.warn(event);
      printNote(stage, warningText(event), event.help);
      canvas.draw();
    },
    change: (event) => showChange(stage, event),
    end(event) {
      canvas.draw();
      screen.close();
      io.stdout.print(['', ...endLines(config, event, programName(io.env), paint)]);
    },
    evaluation(event) {
      const text = plateauText(meter.evaluate(event));
      if (text !== undefined) printNote(stage, text);
      canvas.draw();
    },
    checkpoint() {},
    error() {},
  };
}

/** What was skipped; of a folder of images, a row of what was read. */
function showDataset(stage: Stage, dataset: Dataset, folder: string | undefined): void {
  const { options, screen, paint } = stage;
  const { io, config, hasPreview } = options;
  screen.clear();
  for (const text of datasetNotes(dataset, folder)) printNote(stage, text);
  if (!hasPreview || datasets.has(config.data.dataset)) return;
  const depth = colorDepth({ isTerminal: io.stdout.isTerminal, env: io.env });
  const few = previewSamples(dataset, { count: 16, seed: config.training.seed });
  const lines = sampleLines(few, { columns: io.stdout.columns, rows: PREVIEW_ROWS }, depth, paint);
  if (lines.length > 0) screen.print([...lines, '']);
}

function printNote({ screen, paint }: Stage, message: string, help?: string): void {
  const label = say`note:`;
  screen.print([labelled(label, noteText(message, help), paint('yellow', label))]);
}

function showChange({ screen, meter, canvas }: Stage, change: RunChangeEvent): void {
  const { command, key, value, iteration } = change;
  if (command === 'set') screen.print([say`${key!} is ${value!} from iteration ${iteration + 1} on`]);
  if (command === 'pause') meter.pause();
  if (command === 'resume') meter.resume();
  if (command !== 'set') meter.tell(stateText(command));
  canvas.draw();
}

function stateText(command: 'pause' | 'resume' | 'stop'): string {
  if (command === 'resume') return '';
  return command === 'stop' ? say`stopping` : say`paused: wgan resume lets it go on`;
}
