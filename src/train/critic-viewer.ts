// The critic on a device, seen over the plane: what pictures of samples in the plane are drawn from.

import { float32, float32Data, type TensorRecord } from '../base/host-tensor.ts';
import { compile } from '../compiler/program.ts';
import type { Dataset } from '../data/dataset.ts';
import { previewSamples } from '../data/preview.ts';
import { type Landscape, type PlaneView, planeGrid, type Slopes, viewOf } from '../formats/plane-picture.ts';
import { criticFieldGraph } from '../gan/critic-field.ts';
import type { Gan } from '../gan/gan.ts';
import type { Device, DeviceState } from '../runtime/device.ts';

/** Places along a side of a landscape. */
const GRID = 48;
/** Samples with an arrow. */
const ARROWS = 64;

/** A critic over the plane. */
export interface CriticPlane {
  readonly view: PlaneView;
  readonly landscape: Landscape;
  readonly slopes: Slopes;
}

/** Programs that look at a critic of samples in the plane. */
export interface CriticViewer {
  /** The landscape over a view, and the slopes at the first 64 of the points float32[N, 2].
   *  @param state  holds the critic's parameters under the names of checkpoints */
  plane(view: PlaneView, points: Float32Array, state: DeviceState): Promise<CriticPlane>;
  release(): Promise<void>;
}

/** Whether samples are points of the plane. */
export function isPlane({ sampleShape }: { readonly sampleShape: readonly number[] }): boolean {
  return sampleShape.length === 1 && sampleShape[0] === 2;
}

/** The part of the plane in which the data lie. */
export function dataView(dataset: Dataset): PlaneView {
  return viewOf(previewSamples(dataset, { count: 2000 }).data);
}

/** Loads the field of a critic.
 *  @param critic  its parameters; only their types matter */
export async function loadCriticViewer(
  gan: Pick<Gan, 'critic' | 'sampleShape'>,
  critic: TensorRecord,
  device: Device,
): Promise<CriticViewer> {
  const { scores } = criticFieldGraph(gan, critic, GRID * GRID);
  const { gradients } = criticFieldGraph(gan, critic, ARROWS);
  const isAuxiliary = true;
  const height = await device.load(compile({ scores }, { name: 'critic scores' }), { isAuxiliary });
  const slope = await device.load(compile({ gradients }, { name: 'critic slopes' }), { isAuxiliary });
  return {
    async plane(view, samples, state) {
      const grid = float32([GRID * GRID, 2], planeGrid(view, GRID));
      const heights = await height.run({ points: grid }, state);
      const chosen = samples.slice(0, 2 * ARROWS);
      const points = float32([ARROWS, 2]);
      points.data.set(chosen);
      const slopes = await slope.run({ points }, state);
      const found = float32Data(slopes.gradients!, 'critic slopes').slice(0, chosen.length);
      return {
        view,
        landscape: { scores: float32Data(heights.scores!, 'critic scores').slice(), size: GRID },
        slopes: { points: chosen, gradients: found },
      };
    },
    async release() {
      await Promise.all([height.release(), slope.release()]);
    },
  };
}
