// The worker without its platform: takes requests between iterations, trains as fast as it can, draws when asked.

import { DeviceError, NumericError, WganError } from '../../../../base/errors.ts';
import type { Dataset } from '../../../../data/dataset.ts';
import { previewSamples } from '../../../../data/preview.ts';
import type { Device } from '../../../../runtime/device.ts';
import type { Snapshot } from '../../../../train/snapshot.ts';
import type { DeviceName } from './device-names.ts';
import { isPlane, type Lane, realPoints } from './lanes.ts';
import { PHASE_MILLISECONDS, type Phase, phasesOf } from './phases.ts';
import { exactDistance } from './plane-look.ts';
import type {
  DataSource,
  DeviceOrder,
  Gone,
  LaneOrder,
  Pace,
  Report,
  Request,
  Waiting,
} from './worker-messages.ts';

/** What a platform gives. */
export interface HostParts<Source = DataSource, Order = LaneOrder> {
  readonly openDevice: (order: DeviceOrder, onWaiting: (waiting: Waiting) => void) => Promise<Device>;
  readonly loadData: (source: Source, onWaiting: (waiting: Waiting) => void) => Promise<Dataset>;
  readonly openLane: (order: Order, dataset: Dataset, device: Device) => Promise<Lane>;
  readonly post: (report: Report) => void;
  /** Milliseconds from any fixed point. */
  readonly now: () => number;
  /** Lets messages in; never slowed down in the background. */
  readonly breathe: () => Promise<void>;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

export interface Host<Source = DataSource, Order = LaneOrder> {
  receive(request: Request<Source, Order>): void;
}

/** How long iterations go on before messages are let in. */
const BURST_MILLISECONDS = 24;
/** Time between exact distances while training. */
const MEASURE_MILLISECONDS = 1000;
/** Time between copies of a state that lies on a graphics processor, which may be lost with it. */
const KEEP_MILLISECONDS = 5000;
const SPEED_MILLISECONDS = 700;
/** Real points that are shown. */
const SHOWN_POINTS = 1000;
/** Real images that are shown. */
const SHOWN_IMAGES = 9;

export function createHost<Source, Order>(parts: HostParts<Source, Order>): Host<Source, Order> {
  const { post, now } = parts;
  const inbox: Request<Source, Order>[] = [];
  let wake = () => {};
  let lanes: readonly Lane[] = [];
  let pace: Pace = 'paused';
  let measuredAt = Number.NEGATIVE_INFINITY;
  let isMeasured = false;
  let speed = createMeter(now);
  let wanted: DeviceName = 'wasm';
  let device: Device | undefined;
  let kept: readonly Snapshot[] = [];
  let keptAt = Number.NEGATIVE_INFINITY;
  let data: { readonly key: string; readonly dataset: Dataset } | undefined;

  void loop();
  return {
    receive(request) {
      inbox.push(request);
      wake();
    },
  };

  async function loop(): Promise<never> {
    for (;;) {
      try {
        for (let next = inbox.shift(); next !== undefined; next = inbox.shift()) await handle(next);
        if (pace === 'paused' || lanes.length === 0) await called();
        else await (pace === 'slow' ? slowStep() : burst());
      } catch (error) {
        pause();
        post(failureOf(error, await goneWith(error)));
      }
    }
  }

  /** Resolves when a request comes. */
  function called(): Promise<void> {
    return new Promise((resolve) => {
      wake = resolve;
      if (inbox.length > 0) resolve();
    });
  }

  async function burst(): Promise<void> {
    const end = now() + BURST_MILLISECONDS;
    do await stepAll();
    while (now() < end && inbox.length === 0 && pace !== 'paused');
    if (now() - measuredAt > MEASURE_MILLISECONDS) await measureAll();
    await keepSometimes();
    await parts.breathe();
  }

  /** One iteration, phase by phase, until something else than a picture is asked for. One program computes all of it:
   *  it runs when the first update is shown. */
  async function slowStep(): Promise<void> {
    for (const phase of phasesOf(lanes.map(({ config }) => config))) {
      if (isInterrupted()) return;
      post({ type: 'phase', phase });
      await show(phase);
    }
  }

  function isInterrupted(): boolean {
    return inbox.some(({ type }) => type !== 'draw');
  }

  async function show(phase: Phase): Promise<void> {
    if (phase === 'critic') {
      await stepAll();
      await measureAll();
      await keepSometimes();
    }
    const end = now() + PHASE_MILLISECONDS;
    while (now() < end && !isInterrupted()) {
      for (let next = inbox.shift(); next !== undefined; next = inbox.shift()) await handle(next);
      await Promise.race([parts.sleep(end - now()), called()]);
    }
  }

  async function stepAll(): Promise<void> {
    for (const lane of lanes) await lane.step();
    speed.count(lanes[0]?.trainer.iteration ?? 0);
    isMeasured = false;
    if (lanes.some(({ restsAt, trainer }) => restsAt === trainer.iteration)) pause();
  }

  async function measureAll(): Promise<void> {
    if (isMeasured) return;
    for (const lane of lanes) await lane.measure();
    measuredAt = now();
    isMeasured = true;
  }

  /** Copies what a graphics processor trains to the host. */
  async function keepAll(): Promise<void> {
    if (device?.hardware === undefined) return;
    keptAt = now();
    try {
      kept = await Promise.all(lanes.map(({ trainer }) => trainer.snapshot()));
    } catch (error) {
      if (!(error instanceof NumericError)) throw error; // the next step says so
    }
  }

  async function keepSometimes(): Promise<void> {
    if (now() - keptAt > KEEP_MILLISECONDS) await keepAll();
  }

  /** What is left where the device itself failed. */
  async function goneWith(error: unknown): Promise<Gone | undefined> {
    if (!(error instanceof DeviceError)) return undefined;
    const files = await Promise.all(
      kept.map(async (snapshot, lane) => (await lanes[lane]!.file('checkpoint', snapshot)).bytes),
    );
    return {
      device: wanted,
      ...(files.length > 0 && { kept: { iteration: kept[0]!.iteration, files } }),
    };
  }

  function pause(): void {
    pace = 'paused';
    speed = createMeter(now);
    post({ type: 'paused' });
  }

  async function handle(request: Request<Source, Order>): Promise<void> {
    switch (request.type) {
      case 'peek':
        await dataOf(request.data);
        return;
      case 'open':
        return open(request);
      case 'pace':
        speed = createMeter(now);
        if (request.pace === 'paused') {
          await measureAll();
          await keepAll();
          pause();
        } else pace = request.pace;
        return;
      case 'step':
        pace = 'paused';
        await stepAll();
        await measureAll();
        await keepAll();
        pause();
        return;
      case 'change':
        lanes[request.lane]?.trainer.change(request.settings);
        return;
      case 'draw': {
        const frames = [];
        for (const lane of lanes) frames.push(await lane.frame(request.layers));
        const iteration = lanes[0]?.trainer.iteration ?? 0;
        post({ type: 'frame', iteration, speed: speed.perSecond(), lanes: frames });
        return;
      }
      case 'save': {
        const lane = lanes[request.lane];
        if (lane !== undefined) post({ type: 'file', ...(await lane.file(request.kind)) });
        return;
      }
      default:
        request satisfies never;
    }
  }

  async function dataOf(source: Source): Promise<Dataset> {
    const key = keyOf(source);
    if (data?.key !== key) {
      data = { key, dataset: await parts.loadData(source, onWaiting) };
    }
    const { dataset } = data;
    const { values, count } = dataset;
    if (isPlane(dataset)) {
      post({ type: 'data', count, points: (values as Float32Array).slice(0, 2 * SHOWN_POINTS) });
    } else {
      const { shape, data } = previewSamples(dataset, { count: SHOWN_IMAGES });
      post({ type: 'data', count, images: { shape, data } });
    }
    return dataset;
  }

  async function open(request: Extract<Request<Source, Order>, { type: 'open' }>): Promise<void> {
    const before = lanes;
    lanes = [];
    kept = [];
    pace = 'paused';
    wanted = request.device;
    await Promise.all(before.map((lane) => lane.release()));
    const dataset = await dataOf(request.data);
    const found = await parts.openDevice(request, onWaiting);
    device = found;
    onWaiting({ part: 'compiling' });
    const begin = now();
    const opened: Lane[] = [];
    for (const order of request.lanes) opened.push(await parts.openLane(order, dataset, found));
    lanes = opened;
    isMeasured = false;
    await measureAll();
    await keepAll();
    post({
      type: 'opened',
      opened: {
        id: request.id,
        device: request.device,
        threads: found.threads,
        ...(found.hardware && { hardware: found.hardware }),
        configs: lanes.map(({ config }) => config),
        parameters: lanes.map(({ trainer }) => trainer.parameterCounts),
        seconds: (now() - begin) / 1000,
        ...(isPlane(dataset) && {
          yardstick: exactDistance(realPoints(dataset), realPoints(dataset, true)),
        }),
      },
    });
  }

  function onWaiting(waiting: Waiting): void {
    post({ type: 'waiting', waiting });
  }
}

/** What tells sources of data apart: values have a number that stands for them. */
const keyOf = (source: unknown): string =>
  JSON.stringify(source, (name, value) => (name === 'values' ? undefined : value));

/** Iterations per second over the last stretch. */
function createMeter(now: () => number) {
  let mark: { readonly at: number; readonly iteration: number } | undefined;
  let latest = 0;
  return {
    count(iteration: number) {
      mark ??= { at: now(), iteration };
      const seconds = (now() - mark.at) / 1000;
      if (seconds * 1000 < SPEED_MILLISECONDS) return;
      latest = (iteration - mark.iteration) / seconds;
      mark = { at: now(), iteration };
    },
    perSecond: () => latest,
  };
}

function failureOf(error: unknown, gone: Gone | undefined): Report {
  const message = error instanceof Error ? error.message : String(error);
  const help = error instanceof WganError ? error.help : undefined;
  return { type: 'failed', message, ...(help !== undefined && { help }), ...(gone && { gone }) };
}
