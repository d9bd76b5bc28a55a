// What a phase asks of the table of inputs: its samples, noise, labels, random tensors and scalars, each under the name
// and from the stream that the phase gives it.

import type { StaticShape } from '../base/shape.ts';
import { slice } from '../graph/shaping.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Tensors } from '../nn/layer.ts';
import type { RandomSource } from '../nn/pass.ts';
import type { Ema } from './ema.ts';
import { inputTexts } from './input-texts.ts';
import type { Inputs, Source } from './inputs.ts';
import { liveValue } from './live-settings.ts';
import { latentStream, type Moment, mixStream, namedStream } from './streams.ts';

/** Where and how often the inputs of a phase are drawn. */
export interface PhaseSite {
  /** Of the phase; the first part of its inputs' names. */
  readonly name: string;
  /** Its repeats: what differs between them has a part for each. */
  readonly repeat: number;
  /** Samples of each. */
  readonly batch: number;
  /** True ahead of all iterations: streams are counted by critic updates, and apart from those of iterations. */
  readonly isWarmup: boolean;
  /** What settings are at a moment; by default those of the moment. */
  readonly at?: ((moment: Moment) => Moment) | undefined;
}

/** What a scalar is at a moment, in a repeat of the phase. */
type ScalarAt = (moment: Moment, step: number) => number;

/** Inputs by what they are for. A `step` counts the repeats of the phase, from 0. */
export interface PhaseInputs {
  /** Samples of the data: float32[batch, ...shape]. */
  real(step: number, shape: StaticShape): Tensor;
  /** Their classes: float32[batch, classes]. */
  realLabels(step: number, classes: number): Tensor;
  /** Noise of all repeats: float32[repeat × batch, size]. */
  latent(size: number): Tensor;
  /** Classes for fakes of all repeats: float32[repeat × batch, classes]. */
  labels(classes: number): Tensor;
  /** Random tensors named by where they are used; without a step, one for all repeats. */
  random(where: string, step?: number): RandomSource;
  /** A scalar of an optimizer for a repeat, as float32[1]. */
  optimizer(
    name: string,
    step: number,
    of: { readonly optimizer: string; readonly set: string },
    at: ScalarAt,
  ): Tensor;
  /** What an average takes over in the iteration, as float32[1]. */
  average(ema: Ema, at: (moment: Moment) => number): Tensor;
  /** Live options of the objective as float32[1] for a repeat. */
  live(names: readonly string[], step: number): Tensors;
}

export function phaseInputs(inputs: Inputs, site: PhaseSite): PhaseInputs {
  const { name: phase, repeat, batch, at: momentAt = (moment) => moment } = site;
  const isCritic = phase === 'critic';
  const partsOf = (name: string) => Array.from({ length: repeat }, (_, step) => `${name}.${step}`);
  const realNames = partsOf(isCritic ? 'real' : `real.${phase}`);
  const scalarAt = (name: string, step: number, meaning: () => string, at: ScalarAt) => {
    const source: Source = {
      kind: 'scalar',
      at: (moment) => {
        const own = momentAt(moment);
        return Array.from({ length: repeat }, (_, k) => at(own, k));
      },
    };
    return part(inputs.ask({ names: [name], shape: [repeat], source, meaning })[0]!, step, repeat);
  };
  return {
    real: (step, shape) =>
      inputs.ask({
        ...{ names: realNames, shape: [batch, ...shape], source: { kind: 'real' } },
        meaning: inputTexts.real(site),
      })[step]!,
    realLabels: (step, classes) =>
      inputs.ask({
        names: partsOf(isCritic ? 'labels.real' : `labels.real.${phase}`),
        shape: [batch, classes],
        source: { kind: 'real-labels', of: realNames[0]! },
        meaning: inputTexts.realLabels(site),
      })[step]!,
    latent: (size) =>
      inputs.ask({
        names: [`latent.${phase}`],
        shape: [repeat * batch, size],
        source: { kind: 'random', distribution: 'normal', stream: latentStream(site) },
        meaning: inputTexts.latent(site),
      })[0]!,
    labels: (classes) =>
      inputs.ask({
        names: [`labels.${phase}`],
        shape: [repeat * batch, classes],
        source: { kind: 'labels', stream: namedStream('labels', phase, site) },
        meaning: inputTexts.labels(site),
      })[0]!,
    random: (where, step) => (name, shape, distribution) => {
      const { id, stream } = randomTensor(site, `${where}${name}`);
      const names = step === undefined ? [id] : partsOf(id);
      const source: Source = { kind: 'random', distribution, stream };
      return inputs.ask({ names, shape, source, meaning: inputTexts.random(site, distribution) })[step ?? 0]!;
    },
    optimizer: (name, step, { optimizer, set }, at) =>
      scalarAt(`scalar.${phase}.${name}`, step, inputTexts.optimizer(name, optimizer, set), at),
    average: (ema, at) =>
      inputs.ask({
        ...{ names: ['scalar.average'], shape: [1], meaning: inputTexts.average(ema) },
        source: { kind: 'scalar', at: (moment) => [at(momentAt(moment))] },
      })[0]!,
    live: (names, step) =>
      Object.fromEntries(
        names.map((name) => {
          const input = isCritic ? `scalar.${name}` : `scalar.${name}.${phase}`;
          const at: ScalarAt = ({ settings }) => liveValue(settings, name);
          return [name, scalarAt(input, step, inputTexts.live(site, name), at)];
        }),
      ),
  };
}

/** Name and stream of a random tensor. `mix` of critic steps is older than the rule. */
function randomTensor(site: PhaseSite, name: string) {
  if (site.name === 'critic' && name === 'mix') return { id: name, stream: mixStream(site) };
  const own = `${site.name}.${name}`;
  return { id: `random.${own}`, stream: namedStream('random', own, site) };
}

/** Rows of one of several parts. */
export function part(values: Tensor, index: number, parts: number): Tensor {
  if (parts === 1) return values;
  const rows = (values.shape[0] as number) / parts;
  return slice(values, { axis: 0, start: index * rows, end: (index + 1) * rows });
}
