// A critic alone, trained between two distributions that stay as they are: what its estimate is worth at its best.

import { float32, float32Data } from '../../src/base/host-tensor.ts';
import { underPrefix } from '../../src/base/record.ts';
import { compile } from '../../src/compiler/program.ts';
import { criticLoss, criticPhase } from '../../src/gan/critic-phase.ts';
import { type Gan, initialState } from '../../src/gan/gan.ts';
import { estimateGraph } from '../../src/gan/inference.ts';
import { trainingGraph } from '../../src/gan/iteration.ts';
import { liveOf } from '../../src/gan/objectives/objective.ts';
import type { Phase } from '../../src/gan/phases.ts';
import { input } from '../../src/graph/leaves.ts';
import { type PartialConfig, resolveConfig } from '../../src/train/config.ts';
import { createFeeds } from '../../src/train/feeds.ts';
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

/** Critic updates whose fakes are fed, as `fake`, like real samples. */
function updatePhase(gan: Gan): Phase {
  const { batch, sampleShape, objective } = gan;
  const fake = input('fake', [batch, ...sampleShape]);
  return {
    ...criticPhase(gan, { repeat: 1 }),
    begin: ({ inputs }) => ({
      buffers: {},
      lossOf: (step, state) =>
        criticLoss(gan, {
          ...{ state, real: { samples: inputs.real(step, sampleShape) }, fake: { samples: fake } },
          random: (where) => inputs.random(where, step),
          weights: inputs.live(liveOf(objective, 'critic'), step),
        }),
    }),
  };
}

/** Trains the critic of `given` between the sides of a pair; looks at the given numbers of updates. */
export async function trainCritic(
  given: PartialConfig,
  pair: KnownPair,
  dimension: number,
  looks: readonly number[],
): Promise<readonly EstimateLook[]> {
  const config = resolveConfig({}, { from: given });
  const { seed, batch } = config.training;
  const gan = ganOf(config, [dimension]);
  const device = await deviceOfRuns();
  const first = initialState(gan, seed);
  const estimate = compile(estimateGraph(gan, underPrefix('critic', first), FRESH), { name: 'estimate' });
  const graph = trainingGraph(first, [updatePhase(gan)]);
  const [program, measure] = [
    await device.load(compile(graph.outputs, { name: 'critic' })),
    await device.load(estimate, { isAuxiliary: true }),
  ];
  const state = device.createState(first);
  const sides = (count: number, draw: number) => {
    const { real, fake } = pair.draw(count, draw);
    return { real: float32([count, dimension], real), fake: float32([count, dimension], fake) };
  };
  const settings = settingsOf(config);
  const { tensors, fill } = createFeeds(graph.inputs, seed);
  const result: EstimateLook[] = [];
  for (let update = 0; update < looks.at(-1)!; update++) {
    const { real, fake } = sides(batch, update);
    const next = (_: number, out: Float32Array | Uint8Array) => out.set(real.data);
    fill(
      { iteration: update, settings, counts: { critic: update, generator: 0 } },
      { cursor: 0, epoch: 0, next },
    );
    const { gradientNorm } = await program.run({ ...tensors, fake }, state);
    if (!looks.includes(update + 1)) continue;
    const norm = gradientNorm && { gradientNorm: float32Data(gradientNorm, 'critic')[0]! };
    const { wassersteinHoldout } = await measure.run(sides(FRESH, FRESH_DRAW), state);
    result.push({ updates: update + 1, estimate: float32Data(wassersteinHoldout!, 'estimate')[0]!, ...norm });
  }
  await Promise.all([program.release(), measure.release()]);
  return result;
}
