// The page's side of the worker: what it last said, as signals; and what it is asked.

import { batch, computed, signal } from '@preact/signals';
import type { LaneFrame, Layers, Opened, Pace, Report, Waiting } from '../rooms/train/worker-messages.ts';
import { recording, runtimeText, samplesText } from './carried.ts';
import { recordingMessages as t } from './messages.ts';
import { verdictOf } from './verdict.ts';
import TrainingWorker from './worker.ts?worker&inline';
import type { CarriedRequest, Carrying } from './worker-messages.ts';

export interface Frame {
  readonly iteration: number;
  readonly speed: number;
  readonly lane: LaneFrame;
}

export const frame = signal<Frame | undefined>(undefined);
export const opened = signal<Opened | undefined>(undefined);
export const waiting = signal<Waiting | undefined>(undefined);
export const pace = signal<Pace>('paused');
export const failure = signal<{ readonly message: string; readonly help?: string | undefined } | undefined>(
  undefined,
);
/** Points of the data, where they are points. */
export const realPoints = signal<Float32Array | undefined>(undefined);
export const verdict = computed(() => verdictOf(recording, frame.value?.lane.table));

/** The last recorded iteration. */
export const lastRecorded = recording.curve.iteration.at(-1) ?? 0;
export const isPlane = recording.dataset.view !== undefined;

const layers: Layers = { field: true, warp: false };
const FRAME_MILLISECONDS = isPlane ? 80 : 200;

let worker: Worker | undefined;
let openings = 0;
let isDrawing = false;
let lastFrame = 0;

const ask = (request: CarriedRequest): void => worker?.postMessage(request);

/** Starts the worker and opens the run at its first iteration. */
export function open(): void {
  worker?.terminate();
  batch(() => {
    frame.value = undefined;
    opened.value = undefined;
    failure.value = undefined;
    waiting.value = { part: 'runtime', loaded: 0, total: 0 };
    pace.value = 'paused';
  });
  isDrawing = false;
  openings += 1;
  worker = new TrainingWorker();
  worker.addEventListener('message', ({ data }: MessageEvent<Report>) => receive(data));
  worker.addEventListener('error', ({ message }) => fail(message || t().workerFailed, t().workerFailedHelp));
  const carrying: Carrying = { type: 'carrying', recording, samples: samplesText(), runtime: runtimeText() };
  worker.postMessage(carrying);
  ask({ type: 'open', id: openings, data: 'carried', lanes: [recording], device: 'wasm', threads: 1 });
}

export function run(next: Pace): void {
  pace.value = next;
  failure.value = undefined;
  ask({ type: 'pace', pace: next });
  draw();
}

export function step(): void {
  pace.value = 'paused';
  failure.value = undefined;
  ask({ type: 'step' });
}

function fail(message: string, help?: string): void {
  batch(() => {
    failure.value = { message, help };
    waiting.value = undefined;
    pace.value = 'paused';
  });
}

function receive(report: Report): void {
  switch (report.type) {
    case 'waiting':
      waiting.value = report.waiting;
      return;
    case 'data':
      realPoints.value = report.points;
      return;
    case 'opened':
      batch(() => {
        opened.value = report.opened;
        waiting.value = undefined;
      });
      draw();
      return;
    case 'frame':
      isDrawing = false;
      lastFrame = performance.now();
      frame.value = { iteration: report.iteration, speed: report.speed, lane: report.lanes[0]! };
      if (pace.value !== 'paused') draw();
      return;
    case 'paused':
      pace.value = 'paused';
      draw();
      return;
    case 'failed':
      fail(report.message, report.help);
      return;
    case 'file':
    case 'phase':
      return;
    default:
      report satisfies never;
  }
}

/** Asks for a frame, when the page is next painted and the last one has been looked at. */
function draw(): void {
  if (isDrawing || opened.value === undefined) return;
  isDrawing = true;
  const rest = Math.max(0, lastFrame + FRAME_MILLISECONDS - performance.now());
  setTimeout(() => requestAnimationFrame(() => ask({ type: 'draw', layers })), rest);
}
