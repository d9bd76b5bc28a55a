import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type StaticShape, sizeOf } from '../../src/base/shape.ts';
import { initialRandom, typesOnly } from '../../src/nn/layer.ts';
import { orthogonal } from '../../src/nn/orthogonal.ts';

const made = (shape: StaticShape) => orthogonal(initialRandom(3, 'init-generator'), shape, 0);

/** |A·Aᵀ − 1| at its largest, of a matrix or its transpose: whichever has fewer rows. */
function deviation({ shape, data }: ReturnType<typeof made>): number {
  const [rows, columns] = [shape[0]!, sizeOf(shape.slice(1))];
  const isWide = rows <= columns;
  const at = (vector: number, index: number) =>
    isWide ? data[vector * columns + index]! : data[index * columns + vector]!;
  const [count, size] = isWide ? [rows, columns] : [columns, rows];
  let largest = 0;
  for (let first = 0; first < count; first++) {
    for (let second = 0; second <= first; second++) {
      let sum = first === second ? -1 : 0;
      for (let index = 0; index < size; index++) sum += at(first, index) * at(second, index);
      largest = Math.max(largest, Math.abs(sum));
    }
  }
  return largest;
}

describe('orthogonal weights', () => {
  it.each([[[4, 3, 3, 3]], [[12, 5]], [[7, 7]], [[1, 9]], [[64, 64]], [[6, 1]]] as const)(
    'of shape %j have orthogonal rows, or columns',
    (shape) => {
      expect(deviation(made(shape))).toBeLessThan(1e-6);
    },
  );

  it('are Q of a normal matrix, where the diagonal of R is positive', () => {
    const { data: normal } = initialRandom(3, 'init-generator').normal([3, 5], 1);
    const { data: q } = made([3, 5]);
    // rows of the normal matrix are combinations of the rows of Q up to their own, the last with a factor > 0
    for (let row = 0; row < 3; row++) {
      const shares = [0, 1, 2].map((other) =>
        [0, 1, 2, 3, 4].reduce((sum, at) => sum + normal[row * 5 + at]! * q[other * 5 + at]!, 0),
      );
      expect(shares[row]).toBeGreaterThan(0);
      for (let later = row + 1; later < 3; later++) expect(Math.abs(shares[later]!)).toBeLessThan(1e-6);
    }
  });

  it('have these bits everywhere', () => {
    const { data } = made([5, 4, 3, 3]);
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    expect(createHash('sha256').update(bytes).digest('hex').slice(0, 16)).toMatchInlineSnapshot(
      `"250b60c09305822c"`,
    );
  });

  it('take no memory where only types are asked for', () => {
    expect(orthogonal(typesOnly, [100_000, 100_000], 0).data).toHaveLength(0);
  });
});
