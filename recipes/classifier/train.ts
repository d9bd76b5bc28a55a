// Trains the classifier behind the Fréchet distance of digits, with our own engine, and writes its ONNX file:
//   node --conditions=wgan-source recipes/classifier/train.ts [epochs] [file]     (Node ≥ 22.18; 8 minutes, one thread)

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { float32, float32Data, type TensorRecord } from '../../src/base/host-tensor.ts';
import { permutation } from '../../src/base/random.ts';
import { type Dataset, fillSamples } from '../../src/data/dataset.ts';
import { loadDataset } from '../../src/data/registry.ts';
import { argmaxRows } from '../../src/metrics/histogram.ts';
import { momentsOf } from '../../src/metrics/moments.ts';
import { vectors } from '../../src/metrics/vectors.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import { onnxFile } from '../../src/targets/onnx/onnx.ts';
import { fillChanged } from './augment.ts';
import {
  classCount,
  inferenceProgram,
  initialParameters,
  optimizer,
  scaleFeatures,
  trainingProgram,
} from './network.ts';

const settings = { version: 'mnist-mlp-1', seed: 1, batch: 256, learningRate: 2e-3 } as const;
const { seed, batch } = settings;
const epochs = Number(process.argv[2] ?? 250);
const file = process.argv[3] ?? fileURLToPath(new URL('../../assets/mnist-features.onnx', import.meta.url));

const device = await openDevice('cpu', { threads: 1 });
const [digits, testDigits] = [await loadDataset('mnist'), await loadDataset('mnist-test')];
const stepsPerEpoch = Math.floor(digits.count / batch);

const initial = withSlots(initialParameters(seed));
const state = device.createState(initial);
const training = await device.load(trainingProgram(initial, batch));
const [images, targets] = [float32([batch, 1, 28, 28]), float32([batch, classCount])];
const start = performance.now();
for (let epoch = 0; epoch < epochs; epoch++) {
  const loss = await trainEpoch(epoch);
  if (epoch % 10 !== 9) continue;
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  const accuracy = await accuracyOf(withoutSlots(await state.read()));
  console.log(`epoch ${epoch + 1}: mean loss ${loss.toFixed(4)}, test accuracy ${accuracy}, ${seconds} s`);
}
await training.release();

const trained = withoutSlots(await state.read());
const parameters = scaleFeatures(trained, 1 / Math.sqrt(await meanVarianceOf(trained)));
const accuracy = await accuracyOf(parameters);
const program = inferenceProgram(parameters, {
  version: settings.version,
  testAccuracy: accuracy.toFixed(4),
  trainingCommand: `node --conditions=wgan-source recipes/classifier/train.ts ${epochs}`,
  trainingData: 'MNIST, 60,000 digits, turned, stretched, slanted and shifted at random',
  seed: String(seed),
  features: 'scaled so that their variances over the training digits average 1',
});
const bytes = onnxFile(program);
writeFileSync(file, bytes);
console.log(`${file}: ${bytes.length} bytes, test accuracy ${(100 * accuracy).toFixed(2)} %`);

/** One pass over the digits; the learning rate falls to 0 along a cosine over all epochs.
 *  @returns  mean loss */
async function trainEpoch(epoch: number): Promise<number> {
  const order = permutation(digits.count, { seed, purpose: 'shuffle', counter: epoch });
  let sum = 0;
  for (let index = 0; index < stepsPerEpoch; index++) {
    const step = epoch * stepsPerEpoch + index;
    const rows = order.subarray(index * batch, (index + 1) * batch);
    fillChanged(digits.values as Uint8Array, rows, images.data, { seed, step });
    targets.data.fill(0);
    for (const [place, row] of rows.entries())
      targets.data[place * classCount + digits.labels!.values[row]!] = 1;
    const rate = (settings.learningRate / 2) * (1 + Math.cos((Math.PI * step) / (epochs * stepsPerEpoch)));
    const scalars = Object.entries(optimizer.derive(rate, step + 1));
    const feeds = Object.fromEntries(scalars.map(([name, value]) => [name, float32([1], [value])]));
    const { loss } = await training.run({ ...feeds, images, targets }, state);
    sum += Number(loss!.data[0]);
  }
  return sum / stepsPerEpoch;
}

function withSlots(parameters: TensorRecord): TensorRecord {
  const slots = Object.entries(parameters).flatMap(([name, { shape }]) =>
    optimizer.slots.map((slot) => [`optimizer.${name}.${slot}`, float32(shape)] as const),
  );
  return { ...parameters, ...Object.fromEntries(slots) };
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
  const { mean, covariance } = momentsOf(vectors(features, features.length / digits.count));
  return mean.reduce((sum, _, k) => sum + covariance[k * (mean.length + 1)]!, 0) / mean.length;
}

async function outputsOf(weights: TensorRecord, dataset: Dataset) {
  const { count, sampleShape } = dataset;
  const loaded = await device.load(inferenceProgram(weights));
  const all = float32([count, ...sampleShape]);
  fillSamples(
    dataset,
    Uint32Array.from({ length: count }, (_, row) => row),
    0,
    count,
    all.data,
  );
  const { features, logits } = await loaded.run({ images: all });
  await loaded.release();
  return { features: float32Data(features!, 'train'), logits: float32Data(logits!, 'train') };
}
