import { expect, it } from 'vitest';
import {
  createMemory,
  f32FromF64,
  f32Store,
  f64Const,
  f64FromI32,
  f64Multiply,
  get,
  i32Add,
  i32And,
  i32Const,
  i32LessThan,
  i32Load,
  i32ShiftLeft,
  i32ShiftRight,
  i32Store,
  i32x4Add,
  i32x4Load,
  i32x4Shuffle,
  i32x4Splat,
  i32x4Store,
  ifElse,
  repeatWhile,
  set,
  wasmFunction,
} from '../../src/base/wasm.ts';

const memory = createMemory(1);

it.each([0, 1, -1, 63, 64, -64, -65, 127, 128, 8191, 8192, 2 ** 31 - 1, -(2 ** 31), 0xffffffff])(
  'encodes the constant %i',
  (value) => {
    const constant = wasmFunction(memory, (_) => i32Const(value));
    expect(constant()).toBe(value | 0);
  },
);

it('repeats, with variables', () => {
  const sumBelow = wasmFunction(memory, (declare, end) => {
    const [number, sum] = [declare('i32'), declare('i32')];
    return [
      repeatWhile(
        [set(sum, i32Add(get(sum), get(number))), set(number, i32Add(get(number), i32Const(1)))],
        i32LessThan(get(number), get(end)),
      ),
      get(sum),
    ];
  });
  expect(sumBelow(1000)).toBe(499_500);
});

it('takes one of two ways', () => {
  const larger = wasmFunction(memory, (declare, a, b) => {
    const result = declare('i32');
    return [ifElse(i32LessThan(get(a), get(b)), set(result, get(b)), set(result, get(a))), get(result)];
  });
  expect([larger(-2, 1), larger(7, 7), larger(3, -9)]).toEqual([1, 7, 3]);
});

it('shifts and masks bits', () => {
  const bits = wasmFunction(memory, (_, x) =>
    i32And(i32ShiftRight(i32ShiftLeft(get(x), i32Const(4)), i32Const(8)), i32Const(-16)),
  );
  const x = 0x0987_6543;
  expect(bits(x)).toBe(((x << 4) >> 8) & -16);
});

it('reads and writes memory, whole numbers, floats and vectors', () => {
  const copy = wasmFunction(memory, (_, from, to) => [
    i32Store(300, get(to), i32Load(4, get(from))),
    f32Store(304, get(to), f32FromF64(f64Multiply(f64FromI32(i32Load(4, get(from))), f64Const(0.1)))),
    i32x4Store(320, get(to), i32x4Add(i32x4Load(4, get(from)), i32x4Splat(i32Load(4, get(from))))),
    i32x4Store(336, get(to), i32x4Shuffle(i32x4Load(4, get(from)), i32x4Load(20, get(from)), [6, 1, 4, 3])),
    get(to),
  ]);
  const words = new Int32Array(memory.buffer);
  words.set([7, -2, 3, 2 ** 31 - 1, 4, 5, 6, 8], 3);
  expect(copy(8, 1024)).toBe(1024);
  expect(words[(1024 + 300) / 4]).toBe(7);
  expect(new Float32Array(memory.buffer)[(1024 + 304) / 4]).toBe(Math.fround(7 * 0.1));
  expect([...words.subarray((1024 + 320) / 4, (1024 + 352) / 4)]).toEqual([
    ...[14, 5, 10, -(2 ** 31) + 6],
    ...[6, -2, 4, 2 ** 31 - 1],
  ]);
});
