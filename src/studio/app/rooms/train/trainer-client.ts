// The page's side of the worker: what it last said, as signals; and what it is asked.

import { batch, effect, signal, untracked } from '@preact/signals';
import { liveValues } from '../../../../train/config.ts';
import { place, setQuery } from '../../shell/router.ts';
import { deviceOrder } from './device-order.ts';
import { askForGraphics } from './graphics.ts';
import { trainMessages as t } from './messages.ts';
import { isModelShown } from './model-choice.ts';
import { formatNeed } from './own/need.ts';
import type { OwnData } from './own/own-data.ts';
import { own } from './own/state.ts';
import { identityOf, type Recipe, readRecipe } from './recipe.ts';
import { saveFile } from './save-file.ts';
import { isBetween, phaseLayers } from './slow-motion.ts';
import { isMissing, sourceNow } from './source-now.ts';
import {
  before,
  failure,
  frame,
  layers,
  opened,
  pace,
  phase,
  planeView,
  realImages,
  realPoints,
  recipe,
  waiting,
} from './trainer-state.ts';
import type {
  DeviceOrder,
  FileKind,
  Gone,
  LaneOrder,
  Layers,
  Pace,
  Report,
  Request,
} from './worker-messages.ts';

export * from './trainer-state.ts';

/** Files from which the GANs start instead of their seeds. */
const files = signal<readonly (Uint8Array | undefined)[]>([]);
/** Files that the next start takes. */
let filesToCome: readonly (Uint8Array | undefined)[] = [];

let worker: Worker | undefined;
let workerOrder = '';
let isOpening = false;
let lastOpening = 0;
let drawsAsked = 0;
let lastFrame = 0;

const ask = (request: Request): void => worker?.postMessage(request);

/** A worker for a device, with as many threads as the data can use: a worker keeps what it began with. */
function startWorker(order: DeviceOrder): void {
  const wanted = `${order.device} ${order.threads}`;
  if (worker !== undefined && workerOrder === wanted) return;
  worker?.terminate();
  worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<Report>) => receive(data));
  worker.addEventListener('error', ({ message }) => {
    failure.value = { message: message || t().workerFailed, help: t().workerFailedHelp };
    forget();
  });
  workerOrder = wanted;
  drawsAsked = 0;
}

/** Leaves the room: training ends. */
export function leave(): void {
  endWorker();
  forget();
}

function endWorker(): void {
  worker?.terminate();
  worker = undefined;
}

function forget(): void {
  batch(() => {
    opened.value = undefined;
    frame.value = undefined;
    waiting.value = undefined;
    before.value = undefined;
    phase.value = undefined;
    pace.value = 'paused';
  });
  isOpening = false;
  drawsAsked = 0;
}

function receive(report: Report): void {
  switch (report.type) {
    case 'waiting':
      waiting.value = report.waiting;
      return;
    case 'data':
      realPoints.value = report.points;
      realImages.value = report.images;
      return;
    case 'opened':
      if (report.opened.id !== lastOpening) return;
      batch(() => {
        opened.value = report.opened;
        waiting.value = undefined;
      });
      isOpening = false;
      draw();
      return;
    case 'frame':
      drawsAsked = 0;
      if (opened.value === undefined) return;
      frame.value = report;
      lastFrame = performance.now();
      if (pace.value !== 'paused') draw();
      return;
    case 'phase':
      if (pace.value !== 'slow') return;
      batch(() => {
        if (!isBetween(report.phase)) before.value = undefined;
        else before.value ??= frame.value;
        phase.value = report.phase;
      });
      draw();
      return;
    case 'paused':
      if (isOpening) return;
      pace.value = 'paused';
      phase.value = undefined;
      draw();
      return;
    case 'file':
      saveFile(report.name, report.bytes);
      return;
    case 'failed':
      batch(() => {
        failure.value = report;
        waiting.value = undefined;
        pace.value = 'paused';
      });
      isOpening = false;
      if (report.gone?.device === 'webgpu') loseGraphics(report.gone);
      return;
    default:
      report satisfies never;
  }
}

const PLANE_MILLISECONDS = 80;
const DIGITS_MILLISECONDS = 200;

