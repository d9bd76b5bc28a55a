// Data for tiny networks: endless streams, each sample a function of its number.

import { fillNormal, fillUniform } from '../../../../../base/random.ts';
import { modesOf } from '../../../../../data/points.ts';

const seed = 8;

/** Numbers of a stream from `from` on; blocks keep a sample the same however the stream is cut. */
function stream(fill: typeof fillNormal, counterBase: number): (from: number, out: Float32Array) => void {
  const block = new Float32Array(4096);
  let current = -1;
  return (from, out) => {
    for (let index = 0; index < out.length; index++) {
      const at = from + index;
      const number = Math.floor(at / block.length);
      if (number !== current) fill(block, { seed, purpose: 'sample', counter: counterBase + number });
      current = number;
      out[index] = block[at % block.length]!;
    }
  };
}

const ring = modesOf({ name: 'ring', sampleShape: [2] })!;

/** The ring of 8 of the dataset `ring`: mode i % 8 for point i. */
export function ringData(): (out: Float32Array, from: number) => void {
  const normals = stream(fillNormal, 1_000_000);
  return (out, from) => {
    normals(2 * from, out);
    for (let index = 0; index < out.length; index += 2) {
      const [x, y] = ring.centres[(from + index / 2) % ring.centres.length]!;
      out[index] = x + ring.sigma * out[index]!;
      out[index + 1] = y + ring.sigma * out[index + 1]!;
    }
  };
}

export const ringModes = ring;

/** Two humps on a line, of equal weight. */
export interface Humps {
  readonly left: number;
  readonly right: number;
  readonly sigma: number;
}

/** Samples of humps that may move while they are drawn from. */
export function humpsData(humps: () => Humps): (out: Float32Array, from: number) => void {
  const normals = stream(fillNormal, 2_000_000);
  const sides = stream(fillUniform, 3_000_000);
  return (out, from) => {
    const { left, right, sigma } = humps();
    const side = new Float32Array(out.length);
    normals(from, out);
    sides(from, side);
    for (let index = 0; index < out.length; index++) {
      out[index] = (side[index]! < 0.5 ? left : right) + sigma * out[index]!;
    }
  };
}
