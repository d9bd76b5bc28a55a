// Colour pictures drawn in code: a disc, square or cross of one of six colours on a ground that is shaded, each at a
// place and of a size of its own.

import { fillUniform } from '../../src/base/random.ts';
import { defineDataset, type MemoryDataset } from '../../src/data/dataset.ts';

const colours = [
  [230, 60, 50],
  [60, 170, 75],
  [50, 100, 220],
  [240, 190, 40],
  [150, 60, 190],
  [60, 200, 210],
] as const;

export const shapeKinds = 3 * colours.length;

/** @returns uint8[count, 3, side, side], with the kind of each as its label */
export function drawShapes(count: number, { side = 16, seed = 1, kinds = shapeKinds } = {}): MemoryDataset {
  const uniforms = new Float32Array(6 * count);
  fillUniform(uniforms, { seed, purpose: 'sample', counter: 0, name: 'shapes' });
  const values = new Uint8Array(count * 3 * side * side);
  const labels = new Uint16Array(count);
  for (let image = 0; image < count; image++) {
    const [chosen = 0, x = 0, y = 0, size = 0, shade = 0, slope = 0] = uniforms.subarray(
      6 * image,
      6 * image + 6,
    );
    const kind = Math.floor(chosen * kinds);
    labels[image] = kind;
    const inside = shapeOf(kind % 3, [0.3 + 0.4 * x, 0.3 + 0.4 * y], 0.15 + 0.15 * size);
    const colour = colours[Math.floor(kind / 3)]!;
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        const [u, v] = [(column + 0.5) / side, (row + 0.5) / side];
        const cover = Math.min(1, Math.max(0, 0.5 + side * inside(u, v)));
        const ground = 255 * (0.15 + 0.3 * shade + 0.3 * slope * v);
        for (let channel = 0; channel < 3; channel++) {
          const at = ((image * 3 + channel) * side + row) * side + column;
          values[at] = Math.round(ground + cover * (colour[channel]! - ground));
        }
      }
    }
  }
  const names = Array.from({ length: shapeKinds }, (_, kind) => String(kind));
  return defineDataset({
    ...{ name: 'shapes', sampleShape: [3, side, side], values },
    labels: { values: labels, classes: names },
  });
}

/** How far inside a disc, square or cross a point lies; negative outside. */
function shapeOf(form: number, [x, y]: readonly [number, number], radius: number) {
  return (u: number, v: number) => {
    const [dx, dy] = [Math.abs(u - x), Math.abs(v - y)];
    if (form === 0) return radius - Math.hypot(dx, dy);
    if (form === 1) return 0.85 * radius - Math.max(dx, dy);
    return Math.min(radius - Math.max(dx, dy), 0.35 * radius - Math.min(dx, dy));
  };
}
