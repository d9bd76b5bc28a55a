// One or two GANs on the same data and noise, a step of each in turn.

import { ConfigError } from '../../../../base/errors.ts';
import { float32, type TensorRecord } from '../../../../base/host-tensor.ts';
import type { Values } from '../../../../base/options.ts';
import { toUnits } from '../../../../base/point-scale.ts';
import { fillNormal, fillUniform } from '../../../../base/random.ts';
import { underPrefix } from '../../../../base/record.ts';
import type { Dataset } from '../../../../data/dataset.ts';
import { decodeSafetensors } from '../../../../formats/safetensors.ts';
import type { GeneratorSpec, NetworkSpec } from '../../../../gan/architectures/architecture.ts';
import { initialState } from '../../../../gan/gan.ts';
import { optimizers } from '../../../../optim/registry.ts';
import type { Device } from '../../../../runtime/device.ts';
import { onnxFile } from '../../../../targets/onnx/onnx.ts';
import { CHECKPOINT_FORMAT, decodeCheckpoint, encodeCheckpoint } from '../../../../train/checkpoint.ts';
import { type Config, resolveConfig } from '../../../../train/config.ts';
import { networkNames } from '../../../../train/config-options.ts';
import { generatorProgram } from '../../../../train/generator-program.ts';
import { decodeGenerator, encodeGenerator, generatorOf } from '../../../../train/model.ts';
import { criticSpec, ganOf, generatorSpec, scheduleOf, settingsOf } from '../../../../train/setup.ts';
import type { Snapshot } from '../../../../train/snapshot.ts';
import { createTrainer, type Trainer } from '../../../../train/trainer.ts';
import { trajectoryHash } from '../../../../train/trajectory.ts';
import { loadNetworks, loadNetworksIn } from '../../runtime/networks.ts';
import { createHistory } from './history.ts';
import { createPlaneLook, DISTANCE_POINTS, exactDistance } from './plane-look.ts';
import type { FileKind, LaneFrame, LaneOrder, Layers } from './worker-messages.ts';

/** Samples that a frame shows. */
const SHOWN_DIGITS = 64;
const SHOWN_POINTS = 512;

/** A GAN in training, with what is shown of it. */
export interface Lane {
  readonly config: Config;
  readonly trainer: Trainer;
  /** An iteration after which to pause. */
  readonly restsAt?: number;
  step(): Promise<void>;
  frame(layers: Layers): Promise<LaneFrame>;
  /** Measures the exact distance, where samples are points. */
  measure(): Promise<void>;
  /** @param snapshot  what it holds; by default, what there is now */
  file(kind: FileKind, snapshot?: Snapshot): Promise<{ readonly name: string; readonly bytes: Uint8Array }>;
  release(): Promise<void>;
}

export const isPlane = ({ sampleShape }: Pick<Dataset, 'sampleShape'>): boolean =>
  sampleShape.length === 1 && sampleShape[0] === 2;

/** Compiles and loads one GAN.
 *  @throws ConfigError or FormatError if the order or its file cannot be used */
export async function openLane(order: LaneOrder, dataset: Dataset, device: Device): Promise<Lane> {
  await loadNetworks(networkNames.map((network) => order.config[network].architecture));
  const { config, snapshot } = order.file
    ? await startOfFile(order.file, order.config, dataset)
    : { config: order.config, snapshot: undefined };
  const trainer = await createTrainer({
    gan: ganOf(config, dataset.sampleShape),
    settings: settingsOf(config),
    ...scheduleOf(config),
    dataset,
    device,
    ...(snapshot && { snapshot }),
  });
  const look = isPlane(dataset) ? await createPlaneLook(device, trainer, order.view) : undefined;
  const history = createHistory();
  const distances = createHistory();
  const shown = look ? SHOWN_POINTS : SHOWN_DIGITS;
  const noise = float32([DISTANCE_POINTS, config.generator.latent]);
  fillNormal(noise.data, { seed: config.training.seed, purpose: 'evaluate', counter: 0 });
  return {
    config,
    trainer,
    async step() {
      history.push(trainer.iteration + 1, { ...(await trainer.step()) });
    },
    async frame(layers) {
      const { shape, data } = await trainer.preview(shown);
      const samples = { shape, data: data.slice() };
      const tables = { table: history.table(), distances: distances.table() };
      return { ...tables, samples, ...(await look?.frame(layers, samples.data)) };
    },
    async measure() {
      if (look === undefined) return;
      const fakes = await trainer.sample(noise);
      distances.push(trainer.iteration, {
        distance: exactDistance(realPoints(dataset), toUnits(fakes.data, dataset.scale)),
      });
    },
    file: async (kind, snapshot) => fileOf(kind, config, dataset, snapshot ?? (await trainer.snapshot())),
    async release() {
      await Promise.all([trainer.release(), look?.release()]);
    },
  };
}

