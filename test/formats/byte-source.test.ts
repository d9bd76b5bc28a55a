// Parts become pieces of one size, and files are read without ever being one array.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { joinBytes, piecesOf, sourceOf } from '../../src/formats/byte-source.ts';

it('cuts parts into pieces of one size, the last one shorter', () => {
  const parts = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 });
  fc.assert(
    fc.property(parts, fc.integer({ min: 1, max: 30 }), (bytes, limit) => {
      const pieces = [...piecesOf(bytes, limit)].map((piece) => piece.length);
      expect(pieces.slice(0, -1).every((length) => length === limit)).toBe(true);
      expect(pieces.every((length) => length > 0 && length <= limit)).toBe(true);
      const copies: Uint8Array[] = [];
      for (const piece of piecesOf(bytes, limit)) copies.push(piece.slice());
      expect(joinBytes(copies)).toEqual(joinBytes(bytes));
    }),
  );
});

it('reads bytes into memory of their own', () => {
  const bytes = Uint8Array.of(1, 2, 3, 4).subarray(1);
  const read = sourceOf(bytes).read(1, 3);
  expect(read).toEqual(Uint8Array.of(3, 4));
  expect(read.buffer.byteLength).toBe(2);
  expect(sourceOf(Buffer.from(bytes)).read(0, 1).buffer.byteLength).toBe(1);
});
