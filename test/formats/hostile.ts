// Damaged files: real bytes with flips, cuts and insertions, for the decoders' tests.

import fc from 'fast-check';
import { FormatError } from '../../src/base/errors.ts';

type Damage =
  | { readonly kind: 'set'; readonly at: number; readonly byte: number }
  | { readonly kind: 'insert'; readonly at: number; readonly byte: number }
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'remove'; readonly at: number };

/** Positions are fractions of the length, with a preference for the header. */
const position = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: 0, max: 0.1, noNaN: true }),
);
const byte = fc.oneof(
  fc.integer({ min: 0, max: 255 }),
  fc.constantFrom(0, 0x7f, 0x80, 0xff, 0x22, 0x2d, 0x5d, 0x7d),
);

const damage: fc.Arbitrary<Damage> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('set' as const), at: position, byte }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('insert' as const), at: position, byte }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), at: position }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cut' as const), at: position }) },
);

function apply(bytes: Uint8Array, hit: Damage): Uint8Array {
  const at = Math.floor(hit.at * bytes.length);
  const before = bytes.subarray(0, at);
  if (hit.kind === 'cut') return before;
  if (hit.kind === 'remove') return Uint8Array.of(...before, ...bytes.subarray(at + 1));
  if (hit.kind === 'insert') return Uint8Array.of(...before, hit.byte, ...bytes.subarray(at));
  return bytes.with(Math.min(at, bytes.length - 1), hit.byte);
}

/** The bytes with a few hits. */
export function damaged(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  return fc
    .array(damage, { minLength: 1, maxLength: 6 })
    .map((hits) =>
      hits.reduce((current, hit) => (current.length === 0 ? current : apply(current, hit)), bytes),
    );
}

/** Checks that `decode` returns or throws a one-line FormatError, for `runs` damaged versions of `bytes`. */
export function survivesDamage(
  decode: (bytes: Uint8Array) => unknown,
  bytes: Uint8Array,
  runs: number,
): void {
  const property = fc.property(damaged(bytes), (hit) => {
    try {
      decode(hit);
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      if (error.message.includes('\n') || error.message.length > 500)
        throw new Error(`not one line: ${error.message}`);
    }
  });
  fc.assert(property, { numRuns: runs });
}