/** Asks for a frame, when the page is next painted and the last one has been looked at. */
export function draw(): void {
  if (drawsAsked > 0 || opened.value === undefined) return;
  drawsAsked = 1;
  const pause = recipe.value.isImages ? DIGITS_MILLISECONDS : PLANE_MILLISECONDS;
  const rest = Math.max(0, lastFrame + pause - performance.now());
  setTimeout(() => requestAnimationFrame(() => ask({ type: 'draw', layers: wantedLayers() })), rest);
}

/** The critic's field is in the picture of the plane, and in that of the model. */
function wantedLayers(): Layers {
  if (pace.value === 'slow') return phaseLayers;
  const { field, warp } = layers.value;
  return { field: field || isModelShown.value, warp };
}

/** Opens the recipe in a worker, if it is not open. */
function open(): void {
  if (opened.value !== undefined || isOpening) return;
  const data = sourceNow();
  if (data === undefined) return;
  isOpening = true;
  failure.value = undefined;
  const order = deviceOrder(recipe.value);
  startWorker(order);
  const orders = recipe.value.lanes.map(
    ({ config }, lane): LaneOrder => ({
      config,
      ...(files.value[lane] && { file: files.value[lane] }),
      ...(planeView.value && { view: planeView.value }),
    }),
  );
  lastOpening += 1;
  ask({ type: 'open', id: lastOpening, data, lanes: orders, ...order });
}

/** Learns from files of the reader, at once. */
export function takeOwn(data: OwnData): void {
  batch(() => {
    own.value = data;
    setQuery({ data: 'own', own: formatNeed(data.need) }, { replace: false });
  });
  run('fast');
}

export function run(next: Pace): void {
  if (next !== 'paused' && isMissing()) return;
  if (next !== 'paused') {
    open();
    failure.value = undefined;
  }
  pace.value = next;
  phase.value = undefined;
  ask({ type: 'pace', pace: next });
  draw();
}

export function step(): void {
  if (isMissing()) return;
  open();
  pace.value = 'paused';
  ask({ type: 'step' });
}

/** A worker whose graphics processor failed is of no more use; what was kept of its training is where the next begins. */
function loseGraphics({ kept }: Gone): void {
  endWorker();
  forget();
  if (kept !== undefined) files.value = kept.files;
}

/** Trains with WebAssembly from where WebGPU was last seen. */
export function goOnWithWebAssembly(): void {
  filesToCome = files.value;
  setQuery({ device: undefined }, { replace: false });
  run('fast');
}

/** Back to the first iteration, with new weights of the same seed. */
export function restart(): void {
  const before = pace.value;
  const wasOpen = opened.value !== undefined || isOpening;
  files.value = filesToCome;
  filesToCome = [];
  forget();
  if (before !== 'paused') run(before);
  else if (wasOpen) open();
}

export function download(lane: number, kind: FileKind): void {
  ask({ type: 'save', lane, kind });
}

/** Starts a GAN from a file. */
export function load(lane: number, file: Uint8Array): void {
  if (isMissing()) return;
  forget();
  const next = [...files.value];
  next[lane] = file;
  files.value = next;
  open();
}

export function showLayers(next: Layers): void {
  layers.value = next;
  draw();
}

/** Follows the address while the room is open: live values change at once, others start anew. */
export function follow(): () => void {
  let identity = '';
  void askForGraphics();
  return effect(() => {
    const { room, query } = place.value;
    if (room !== 'train') return;
    const next = readRecipe(query);
    const held = next.data === 'own' ? own.value?.id : undefined;
    untracked(() => {
      recipe.value = next;
      const changed = `${held} ${identityOf(next)}`;
      if (changed !== identity) {
        identity = changed;
        showData(next);
        restart();
      } else changeLive(next);
    });
  });
}

/** Shows the data before anything is loaded: points are computed, digits would have to be fetched. */
function showData(next: Recipe): void {
  failure.value = undefined;
  realPoints.value = undefined;
  realImages.value = undefined;
  const data = sourceNow();
  if (next.data === 'digits' || data === undefined) return;
  startWorker(deviceOrder(next));
  ask({ type: 'peek', data });
}

function changeLive({ lanes }: Recipe): void {
  for (const [lane, { config }] of lanes.entries()) {
    ask({ type: 'change', lane, settings: liveValues(config) });
  }
}
