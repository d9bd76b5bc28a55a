// Threefry 4×32-20: a counter-based generator of 32-bit words that only adds, rotates and xors.
// Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3". In WebAssembly, four blocks side by side: JavaScript
// takes far more time, and is for where there is none.

import {
  type Code,
  createMemory,
  get,
  i32Add,
  i32Const,
  i32LessThan,
  i32x4Add,
  i32x4Load,
  i32x4Or,
  i32x4ShiftLeft,
  i32x4ShiftRight,
  i32x4Shuffle,
  i32x4Splat,
  i32x4Store,
  i32x4Xor,
  type Local,
  repeatWhile,
  set,
  wasmOr,
} from './wasm.ts';

/** Four 32-bit words. */
export type FourWords = readonly [number, number, number, number];

/** Bits by which a round rotates x₁ and x₃, in even rounds; in odd ones x₃ and x₁. */
const rotations = [
  [10, 26],
  [11, 21],
  [13, 27],
  [23, 5],
  [6, 20],
  [17, 11],
  [25, 10],
  [18, 20],
] as const;
const ROUNDS = 20;
/** The fifth word of a key is the others xored with it. */
const PARITY = 0x1bd11bda;

/** Words that are made at a time: few enough to stay in the first-level cache. */
export const CHUNK = 4096;

// The memory: a chunk of words; block numbers 0, 1, 2, ... for it; a list of other block numbers, with room to round it
// up, and their blocks; a block alone. What lies from `FREE` on is for others.
const NUMBERS = 4 * CHUNK;
export const LIST = NUMBERS + CHUNK;
const LISTED = LIST + 4 * CHUNK + 16;
const LAST = LISTED + 16 * CHUNK + 64;
export const FREE = LAST + 64;
export const memory = createMemory(2);
const chunk = new Int32Array(memory.buffer, 0, CHUNK);
new Int32Array(memory.buffer, NUMBERS, CHUNK / 4).forEach((_, index, numbers) => {
  numbers[index] = index;
});
const listedBlocks = new Int32Array(memory.buffer, LISTED, 4 * CHUNK);
const lastBlock = new Int32Array(memory.buffer, LAST, 4);

/** From `target` on, the blocks of counters [c0 + n, c1, c2, c3] for the numbers n from `list` to `end`, four by four. */
const make = wasmOr(makeByScript, memory, (declare, list, end, target, k0, k1, k2, k3, c0, c1, c2, c3) => {
  const [x0, x1, x2] = [declare('v128'), declare('v128'), declare('v128')];
  const [x3, k4] = [declare('v128'), declare('v128')];
  const splat = (word: Local) => i32x4Splat(get(word));
  const increase = (word: Local, by: Code) => set(word, i32x4Add(get(word), by));
  const mix = (a: Local, b: Local, bits: number) => [
    increase(a, get(b)),
    set(b, i32x4Xor(rotated(get(b), bits), get(a))),
  ];
  const round = (number: number) => {
    const [left, right] = rotations[number % 8]!;
    return number % 2 === 0
      ? [mix(x0, x1, left), mix(x2, x3, right)]
      : [mix(x0, x3, left), mix(x2, x1, right)];
  };
  const key = [splat(k0), splat(k1), splat(k2), splat(k3), get(k4)];
  const injection = (number: number) => [
    [x0, x1, x2, x3].map((word, index) => increase(word, key[(number + index) % 5]!)),
    increase(x3, i32x4Splat(i32Const(number))),
  ];
  const rounds = Array.from({ length: ROUNDS }, (_, number) => [
    round(number),
    number % 4 === 3 ? injection((number + 1) / 4) : [],
  ]);
  const counters = [i32x4Add(i32x4Load(0, get(list)), splat(c0)), splat(c1), splat(c2), splat(c3)];
  return [
    set(
      k4,
      key.slice(0, 4).reduce((sum, word) => i32x4Xor(sum, word), i32x4Splat(i32Const(PARITY))),
    ),
    repeatWhile(
      [
        [x0, x1, x2, x3].map((word, index) => set(word, i32x4Add(counters[index]!, key[index]!))),
        rounds,
        transposed([x0, x1, x2, x3]).map((block, index) => i32x4Store(16 * index, get(target), block)),
        set(list, i32Add(get(list), i32Const(16))),
        set(target, i32Add(get(target), i32Const(64))),
      ],
      i32LessThan(get(list), get(end)),
    ),
    get(target),
  ];
});

