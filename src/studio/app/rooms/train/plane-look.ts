// Looks at a GAN of points: the critic over the plane, and the plane of noise as the generator bends it.

import { type Float32Tensor, float32, float32Data } from '../../../../base/host-tensor.ts';
import { underPrefix } from '../../../../base/record.ts';
import { compile } from '../../../../compiler/program.ts';
import type { PlaneView } from '../../../../formats/plane-picture.ts';
import { criticFieldGraph } from '../../../../gan/critic-field.ts';
import { vectors } from '../../../../metrics/vectors.ts';
import { wassersteinDistance } from '../../../../metrics/wasserstein.ts';
import type { Device } from '../../../../runtime/device.ts';
import type { Trainer } from '../../../../train/trainer.ts';
import { usualView } from './plane-size.ts';
import type { LaneFrame, Layers, PlaneField } from './worker-messages.ts';

const SIDE = 44;
const ARROWS = 96;
/** How many points an exact distance compares: 384 take about 0.03 s. */
export const DISTANCE_POINTS = 384;
/** The lattice of noise: side, and its reach in standard deviations. */
const WARP_SIDE = 17;
const WARP_REACH = 2;

export interface PlaneLook {
  /** What of the layers is wanted, for these fakes. */
  frame(layers: Layers, fakes: Float32Array): Promise<Pick<LaneFrame, 'field' | 'warp'>>;
  release(): Promise<void>;
}

/** Loads what looks at the GAN of a trainer.
 *  @param view  where the critic is shown */
export async function createPlaneLook(
  device: Device,
  trainer: Trainer,
  view: PlaneView = usualView,
): Promise<PlaneLook> {
  const { gan } = trainer;
  const count = SIDE * SIDE + ARROWS;
  const critic = underPrefix('critic', await trainer.state.view());
  const { scores, gradients, gradientNorms } = criticFieldGraph(gan, critic, count);
  const program = await device.load(compile({ scores, gradients, gradientNorms }, { name: 'critic field' }), {
    isAuxiliary: true,
  });
  const points = latticePoints(count, view);
  const noise = latticeNoise(gan.latent);
  return {
    async frame({ field, warp }, fakes) {
      points.data.set(fakes.subarray(0, 2 * ARROWS), 2 * SIDE * SIDE);
      return {
        ...(field && { field: await fieldOf() }),
        ...(warp && { warp: { side: WARP_SIDE, places: (await trainer.sample(noise)).data.slice() } }),
      };
    },
    release: () => program.release(),
  };

  async function fieldOf(): Promise<PlaneField> {
    const outputs = await program.run({ points }, trainer.state);
    const area = SIDE * SIDE;
    return {
      side: SIDE,
      scores: float32Data(outputs.scores!, 'scores').slice(0, area),
      slopes: float32Data(outputs.gradientNorms!, 'gradientNorms').slice(0, area),
      arrows: float32Data(outputs.gradients!, 'gradients').slice(2 * area),
    };
  }
}

/** Centres of the cells of the square, rows from below, and room for the fakes. */
function latticePoints(count: number, { centre: [x, y], reach }: PlaneView): Float32Tensor {
  const points = float32([count, 2]);
  const at = (index: number) => reach * ((2 * index + 1) / SIDE - 1);
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      points.data.set([x + at(column), y + at(row)], 2 * (row * SIDE + column));
    }
  }
  return points;
}

/** A square lattice of the first two coordinates of noise, the others 0. */
function latticeNoise(latent: number): Float32Tensor {
  const noise = float32([WARP_SIDE * WARP_SIDE, latent]);
  const at = (index: number) => WARP_REACH * ((2 * index) / (WARP_SIDE - 1) - 1);
  for (let row = 0; row < WARP_SIDE; row++) {
    for (let column = 0; column < WARP_SIDE; column++) {
      const start = (row * WARP_SIDE + column) * latent;
      noise.data[start] = at(column);
      if (latent > 1) noise.data[start + 1] = at(row);
    }
  }
  return noise;
}

/** The exact distance between as many of both as it compares. */
export function exactDistance(real: Float32Array, fake: Float32Array): number {
  const first = (values: Float32Array) => vectors(values.slice(0, 2 * DISTANCE_POINTS), 2);
  return wassersteinDistance(first(real), first(fake));
}
