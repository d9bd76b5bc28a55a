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
  i32x4Const,
  i32x4Shuffle,
  i32x4Splat,
  i32x4Store,
  ifElse,
  instantiate,
  repeatWhile,
  set,
  wasmFunction,
} from '../../src/base/wasm.ts';

const memory = createMemory();

it.each([0, 1, -1, 63, 64, -64, -65, 127, 128, 8191, 8192, 2 ** 31 - 1, -(2 ** 31), 0xffffffff])(
  'encodes the constant %i',
  (value) => {
    const { constant } = instantiate(memory, { constant: wasmFunction([], () => i32Const(value)) });
    expect(constant()).toBe(value | 0);
  },
);

it('calls several functions of a module, with loops, conditions and variables', () => {
  const functions = instantiate(memory, {
    sumBelow: wasmFunction(['end'], ({ end }, declare) => {
      const [number, sum] = [declare('i32'), declare('i32')];
      return [
        repeatWhile(
          [set(sum, i32Add(get(sum), get(number))), set(number, i32Add(get(number), i32Const(1)))],
          i32LessThan(get(number), get(end)),
        ),
        get(sum),
      ];
    }),
    larger: wasmFunction(['a', 'b'], ({ a, b }, declare) => {
      const result = declare('i32');
      return [ifElse(i32LessThan(get(a), get(b)), set(result, get(b)), set(result, get(a))), get(result)];
    }),
    bits: wasmFunction(['x'], ({ x }) =>
      i32And(i32ShiftRight(i32ShiftLeft(get(x), i32Const(4)), i32Const(8)), i32Const(-16)),
    ),
  });
  expect(functions.sumBelow(1000)).toBe(499_500);
  expect([functions.larger(-2, 1), functions.larger(7, 7), functions.larger(3, -9)]).toEqual([1, 7, 3]);
  const x = 0x0987_6543;
  expect(functions.bits(x)).toBe(((x << 4) >> 8) & -16);
});

it('reads and writes memory, whole numbers, floats and vectors', () => {
  const functions = instantiate(memory, {
    copy: wasmFunction(['from', 'to'], ({ from, to }) => [
      i32Store(300, get(to), i32Load(4, get(from))),
      f32Store(304, get(to), f32FromF64(f64Multiply(f64FromI32(i32Load(4, get(from))), f64Const(0.1)))),
      i32x4Store(
        320,
        get(to),
        i32x4Add(i32x4Const(1, -2, 3, 2 ** 31 - 1), i32x4Splat(i32Load(4, get(from)))),
      ),
      i32x4Store(336, get(to), i32x4Shuffle(i32x4Const(0, 1, 2, 3), i32x4Const(4, 5, 6, 7), [6, 1, 4, 3])),
      get(to),
    ]),
  });
  const words = new Int32Array(memory.buffer);
  words[3] = 7;
  expect(functions.copy(8, 1024)).toBe(1024);
  expect(words[(1024 + 300) / 4]).toBe(7);
  expect(new Float32Array(memory.buffer)[(1024 + 304) / 4]).toBe(Math.fround(7 * 0.1));
  expect([...words.subarray((1024 + 320) / 4, (1024 + 352) / 4)]).toEqual([
    ...[8, 5, 10, -(2 ** 31) + 6],
    ...[6, 1, 4, 3],
  ]);
});
