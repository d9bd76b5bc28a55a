// Trains a classifier behind the Fréchet distance of digits, with our own engine, and writes its ONNX file:
//   node recipes/classifier/run.js [version] [epochs] [file]
// A training that is ended (Ctrl-C, SIGTERM) keeps its state beside the file; the same command goes on.

import { existsSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { float32, float32Data, type HostTensor, type TensorRecord } from '../../src/base/host-tensor.ts';
import { permutation } from '../../src/base/random.ts';
import { mapRecord } from '../../src/base/record.ts';
import { type Dataset, fillSamples } from '../../src/data/dataset.ts';
import { loadDataset } from '../../src/data/registry.ts';
import { decodeSafetensors, encodeSafetensors } from '../../src/formats/safetensors.ts';
import { argmaxRows } from '../../src/metrics/histogram.ts';
import { meanVariance, momentsOf } from '../../src/metrics/moments.ts';
import { vectors } from '../../src/metrics/vectors.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import { onnxFile } from '../../src/targets/onnx/onnx.ts';
import { fillChanged } from './augment.ts';
import {
  bodies,
  classCount,
  createNetwork,
  featureCount,
  inferenceProgram,
  optimizer,
  trainingProgram,
  type Version,
} from './network.ts';

const recipes = {
  'mnist-mlp-1': { epochs: 250, batch: 256, learningRate: 2e-3, file: 'mnist-features.onnx' },
  'mnist-conv-2': { epochs: 40, batch: 128, learningRate: 2e-3, file: 'mnist-features-2.onnx' },
} as const satisfies Readonly<Record<Version, unknown>>;

const seed = 1;
const version = (process.argv[2] ?? 'mnist-conv-2') as Version;
if (!(version in bodies))
  throw new Error(`expected one of ${Object.keys(bodies).join(', ')}, got ${version}`);
const { batch, learningRate } = recipes[version];
const epochs = Number(process.argv[3] ?? recipes[version].epochs);
const asset = new URL(`../../assets/${recipes[version].file}`, import.meta.url);
const file = process.argv[4] ?? fileURLToPath(asset);
const kept = `${file}.${epochs}.state`;

const device = await openDevice('cpu', { threads: 1 });
const network = createNetwork(version);
const [digits, testDigits] = [await loadDataset('mnist'), await loadDataset('mnist-test')];
const stepsPerEpoch = Math.floor(digits.count / batch);

const stepCount = epochs * stepsPerEpoch;
const begin = existsSync(kept)
  ? restored()
  : { step: 0, tensors: withSlots(network.initialParameters(seed)) };
const state = device.createState(begin.tensors);
const training = await device.load(trainingProgram(network, begin.tensors, batch));
const [images, targets] = [float32([batch, 1, 28, 28]), float32([batch, classCount])];
let isEnding = false;
let order: { readonly epoch: number; readonly rows: Uint32Array } | undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => (isEnding = true));

for (let step = begin.step, loss = 0; step < stepCount; ) {
  loss += (await trainStep(step++)) / stepsPerEpoch;
  if (step % 20 === 0) await setImmediate(); // lets signals in
  if (isEnding) {
    keep(step, await state.read());
    console.log(`ended after ${step} of ${stepCount} steps; the same command goes on`);
    process.exit(130);
  }
  if (step % stepsPerEpoch !== 0) continue;
  const epoch = step / stepsPerEpoch;
  const tensors = await state.read();
  keep(step, tensors);
  const right = epoch % 5 === 0 ? `, test accuracy ${await accuracyOf(withoutSlots(tensors))}` : '';
  console.log(`epoch ${epoch}: mean loss ${loss.toFixed(4)}${right}`);
  loss = 0;
}
await training.release();

const trained = withoutSlots(await state.read());
const scaled = network.scaleFeatures(trained, 1 / Math.sqrt(await meanVarianceOf(trained)));
const parameters = version === 'mnist-mlp-1' ? scaled : mapRecord(scaled, shortened);
const accuracy = await accuracyOf(parameters);
const program = inferenceProgram(network, parameters, {
  version,
  testAccuracy: accuracy.toFixed(4),
  trainingCommand: `node recipes/classifier/run.js ${version} ${epochs}`,
  trainingData: 'MNIST, 60,000 digits, turned, stretched, slanted and shifted at random',
  seed: String(seed),
  features: 'scaled so that their variances over the training digits average 1',
});
const bytes = onnxFile(program);
writeFileSync(file, bytes);
unlinkSync(kept);
console.log(`${file}: ${bytes.length} bytes, test accuracy ${(100 * accuracy).toFixed(2)} %`);

