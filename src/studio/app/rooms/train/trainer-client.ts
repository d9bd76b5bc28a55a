// The page's side of the worker: what it last said, as signals; and what it is asked.

import { batch, computed, effect, signal, untracked } from '@preact/signals';
import { notify } from '../../components/toast.tsx';
import { place, setQuery } from '../../shell/router.ts';
import type { DeviceName } from './device-names.ts';
import { absence, askForGraphics } from './graphics.ts';
import { trainMessages as t } from './messages.ts';
import { isModelShown } from './model-choice.ts';
import type { Phase } from './phases.ts';
import { identityOf, type Recipe, readRecipe, sourceOf } from './recipe.ts';
import { between, isBetween, phaseLayers } from './slow-motion.ts';
import type {
  DeviceOrder,
  FileKind,
  Gone,
  LaneFrame,
  LaneOrder,
  Layers,
  Opened,
  Pace,
  Report,
  Request,
  Samples,
  Waiting,
} from './worker-messages.ts';

export interface Frame {
  readonly iteration: number;
  readonly speed: number;
  readonly lanes: readonly LaneFrame[];
}

export interface Failure {
  readonly message: string;
  readonly help?: string | undefined;
  /** Where the device failed: another can go on. */
  readonly gone?: Gone | undefined;
}

export const recipe = signal<Recipe>(readRecipe(place.value.query));
export const frame = signal<Frame | undefined>(undefined);
export const opened = signal<Opened | undefined>(undefined);
export const waiting = signal<Waiting | undefined>(undefined);
export const pace = signal<Pace>('paused');
/** Where slow motion is in the iteration. */
export const phase = signal<Phase | undefined>(undefined);
export const failure = signal<Failure | undefined>(undefined);
/** Points of the data, to be seen before anything trains. */
export const realPoints = signal<Float32Array | undefined>(undefined);
/** A few images of the data, once it is loaded. */
export const realImages = signal<Samples | undefined>(undefined);
export const layers = signal<Layers>({ field: true, warp: false });
/** Files from which the GANs start instead of their seeds. */
const files = signal<readonly (Uint8Array | undefined)[]>([]);
/** Files that the next start takes. */
let filesToCome: readonly (Uint8Array | undefined)[] = [];

/** The frame before the updates that slow motion shows. */
const before = signal<Frame | undefined>(undefined);

/** The GANs as the picture shows them: in slow motion, the critic's updates come before the generator's. */
export const seen = computed<readonly LaneFrame[]>(() => {
  const lanes = frame.value?.lanes ?? [];
  const old = isBetween(phase.value) ? before.value?.lanes : undefined;
  return old === undefined ? lanes : lanes.map((lane, index) => between(old[index]!, lane));
});

let worker: Worker | undefined;
let workerOrder = '';
let isOpening = false;
let lastOpening = 0;
let drawsAsked = 0;
let lastFrame = 0;

/** What trains: what was chosen, where this browser has it. */
export const chosenDevice = (): DeviceName => (absence.value === undefined ? recipe.value.device : 'wasm');

/** Threads pay for digits; products of points are too small for them. */
function deviceOrder({ data }: Recipe): DeviceOrder {
  const device = chosenDevice();
  const hasThreads = data === 'digits' && device === 'wasm' && globalThis.crossOriginIsolated;
  return { device, threads: hasThreads ? Math.min(navigator.hardwareConcurrency, 8) : 1 };
}

function ask(request: Request): void {
  worker?.postMessage(request);
}

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
      save(report.name, report.bytes);
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
  const pause = recipe.value.data === 'digits' ? DIGITS_MILLISECONDS : PLANE_MILLISECONDS;
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
  isOpening = true;
  failure.value = undefined;
  const { lanes } = recipe.value;
  const order = deviceOrder(recipe.value);
  startWorker(order);
  const orders = lanes.map(
    ({ config }, lane): LaneOrder => ({ config, ...(files.value[lane] && { file: files.value[lane] }) }),
  );
  lastOpening += 1;
  ask({ type: 'open', id: lastOpening, data: sourceOf(recipe.value), lanes: orders, ...order });
}

export function run(next: Pace): void {
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

function save(name: string, bytes: Uint8Array): void {
  const address = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  notify(t().saved(name));
}

/** Follows the address while the room is open: live values change at once, others start anew. */
export function follow(): () => void {
  let identity = '';
  void askForGraphics();
  return effect(() => {
    const { room, query } = place.value;
    if (room !== 'train') return;
    const next = readRecipe(query);
    untracked(() => {
      recipe.value = next;
      const changed = identityOf(next);
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
  if (next.data === 'digits') return;
  startWorker(deviceOrder(next));
  ask({ type: 'peek', data: sourceOf(next) });
}

function changeLive({ lanes }: Recipe): void {
  lanes.forEach(({ config }, lane) => {
    const { generatorLearningRate, criticLearningRate, penalty, clip } = config;
    ask({
      type: 'change',
      lane,
      settings: { generatorLearningRate, criticLearningRate, penalty, clip },
    });
  });
}
