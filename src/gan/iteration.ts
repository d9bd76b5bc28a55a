// A training iteration as graphs: phases one after the other over one state. Inputs are named as in checkpoints; what
// else a graph reads is in its table of inputs.

import { mapRecord, underPrefix, withPrefix } from '../base/record.ts';
import type { TensorType } from '../base/shape.ts';
import { finish, type Work } from '../compiler/work.ts';
import { mul } from '../graph/elementwise.ts';
import { input } from '../graph/leaves.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Tensors } from '../nn/layer.ts';
import { criticPhase, lazyCriticPhases } from './critic-phase.ts';
import { averaged, isScheduled, rateAt } from './ema.ts';
import type { Gan } from './gan.ts';
import { generatorPhase, lazyGeneratorPhases } from './generator-phase.ts';
import { createInputs, type InputGroup, type Inputs } from './inputs.ts';
import { liveValue } from './live-settings.ts';
import { type PhaseInputs, phaseInputs } from './phase-inputs.ts';
import type { Phase } from './phases.ts';
import { gradientsOf, networkState, stateNames, successors, sumOf, updated } from './update.ts';

/** The phases of an iteration: those that the GAN names, else all critic steps, then the generator step, each with its
 *  lazy regularisers. */
export function wholeIteration(gan: Gan): readonly Phase[] {
  if (gan.phases) return gan.phases(gan);
  return [criticPhase(gan), ...lazyCriticPhases(gan), generatorPhase(gan), ...lazyGeneratorPhases(gan)];
}

/** One critic update, as in the warm-up ahead of the first iteration. */
export const criticUpdate = (gan: Gan): readonly Phase[] => [criticPhase(gan, { repeat: 1, isWarmup: true })];

/** Types of a state's tensors by name. */
type Types = Readonly<Record<string, TensorType>>;

/** A program of training as a graph. */
export interface TrainingGraph {
  /** `<name>.next` for every changed tensor of the state, and numbers to log, float32[]: those of the last step of each
   *  phase, before its update. */
  readonly outputs: Tensors;
  readonly inputs: readonly InputGroup[];
}

/** The outputs of phases one after the other.
 *  @param state  the tensors of a checkpoint; only their types matter */
export const trainingStep = (state: Types, phases: readonly Phase[]): Tensors =>
  trainingGraph(state, phases).outputs;

/** The same, with the table of what they read besides the state. */
export const trainingGraph = (state: Types, phases: readonly Phase[]): TrainingGraph =>
  finish(buildTraining(state, phases));

/** The same, in pieces: a step each. */
export function* buildTraining(state: Types, phases: readonly Phase[]): Work<TrainingGraph> {
  const before = stateInputs(state);
  const inputs = createInputs();
  let now: Progress = { state: before, metrics: {}, waiting: {}, made: {} };
  for (const phase of phases) now = yield* runPhase(phase, now, inputs);
  const outputs = { ...successors(before, inOrder(now.state)), ...now.metrics };
  return { outputs, inputs: inputs.table(outputs) };
}

/** What a program has come to. */
interface Progress {
  readonly state: Tensors;
  readonly metrics: Tensors;
  /** Gradients that wait for the next step of their set. */
  readonly waiting: Readonly<Record<string, Tensors>>;
  /** Updates made of each set. */
  readonly made: Readonly<Record<string, number>>;
}

function* runPhase(phase: Phase, before: Progress, table: Inputs): Work<Progress> {
  const inputs = phaseInputs(table, phase);
  const { buffers, lossOf } = phase.begin({ state: before.state, inputs });
  const { trains, accumulate } = phase;
  const gain = phase.gain / accumulate;
  let now: Progress = { ...before, state: { ...before.state, ...buffers } };
  let told: Tensors | undefined;
  for (let step = 0; step < phase.repeat; step++) {
    const found = lossOf(step, now.state);
    const loss = gain === 1 ? found.loss : mul(found.loss, gain);
    const gradients = gradientsOf(phase, networkState(now.state, trains).parameters, loss);
    const sum = sumOf(now.waiting[trains], gradients);
    const moved = { ...now.state, ...found.buffers };
    const isLast = (step + 1) % accumulate === 0;
    told = sumOf(told, found.metrics);
    const numbers = accumulate === 1 ? told : mapRecord(told, (sum) => mul(sum, 1 / accumulate));
    const metrics = isLast ? { ...now.metrics, ...numbers } : now.metrics;
    if (isLast) told = undefined;
    if (phase.apply === 'accumulate' || !isLast) {
      now = { ...now, state: moved, metrics, waiting: { ...now.waiting, [trains]: sum } };
    } else {
      const { [trains]: _, ...waiting } = now.waiting;
      const made = now.made[trains] ?? 0;
      const before = made - Math.floor(step / accumulate);
      const state = advanced(phase, moved, sum, inputs, step, before);
      now = { state, metrics, waiting, made: { ...now.made, [trains]: made + 1 } };
    }
    yield found.loss.serial - (Object.values(before.state)[0]?.serial ?? 0);
  }
  return now;
}

/** The state after an update of what a phase trains.
 *  @param madeBefore  updates of the set earlier in the program */
function advanced(
  phase: Phase,
  state: Tensors,
  gradients: Tensors,
  inputs: PhaseInputs,
  step: number,
  madeBefore: number,
): Tensors {
  const { trains, optimizer, transform, constrain, learningRate, accumulate } = phase;
  const before = networkState(state, trains);
  const scalars = Object.fromEntries(
    optimizer.scalars.map((name) => [
      name,
      inputs.optimizer(
        name,
        step,
        { optimizer: optimizer.name, set: trains },
        ({ settings, counts, left }, k) => {
          const number = (counts[trains] ?? 0) + madeBefore + Math.floor(k / accumulate) + 1;
          return optimizer.derive(liveValue(settings, learningRate), number, left)[name]!;
        },
      ),
    ]),
  );
  const bound = constrain && inputs.live([constrain.option], step)[constrain.option]!;
  const held = (parameter: Tensor) => (bound ? constrain!.apply(parameter, bound) : parameter);
  const whole = transform ? transform(gradients, before.parameters) : gradients;
  const after = updated(optimizer, before, whole, scalars, held);
  return { ...state, ...stateNames(trains, after), ...averageOf(phase, state, after.parameters, inputs) };
}

/** The average of what a phase trains, where it has one. */
function averageOf(
  { ema, trains, buffers }: Phase,
  state: Tensors,
  parameters: Tensors,
  inputs: PhaseInputs,
) {
  if (ema === undefined) return {};
  const average = underPrefix(`average.${trains}`, state);
  const rate = isScheduled(ema) ? inputs.average(ema, (moment) => rateAt(ema, moment)) : undefined;
  const isCopied = (name: string) =>
    buffers.includes(name) && (ema.buffers === 'copy' || parameters[name]!.dtype !== 'float32');
  const copied = new Set(Object.keys(average).filter(isCopied));
  return withPrefix(`average.${trains}`, averaged(ema, average, parameters, copied, rate));
}

/** The state set by set, each with its slots, then averages: the order of a program's outputs. */
function inOrder(state: Tensors): Tensors {
  const sets = new Set(Object.keys(state).map((name) => name.slice(0, name.indexOf('.'))));
  const own = [...sets].filter((set) => set !== 'average' && set !== 'optimizer');
  return { ...Object.assign({}, ...own.map((set) => stateNames(set, networkState(state, set)))), ...state };
}

/** The state as inputs named as in checkpoints. */
export function stateInputs(state: Types): Tensors {
  return mapRecord(state, ({ shape, dtype }, name) => input(name, shape, dtype));
}