/** What `make` does. */
function makeByScript(...parameters: number[]): number {
  const [list, end, start, k0, k1, k2, k3, ...counter] = parameters as [number, number, number, ...FourWords];
  const key = [k0!, k1!, k2!, k3!, PARITY ^ k0! ^ k1! ^ k2! ^ k3!];
  const all = new Int32Array(memory.buffer);
  const block = new Int32Array(4);
  const mix = (a: number, b: number, bits: number) => {
    block[a]! += block[b]!;
    block[b] = ((block[b]! << bits) | (block[b]! >>> (32 - bits))) ^ block[a]!;
  };
  let target = start / 4;
  for (let place = list / 4; place < end / 4; place++, target += 4) {
    counter.forEach((word, index) => {
      block[index] = word + key[index]!;
    });
    block[0]! += all[place]!;
    for (let number = 0; number < ROUNDS; number++) {
      const [left, right] = rotations[number % 8]!;
      mix(0, number % 2 === 0 ? 1 : 3, left);
      mix(2, number % 2 === 0 ? 3 : 1, right);
      if (number % 4 < 3) continue;
      const injection = (number + 1) / 4;
      for (let index = 0; index < 4; index++) block[index]! += key[(injection + index) % 5]!;
      block[3]! += injection;
    }
    all.set(block, target);
  }
  return 4 * target;
}

function rotated(words: Code, bits: number): Code {
  const [left, right] = [i32Const(bits), i32Const(32 - bits)];
  return i32x4Or(i32x4ShiftLeft(words, left), i32x4ShiftRight(words, right));
}

/** Four blocks, from vectors of their first, second, third and fourth words. */
function transposed([x0, x1, x2, x3]: readonly [Local, Local, Local, Local]): Code[] {
  const halves = [
    [0, 4, 1, 5],
    [2, 6, 3, 7],
  ] as const;
  return halves.flatMap((half) => {
    const left = i32x4Shuffle(get(x0), get(x1), half);
    const right = i32x4Shuffle(get(x2), get(x3), half);
    return [i32x4Shuffle(left, right, [0, 1, 4, 5]), i32x4Shuffle(left, right, [2, 3, 6, 7])];
  });
}

/** Makes words chunk by chunk, those of the blocks of counters [first, ...rest], [first + 1, ...rest], and so on.
 *  @param use  reads `count` words in front of `memory`, the first of them the `start`-th of all */
export function forChunks(
  length: number,
  key: FourWords,
  [first, ...rest]: FourWords,
  use: (start: number, count: number) => void,
): void {
  for (let start = 0; start < length; start += CHUNK) {
    const count = Math.min(CHUNK, length - start);
    make(NUMBERS, NUMBERS + count, 0, ...key, first + start / 4, ...rest);
    use(start, count);
  }
}

/** The blocks of counters [first + n, ...rest], one after the other, for the first `count` numbers n at `LIST`; valid
 *  until others are made. */
export function listed(count: number, key: FourWords, counter: FourWords): Int32Array {
  make(LIST, LIST + 4 * count, LISTED, ...key, ...counter);
  return listedBlocks;
}

/** The block of one counter; valid until others are made. */
export function blockAt(key: FourWords, counter: FourWords): Int32Array {
  make(NUMBERS, NUMBERS + 4, LAST, ...key, ...counter);
  return lastBlock;
}

/** Fills `words` with the blocks of counters [first, ...rest], [first + 1, ...rest], ...: four words each.
 *  A last, partial block gives its leading words, so a short fill is the prefix of a long one. */
export function fillWords(words: Int32Array, key: FourWords, counter: FourWords): void {
  forChunks(words.length, key, counter, (start, count) => words.set(chunk.subarray(0, count), start));
}
