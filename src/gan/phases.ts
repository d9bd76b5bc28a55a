// Phases: what an iteration does one after the other, each an update of one set of variables or its gradients alone.

import { ConfigError } from '../base/errors.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Tensors } from '../nn/layer.ts';
import type { Optimizer } from '../optim/optimizer.ts';
import type { Ema } from './ema.ts';
import type { PhaseInputs } from './phase-inputs.ts';
import type { Moment } from './streams.ts';
import type { GradientTransform } from './update.ts';

/** What a step minimises, and what comes with it. */
export interface Loss {
  /** float32[] */
  readonly loss: Tensor;
  /** Numbers to log, float32[]. */
  readonly metrics: Tensors;
  /** What the step moves on besides what it trains, by the names of the state: `critic.0.running_mean`. */
  readonly buffers: Tensors;
}

/** What a phase is given. */
export interface PhaseContext {
  /** The state as the phases before left it, by the names of checkpoints. */
  readonly state: Tensors;
  readonly inputs: PhaseInputs;
}

/** One kind of step of an iteration, made so many times in a row. */
export interface Phase {
  /** Also of its inputs; no two phases of a program share one. */
  readonly name: string;
  /** The set of variables that it trains: those of the state whose names begin with it. */
  readonly trains: string;
  /** Variables of the set that no gradient moves. */
  readonly buffers: readonly string[];
  /** It takes part in iterations i, from 0, with i mod every = offset. */
  readonly every: number;
  readonly offset: number;
  readonly repeat: number;
  /** Repeats that make one update together, with the mean of their gradients; they divide `repeat`. */
  readonly accumulate: number;
  /** Samples of each repeat. */
  readonly batch: number;
  /** Factor of the loss. */
  readonly gain: number;
  /** `accumulate`: its gradients are added to those of the next step of the same set; both must be in one program. */
  readonly apply: 'step' | 'accumulate';
  readonly optimizer: Optimizer;
  /** The live setting that says the step size. */
  readonly learningRate: string;
  /** What a schedule makes of the settings at a moment; by default they are as they are. */
  readonly at?: ((moment: Moment) => Moment) | undefined;
  /** Made of all gradients of a step, accumulated ones among them, before the update. */
  readonly transform?: GradientTransform | undefined;
  /** What holds every parameter in bounds after an update, by a live setting. */
  readonly constrain?:
    | { readonly option: string; apply(parameter: Tensor, bound: Tensor): Tensor }
    | undefined;
  /** The average that follows the set after an update: the state's `average.<set>`. */
  readonly ema?: Ema | undefined;
  /** True ahead of all iterations: its streams are counted by critic updates. */
  readonly isWarmup: boolean;
  /** What all repeats share, buffers moved on by it, and the loss of each from the state before it. */
  begin(context: PhaseContext): {
    readonly buffers: Tensors;
    readonly lossOf: (step: number, state: Tensors) => Loss;
  };
}

/** Phases that one program makes, and when. */
export interface Part {
  readonly phases: readonly Phase[];
  readonly every: number;
  readonly offset: number;
}

/** The programs of an iteration, in order: consecutive phases with one cadence share one. What comes rarely is a program
 *  of its own, over the same state, which other iterations leave out.
 *  @throws ConfigError if phases share a name, a cadence is no cadence, or gradients wait for a step of another program */
export function partsOf(phases: readonly Phase[]): readonly Part[] {
  const parts: { phases: Phase[]; every: number; offset: number }[] = [];
  for (const phase of phases) {
    requireCadence(phase);
    const last = parts.at(-1);
    if (last?.every === phase.every && last.offset === phase.offset) last.phases.push(phase);
    else parts.push({ phases: [phase], every: phase.every, offset: phase.offset });
  }
  const names = phases.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new ConfigError(`phases: expected each name once, got "${twice}" twice`);
  for (const part of parts) requireSteps(part);
  return parts;
}

/** The one program of an iteration.
 *  @throws ConfigError if it has several */
export function onlyPart(phases: readonly Phase[]): Part {
  const [part, ...others] = partsOf(phases);
  if (part !== undefined && others.length === 0) return part;
  throw new ConfigError(`iteration: expected one program, got ${others.length + 1}`, {
    help: 'regularisers that come in some iterations only are programs of their own',
  });
}

/** Whether a part takes part in an iteration. */
export const isDue = ({ every, offset }: Part, iteration: number): boolean => iteration % every === offset;

/** Updates of each set that a run of a part makes. */
export function updatesOf({ phases }: Pick<Part, 'phases'>): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { trains, repeat, accumulate, apply } of phases) {
    if (apply === 'step') counts[trains] = (counts[trains] ?? 0) + repeat / accumulate;
  }
  return counts;
}

function requireCadence({ name, every, offset, repeat, accumulate }: Phase): void {
  const isWhole = [every, accumulate, repeat / accumulate].every(
    (value) => Number.isInteger(value) && value >= 1,
  );
  if (isWhole && Number.isInteger(offset) && offset >= 0 && offset < every) return;
  throw new ConfigError(
    `phase ${name}: expected whole numbers every ≥ 1, repeat ≥ 1 and offset from 0 to every − 1, ` +
      `got every ${every}, repeat ${repeat}, offset ${offset}`,
  );
}

function requireSteps({ phases }: Part): void {
  const waiting = phases.find(
    ({ apply, trains }, index) =>
      apply === 'accumulate' &&
      !phases.slice(index + 1).some((later) => later.trains === trains && later.apply === 'step'),
  );
  if (waiting === undefined) return;
  throw new ConfigError(
    `phase ${waiting.name}: expected a later step of ${waiting.trains} in the same program, got none`,
    { help: 'let both come every so many iterations, with nothing of another cadence between them' },
  );
}