/** The points that an exact distance compares fakes with, or with `second` as many others, in units of the data. Drawn at random: the first
 *  of a dataset hold every mode equally often, as no sample of a generator does. */
export function realPoints({ values, count, scale }: Dataset, second = false): Float32Array {
  const points = new Float32Array(2 * DISTANCE_POINTS);
  const uniforms = new Float32Array(2 * DISTANCE_POINTS);
  fillUniform(uniforms, { seed: 0, purpose: 'evaluate', counter: 0 });
  for (let index = 0; index < DISTANCE_POINTS; index++) {
    const row = Math.floor(uniforms[second ? DISTANCE_POINTS + index : index]! * count);
    points.set((values as Float32Array).subarray(2 * row, 2 * row + 2), 2 * index);
  }
  return toUnits(points, scale);
}

/** Where a file of the command line lets training start, and the configuration that fits it. */
async function startOfFile(file: Uint8Array, config: Config, dataset: Dataset) {
  const { sampleShape } = dataset;
  const { metadata } = decodeSafetensors(file);
  await loadNetworksIn(metadata);
  if (metadata.format !== CHECKPOINT_FORMAT) {
    const { spec, parameters } = decodeGenerator(file);
    requireFit(spec, dataset);
    const fitting = resolveConfig({}, { from: [config, { generator: optionsIn(spec) }] });
    const state = initialState(ganOf(fitting, sampleShape), config.training.seed);
    const own = (name: string) => parameters[name.replace(/^(average\.)?generator\./, '')];
    const placed = Object.entries(state).map(([name, tensor]) => [name, own(name) ?? tensor]);
    return { config: fitting, snapshot: startOf(fitting, Object.fromEntries(placed)) };
  }
  const { generator, critic, snapshot } = await decodeCheckpoint(file);
  requireFit(generator, dataset);
  const networks = { generator: optionsIn(generator), critic: optionsIn(critic) };
  const fitting = resolveConfig({}, { from: [config, networks, { ...snapshot.settings }] });
  return { config: withOptimizerOf(fitting, snapshot.state, sampleShape), snapshot };
}

/** What a specification says of the options of its architecture. */
const optionsIn = ({ sampleShape: _, scale: __, ...options }: NetworkSpec): Values => options;

function startOf(config: Config, state: TensorRecord): Snapshot {
  return {
    iteration: 0,
    counts: { critic: 0, generator: 0 },
    cursor: 0,
    settings: settingsOf(config),
    state,
  };
}

type Samples = Pick<GeneratorSpec, 'sampleShape' | 'scale'>;

const textOf = ({ sampleShape, scale }: Samples): string =>
  `[${sampleShape}]${scale ? ` scaled by ${JSON.stringify(scale)}` : ''}`;

/** Samples of the same shape and scale. */
function requireFit(got: Samples, expected: Samples): void {
  const [texts, wanted] = [textOf(got), textOf(expected)];
  if (texts === wanted) return;
  throw new ConfigError(`file: expected samples of ${wanted}, got ${texts}`, {
    help: 'choose the data that the file was trained on, then load it again',
  });
}

/** The configuration with the update rule and averaging that a state was trained with: it has a slot for each. */
function withOptimizerOf(config: Config, state: TensorRecord, sampleShape: readonly number[]): Config {
  const isAveraged = Object.keys(underPrefix('average', state)).length > 0;
  const average = isAveraged ? config.training.ema.decay || 0.99 : 0;
  const names = Object.keys(state).sort().join();
  const own = resolveConfig({ average }, { from: config });
  const others = optimizers.names.flatMap((optimizer) =>
    [{}, { momentum: 0.9 }].map((momentum) =>
      resolveConfig({ average, optimizer }, { from: [config, momentum] }),
    ),
  );
  const candidates = [own, ...others];
  const fits = (each: Config) =>
    Object.keys(initialState(ganOf(each, sampleShape), 0))
      .sort()
      .join() === names;
  const found = candidates.find(fits);
  if (found !== undefined) return found;
  throw new ConfigError('file: expected a state of one of our optimizers, got other tensors');
}

async function fileOf(kind: FileKind, config: Config, dataset: Dataset, snapshot: Snapshot) {
  const { iteration, state } = snapshot;
  const generator = generatorSpec(config, dataset);
  const model = generatorOf(state, { spec: generator, dataset: dataset.name, iteration });
  const name = `${dataset.name}-${config.objective.name}-${iteration}`;
  switch (kind) {
    case 'onnx':
      return { name: `${name}.generator.onnx`, bytes: onnxFile(generatorProgram(model)) };
    case 'generator':
      return { name: `${name}.generator.safetensors`, bytes: encodeGenerator(model) };
    case 'checkpoint': {
      const critic = criticSpec(config, dataset);
      const configHash = await trajectoryHash(config, dataset);
      const bytes = await encodeCheckpoint({ snapshot, generator, critic, configHash });
      return { name: `${name}.checkpoint.safetensors`, bytes };
    }
    default:
      return kind satisfies never;
  }
}
