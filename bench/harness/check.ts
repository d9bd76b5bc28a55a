// Proof that all peers do the same work: three iterations from given weights, batches and noise.

import { writeFile } from 'node:fs/promises';
import { float32, hostTensor, type TensorRecord } from '../../src/base/host-tensor.ts';
import { fillNormal, fillUniform, permutation } from '../../src/base/random.ts';
import { mapRecord, withPrefix } from '../../src/base/record.ts';
import { encodeSafetensors } from '../../src/formats/safetensors.ts';
import { initialState } from '../../src/gan/gan.ts';
import { ganOf } from '../peers/gan-of.ts';
import { imageCount } from '../peers/images.ts';
import type { Numbers } from '../peers/serve.ts';
import type { Work } from '../works.ts';

const ITERATIONS = 3;
const SAMPLES = 256;
const seed = 7;
/** Of the gradients, in size; what a work says instead makes smaller steps. */
const MEAN_SQUARE = 1e-4;

/** Largest difference of two losses, in parts of the larger, or of 0.1 if both are smaller. */
export const TOLERANCE = 1e-3;

function latentOf(shape: readonly [number, number], counter: number) {
  const latent = float32(shape);
  fillNormal(latent.data, { seed, purpose: 'latent', counter });
  return latent;
}

function iterationOf({ model }: Work, at: number): TensorRecord {
  const count = model.criticSteps * model.batch;
  const order = permutation(imageCount(model), { seed, purpose: 'shuffle', counter: at });
  const mix = float32([count, 1]);
  fillUniform(mix.data, { seed, purpose: 'mix', counter: at });
  return {
    [`rows.${at}`]: hostTensor('int32', [count], Int32Array.from(order.subarray(0, count))),
    [`mix.${at}`]: mix,
    [`latent.critic.${at}`]: latentOf([count, model.latent], 2 * at),
    [`latent.generator.${at}`]: latentOf([model.batch, model.latent], 2 * at + 1),
  };
}

/** The initial state, but with mean squares as they are in mid-training: from zeros, RMSprop's and Adam's first steps are
 *  those of signs, so that a gradient of 1e-9 instead of 0, mere rounding, moves a weight by ten times the rate. */
function stateOf({ model, meanSquare = MEAN_SQUARE }: Work): TensorRecord {
  let counter = 0;
  return mapRecord(initialState(ganOf(model), seed), (tensor, name) => {
    if (!/\.(square_avg|exp_avg_sq)$/.test(name)) return tensor;
    const squares = float32(tensor.shape);
    fillUniform(squares.data, { seed, purpose: 'preview', counter: counter++ });
    return float32(
      tensor.shape,
      squares.data.map((value) => (0.5 + value) * meanSquare),
    );
  });
}

/** Writes the file that peers check themselves with. */
export async function writeCheck(work: Work, file: string): Promise<void> {
  const given: TensorRecord =
    work.kind === 'sampling'
      ? { latent: latentOf([SAMPLES, work.model.latent], 0) }
      : Object.assign({}, ...Array.from({ length: ITERATIONS }, (_, at) => iterationOf(work, at)));
  const state = withPrefix('state', stateOf(work));
  await writeFile(file, encodeSafetensors({ ...state, ...given }));
}

/** The largest difference between two peers' numbers, relative as TOLERANCE says. */
export function distance(ours: readonly Numbers[], theirs: readonly Numbers[]): number {
  const differences = ours.flatMap((numbers, at) =>
    Object.entries(theirs[at] ?? { missing: 0 }).map(([name, value]) => {
      const expected = numbers[name] ?? Number.NaN;
      return Math.abs(value - expected) / Math.max(Math.abs(value), Math.abs(expected), 0.1);
    }),
  );
  return Math.max(0, ...differences); // NaN if one is
}
