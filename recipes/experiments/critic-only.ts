// A critic alone, trained between two distributions that stay as they are: what its estimate is worth at its best.

import { float32, float32Data, type TensorRecord } from '../../src/base/host-tensor.ts';
import { fillUniform } from '../../src/base/random.ts';
import { mapRecord, underPrefix } from '../../src/base/record.ts';
import { compile, type Program } from '../../src/compiler/program.ts';
import { type Gan, initialState } from '../../src/gan/gan.ts';
import { estimateGraph } from '../../src/gan/inference.ts';
import {
  constrained,
  criticGradients,
  criticUpdate,
  networkState,
  stateInputs,
  stateNames,
  successors,
  updated,
} from '../../src/gan/iteration.ts';
import { liveScalars } from '../../src/gan/live-scalars.ts';
import { liveOf } from '../../src/gan/objectives/objective.ts';
import { input } from '../../src/graph/leaves.ts';
import { type Config, type PartialConfig, resolveConfig } from '../../src/train/config.ts';
import { ganOf, settingsOf } from '../../src/train/setup.ts';
import type { KnownPair } from './known-pairs.ts';
import { deviceOfRuns } from './resources.ts';

/** The estimate after so many critic updates. */
export interface EstimateLook {
  readonly updates: number;
  /** On fresh points of both sides. */
  readonly estimate: number;
  /** Mean gradient norm on interpolates of the last update; absent under clipping. */
  readonly gradientNorm?: number;
}

/** Points of a look, on either side. */
const FRESH = 8192;
/** The draw of a look; training draws from 0 on. */
const FRESH_DRAW = 1_000_000;

/** One critic update, its samples fed: `real`, `fake` float32[batch, dimension], `mix` float32[batch, 1]. */
function updateProgram(gan: Gan, state: TensorRecord): Program {
  const { batch, sampleShape, criticOptimizer, objective } = gan;
  const tensors = stateInputs(state);
  const before = networkState(tensors, 'critic');
  const live = Object.fromEntries(
    liveOf(objective, 'critic').map((name) => [name, input(`scalar.${name}`, [1])]),
  );
  const { gradients, metrics } = criticGradients(gan, before.parameters, {
    real: input('real', [batch, ...sampleShape]),
    fake: input('fake', [batch, ...sampleShape]),
    random: (name, shape) => input(name, shape),
    weights: live,
  });
  const scalars = criticOptimizer.scalars.map((name) => [name, input(`scalar.critic.${name}`, [1])] as const);
  const after = updated(criticOptimizer, before, gradients, Object.fromEntries(scalars), (parameter) =>
    constrained(objective, parameter, live),
  );
  return compile({ ...successors(tensors, stateNames('critic', after)), ...metrics }, { name: 'critic' });
}

/** The live scalars of an update. */
function scalarsOf(gan: Gan, config: Config, update: number): TensorRecord {
  const values = liveScalars(gan, settingsOf(config), { critic: update, generator: 0 }, criticUpdate);
  return mapRecord(values, (numbers) => float32([numbers.length], Float32Array.from(numbers)));
}

/** Trains the critic of `given` between the sides of a pair; looks at the given numbers of updates. */
export async function trainCritic(
  given: PartialConfig,
  pair: KnownPair,
  dimension: number,
  looks: readonly number[],
): Promise<readonly EstimateLook[]> {
  const config = resolveConfig(given);
  const { seed, batch } = config.training;
  const gan = ganOf(config, [dimension]);
  const device = await deviceOfRuns();
  const first = initialState(gan, seed);
  const estimate = compile(estimateGraph(gan, underPrefix('critic', first), FRESH), { name: 'estimate' });
  const [program, measure] = [
    await device.load(updateProgram(gan, first)),
    await device.load(estimate, { isAuxiliary: true }),
  ];
  const state = device.createState(first);
  const sides = (count: number, draw: number) => {
    const { real, fake } = pair.draw(count, draw);
    return { real: float32([count, dimension], real), fake: float32([count, dimension], fake) };
  };
  const mix = float32([batch, 1]);
  const result: EstimateLook[] = [];
  for (let update = 0; update < looks.at(-1)!; update++) {
    fillUniform(mix.data, { seed, purpose: 'mix', counter: update });
    const feeds = { ...scalarsOf(gan, config, update), ...sides(batch, update), mix };
    const { gradientNorm } = await program.run(feeds, state);
    if (!looks.includes(update + 1)) continue;
    const norm = gradientNorm && { gradientNorm: float32Data(gradientNorm, 'critic')[0]! };
    const { wassersteinHoldout } = await measure.run(sides(FRESH, FRESH_DRAW), state);
    result.push({ updates: update + 1, estimate: float32Data(wassersteinHoldout!, 'estimate')[0]!, ...norm });
  }
  await Promise.all([program.release(), measure.release()]);
  return result;
}
