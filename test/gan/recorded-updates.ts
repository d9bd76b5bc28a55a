// Whole updates of networks that torch.float64 recorded, replayed in the float64 interpreter from the same drawn numbers.

import { expect } from 'vitest';
import { mapRecord } from '../../src/base/record.ts';
import { type StaticShape, sizeOf } from '../../src/base/shape.ts';
import { interpret } from '../../src/compiler/interpret.ts';
import { type Gan, stateTypes } from '../../src/gan/gan.ts';
import { scalarValues } from '../../src/gan/inputs.ts';
import { trainingGraph, trainingStep, wholeIteration } from '../../src/gan/iteration.ts';
import type { Dense } from '../../src/graph/tensor.ts';
import type { Target } from '../../src/targets/target.ts';
import { latent as latents, type Sampler, symmetric, uniform } from '../pytorch-fixtures.ts';
import { optimized } from '../targets/onnx/optimized.ts';

/** Relative to the norm of a tensor, or to a number. */
const TOLERANCE = 1e-8;

/** What is recorded of a tensor: its norm, and sums of its numbers with drawn factors. */
export interface Summary {
  readonly shape: StaticShape;
  readonly norm: number;
  readonly projections: readonly number[];
}

export interface RecordedUpdates {
  /** Of each iteration. */
  readonly metrics: readonly Readonly<Record<string, number>>[];
  /** After the last. */
  readonly state: Readonly<Record<string, Summary>>;
}

/** Numbers of a stream, as the scripts of PyTorch draw them. */
export type Draw = (sampler: Sampler, stream: string, shape: readonly number[]) => Dense;

/** @param root  of the streams' names */
export const drawing =
  (root: string): Draw =>
  (sampler, stream, shape) => ({ shape, values: sampler(`${root}/${stream}`, sizeOf(shape)) });

/** A weight or bias as `draw_parameters` draws it. */
export function drawnParameter(draw: Draw, stream: string, key: string, { shape }: Dense): Dense {
  const { values } = draw(symmetric, stream, shape);
  const isWeight = shape.length > 1;
  const scale = isWeight ? 2 * 2 ** -Math.ceil(Math.log2(sizeOf(shape.slice(1))) / 2) : 1 / 4;
  const offset = !isWeight && key.endsWith('weight') ? 1 : 0;
  return { shape, values: values.map((each) => each * scale + offset) };
}

/** Drawn classes of the samples of streams, one-hot float32[streams · batch, classes]. */
export function drawnLabels(draw: Draw, streams: readonly string[], batch: number, classes: number): Dense {
  const chosen = streams.flatMap((stream) => [...draw(uniform, stream, [batch]).values]);
  const values = new Float64Array(chosen.length * classes);
  chosen.forEach((share, row) => {
    values[row * classes + Math.floor(share * classes)] = 1;
  });
  return { shape: [chosen.length, classes], values };
}

/** @param classes  0 where networks are told none */
function feedsOf(draw: Draw, name: string, gan: Gan, iteration: number, classes: number) {
  const { batch, criticSteps, latent, sampleShape } = gan;
  const steps = Array.from({ length: criticSteps }, (_, step) => `${name}/${iteration}/${step}`);
  const last = `${name}/${iteration}/generator`;
  const scalars = scalarValues(trainingGraph(stateTypes(gan), wholeIteration(gan)).inputs, {
    ...{ iteration, settings: { generatorLearningRate: 1e-3, criticLearningRate: 1e-3, penalty: 10 } },
    counts: { critic: iteration * criticSteps, generator: iteration },
  });
  const noise = (at: string) => draw(latents, `${at}/latent`, [batch, latent]);
  const named = (key: string, value: (at: string) => Dense) =>
    Object.fromEntries(steps.map((at, step) => [`${key}.${step}`, value(at)]));
  const labels = (...streams: string[]) => drawnLabels(draw, streams, batch, classes);
  return {
    ...named('real', (at) => draw(symmetric, `${at}/real`, [batch, ...sampleShape])),
    ...named('mix', (at) => draw(uniform, `${at}/mix`, [batch, ...sampleShape.map(() => 1)])),
    ...(classes > 0 && {
      ...named('labels.real', (at) => labels(`${at}/labels.real`)),
      'labels.critic': labels(...steps.map((at) => `${at}/labels.fake`)),
      'labels.generator': labels(`${last}/labels`),
    }),
    'latent.critic': {
      shape: [criticSteps * batch, latent],
      values: Float64Array.from(steps.flatMap((at) => [...noise(at).values])),
    },
    'latent.generator': noise(last),
    ...mapRecord(scalars, (values) => ({ shape: [values.length], values: Float64Array.from(values) })),
  };
}

/** Iterates as often as was recorded, and expects the numbers of each iteration.
 *  @returns the state after the last */
export function replayUpdates(
  gan: Gan,
  initial: Readonly<Record<string, Dense>>,
  { metrics }: RecordedUpdates,
  {
    draw,
    name,
    classes = 0,
    target,
  }: { readonly draw: Draw; readonly name: string; readonly classes?: number; readonly target?: Target },
): Readonly<Record<string, Dense>> {
  const step = optimized(trainingStep(stateTypes(gan), wholeIteration(gan)), [], target);
  let state = initial;
  metrics.forEach((expected, iteration) => {
    const values = interpret(step, { ...state, ...feedsOf(draw, name, gan, iteration, classes) });
    for (const [metric, value] of Object.entries(expected)) {
      const off = Math.abs(values[metric]!.values[0]! - value);
      expect(off, `${metric} of iteration ${iteration}`).toBeLessThanOrEqual(
        TOLERANCE * Math.max(Math.abs(value), 1e-3),
      );
    }
    state = mapRecord(state, (value, key) => values[`${key}.next`] ?? value);
  });
  return state;
}

/** @param least  norm to which the tolerance is relative where the recorded one is smaller */
export function expectSummary(
  draw: Draw,
  key: string,
  { shape, values }: Dense,
  recorded: Summary,
  least = 0,
): void {
  expect(shape, key).toEqual(recorded.shape);
  const bound = TOLERANCE * Math.max(recorded.norm, least);
  expect(Math.abs(Math.hypot(...values) - recorded.norm), key).toBeLessThanOrEqual(bound);
  recorded.projections.forEach((projection, k) => {
    const signs = draw(symmetric, `projection/${k}/${key}`, [values.length]).values;
    const found = values.reduce((sum, value, index) => sum + value * signs[index]!, 0);
    expect(Math.abs(found - projection), `${key}, projection ${k}`).toBeLessThanOrEqual(bound);
  });
}