/** One batch; the learning rate falls to 0 along a cosine over all epochs.
 *  @returns  its loss */
async function trainStep(step: number): Promise<number> {
  const index = step % stepsPerEpoch;
  const rows = orderOf(Math.floor(step / stepsPerEpoch)).subarray(index * batch, (index + 1) * batch);
  fillChanged(digits.values as Uint8Array, rows, images.data, { seed, step });
  targets.data.fill(0);
  for (const [place, row] of rows.entries())
    targets.data[place * classCount + digits.labels!.values[row]!] = 1;
  const rate = (learningRate / 2) * (1 + Math.cos((Math.PI * step) / stepCount));
  const scalars = Object.entries(optimizer.derive(rate, step + 1));
  const feeds = Object.fromEntries(scalars.map(([name, value]) => [name, float32([1], [value])]));
  const { loss } = await training.run({ ...feeds, images, targets }, state);
  return Number(loss!.data[0]);
}

/** The order of the digits in an epoch. */
function orderOf(epoch: number): Uint32Array {
  if (order?.epoch !== epoch)
    order = { epoch, rows: permutation(digits.count, { seed, purpose: 'shuffle', counter: epoch }) };
  return order.rows;
}

/** Written aside, then renamed: whatever ends the training leaves a whole state. */
function keep(step: number, tensors: TensorRecord): void {
  writeFileSync(`${kept}.part`, encodeSafetensors(tensors, { version, step: String(step) }));
  renameSync(`${kept}.part`, kept);
}

function restored(): { readonly step: number; readonly tensors: TensorRecord } {
  const { tensors, metadata } = decodeSafetensors(readFileSync(kept));
  if (metadata.version !== version) throw new Error(`${kept}: expected ${version}, got ${metadata.version}`);
  return { step: Number(metadata.step), tensors };
}

function withSlots(tensors: TensorRecord): TensorRecord {
  const slots = Object.entries(tensors).flatMap(([name, { shape }]) =>
    optimizer.slots.map((slot) => [`optimizer.${name}.${slot}`, float32(shape)] as const),
  );
  return { ...tensors, ...Object.fromEntries(slots) };
}

function withoutSlots(record: TensorRecord): TensorRecord {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !name.startsWith('optimizer.')));
}

/** Share of the test digits whose largest logit is theirs. */
async function accuracyOf(weights: TensorRecord): Promise<number> {
  const { logits } = await outputsOf(weights, testDigits);
  const guesses = argmaxRows(logits, classCount);
  return (
    guesses.reduce((right, guess, row) => right + (guess === testDigits.labels!.values[row] ? 1 : 0), 0) /
    guesses.length
  );
}

/** Mean over the features of their variance over the training digits, unchanged. */
async function meanVarianceOf(weights: TensorRecord): Promise<number> {
  const { features } = await outputsOf(weights, digits);
  return meanVariance(momentsOf(vectors(features, featureCount)));
}

/** Features and logits of all digits, 2,000 at a time. */
async function outputsOf(weights: TensorRecord, dataset: Dataset) {
  const { count, sampleShape } = dataset;
  const loaded = await device.load(inferenceProgram(network, weights));
  const features = new Float32Array(count * featureCount);
  const logits = new Float32Array(count * classCount);
  for (let start = 0; start < count; start += 2000) {
    const part = float32([Math.min(2000, count - start), ...sampleShape]);
    const rows = Uint32Array.from({ length: part.shape[0]! }, (_, row) => start + row);
    fillSamples(dataset, rows, 0, rows.length, part.data);
    const found = await loaded.run({ images: part });
    features.set(float32Data(found.features!, 'train'), start * featureCount);
    logits.set(float32Data(found.logits!, 'train'), start * classCount);
  }
  await loaded.release();
  return { features, logits };
}

/** Weights of 16 significant bits, rounded to even: their last byte is 0, and packed they take a fifth less. */
function shortened(tensor: HostTensor): HostTensor {
  const values = float32Data(tensor, 'weights');
  if (values.length <= 256) return tensor;
  const bits = new Uint32Array(values.slice().buffer);
  const short = bits.map((u) => ((u + 0x7f + ((u >>> 8) & 1)) >>> 8) << 8);
  return float32(tensor.shape, new Float32Array(short.buffer));
}
