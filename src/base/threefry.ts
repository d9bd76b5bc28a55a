// Threefry 4×32-20: a counter-based generator of 32-bit words that only adds, rotates and xors.
// Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3". In WebAssembly, four blocks side by side: JavaScript
// takes more than twice the time.

import {
  type Code,
  createMemory,
  get,
  i32Add,
  i32Const,
  i32LessThan,
  i32x4Add,
  i32x4Const,
  i32x4Or,
  i32x4ShiftLeft,
  i32x4ShiftRight,
  i32x4Shuffle,
  i32x4Splat,
  i32x4Store,
  i32x4Xor,
  instantiate,
  type Local,
  repeatWhile,
  set,
  wasmFunction,
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
/** Four blocks: what one turn of the loop makes. */
const GROUP = 16;

/** Where words are made: a chunk in front, a single block behind it; from `FREE` on it is for others. */
export const memory = createMemory();
const SINGLE = 4 * CHUNK;
export const FREE = SINGLE + 4 * GROUP;
const chunk = new Int32Array(memory.buffer, 0, CHUNK);
const single = new Int32Array(memory.buffer, SINGLE, 4);

/** Fills the memory from `start` to `end`, in groups, with the blocks of counters [c0, c1, c2, c3], [c0 + 1, ...]. */
const blocks = wasmFunction(
  ['start', 'end', 'k0', 'k1', 'k2', 'k3', 'c0', 'c1', 'c2', 'c3'],
  ({ start, end, k0, k1, k2, k3, c0, c1, c2, c3 }, declare) => {
    const [first, x0, x1, x2, x3] = [0, 1, 2, 3, 4].map(() => declare('v128')) as Five;
    const key = [0, 1, 2, 3, 4].map(() => declare('v128')) as Five;
    const splat = (word: Local) => i32x4Splat(get(word));
    const increase = (target: Local, by: Code) => set(target, i32x4Add(get(target), by));
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
    const keyOf = (word: number) => get(key[word % 5]!);
    const injection = (number: number) => [
      [x0, x1, x2, x3].map((word, index) => increase(word, keyOf(number + index))),
      increase(x3, i32x4Splat(i32Const(number))),
    ];
    const rounds = Array.from({ length: ROUNDS }, (_, number) => [
      round(number),
      number % 4 === 3 ? injection((number + 1) / 4) : [],
    ]);
    const parity = [k0, k1, k2, k3].reduce(
      (sum, word) => i32x4Xor(sum, splat(word)),
      i32x4Splat(i32Const(PARITY)),
    );
    const counters = [get(first), splat(c1), splat(c2), splat(c3)];
    return [
      [k0, k1, k2, k3].map((word, index) => set(key[index]!, splat(word))),
      set(key[4], parity),
      set(first, i32x4Add(splat(c0), i32x4Const(0, 1, 2, 3))),
      repeatWhile(
        [
          [x0, x1, x2, x3].map((word, index) => set(word, i32x4Add(counters[index]!, keyOf(index)))),
          rounds,
          transposed([x0, x1, x2, x3]).map((block, index) => i32x4Store(16 * index, get(start), block)),
          set(start, i32Add(get(start), i32Const(4 * GROUP))),
          increase(first, i32x4Splat(i32Const(4))),
        ],
        i32LessThan(get(start), get(end)),
      ),
      get(end),
    ];
  },
);

type Five = [Local, Local, Local, Local, Local];

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

const make = instantiate(memory, { blocks }).blocks;

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
    make(0, 4 * count, ...key, first + start / 4, ...rest);
    use(start, count);
  }
}

/** The block of one counter; valid until the next is made. */
export function blockAt(key: FourWords, counter: FourWords): Int32Array {
  const [k0, k1, k2, k3] = key;
  const [c0, c1, c2, c3] = counter;
  make(SINGLE, SINGLE + 16, k0, k1, k2, k3, c0, c1, c2, c3);
  return single;
}

/** Fills `words` with the blocks of counters [first, ...rest], [first + 1, ...rest], ...: four words each.
 *  A last, partial block gives its leading words, so a short fill is the prefix of a long one. */
export function fillWords(words: Int32Array, key: FourWords, counter: FourWords): void {
  forChunks(words.length, key, counter, (start, count) => words.set(chunk.subarray(0, count), start));
}
