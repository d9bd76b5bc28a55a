// The ziggurat of Marsaglia & Tsang 2000, "The ziggurat method for generating random variables", with 128 layers,
// for the standard normal density f(x) = exp(−x²/2). One 32-bit word settles 97.4 % of the numbers.
// All of it, tables too, is + − × ÷ √ on float64: Math.log and Math.exp may differ between engines.

import { blockAt, CHUNK, type FourWords, FREE, forChunks, LIST, listed, memory } from './threefry.ts';
import {
  f32FromF64,
  f32Store,
  f64Add,
  f64Const,
  f64FromI32,
  f64Load,
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
  i32Xor,
  ifElse,
  repeatWhile,
  set,
  wasmOr,
} from './wasm.ts';

const layers = 128;
/** Where the tail starts (x₁), the area of every layer, and f(x₁); found with 40 digits in mpmath. */
const tailStart = 3.442619855896652;
const layerArea = 0.00991256303533646;
const tailDensity = 0.0026696290839025036;
/** Positions within a layer: 2²⁴ on either side of 0. */
const positions = 2 ** 24;

/** Addresses of the tables in the memory. */
const STEPS = FREE;
const LIMITS = STEPS + 8 * layers;
/** Half-width of a layer, per position; the bottom one is as wide as its area, tail included, demands. */
const steps = new Float64Array(memory.buffer, STEPS, layers);
/** Positions below it lie under the density whatever their height. */
const limits = new Int32Array(memory.buffer, LIMITS, layers);
/** f(x₁) … f(x₁₂₇), 1: the lower density of each layer; the first entry is unused. */
const densities = new Float64Array(layers + 1);
buildTables();

/** From xᵢ and f(xᵢ) to the next layer: f(xᵢ₊₁) = f(xᵢ) + area / xᵢ, xᵢ₊₁ = √(−2 ln f(xᵢ₊₁)), until f = 1 and x = 0. */
function buildTables(): void {
  const edges = new Float64Array(layers + 1);
  edges[0] = layerArea / tailDensity;
  for (let layer = 1; layer < layers; layer++) {
    densities[layer] = layer === 1 ? tailDensity : densities[layer - 1]! + layerArea / edges[layer - 1]!;
    edges[layer] = layer === 1 ? tailStart : Math.sqrt(-2 * naturalLog(densities[layer]!));
  }
  densities[layers] = 1;
  for (let layer = 0; layer < layers; layer++) {
    steps[layer] = edges[layer]! / positions;
    limits[layer] = (positions * edges[layer + 1]!) / edges[layer]!;
  }
}

const numbers = new Float32Array(memory.buffer, 0, CHUNK);
const words = new Int32Array(memory.buffer, 0, CHUNK);
const unsettled = new Int32Array(memory.buffer, LIST, CHUNK);

/** Turns the words in front of the memory, up to `end`, into their numbers where they settle them, and lists the places
 *  of the others; returns the list's end. The low 7 bits of a word choose the layer, the high 25 a signed position in
 *  it, whose centre is the number: so numbers are symmetric about 0. */
const settle = wasmOr(settleByScript, memory, (declare, end) => {
  const [address, list] = [declare('i32'), declare('i32')];
  const [word, layer, position] = [declare('i32'), declare('i32'), declare('i32')];
  const magnitude = i32Xor(get(position), i32ShiftRight(get(position), i32Const(31)));
  const limit = i32Load(LIMITS, i32ShiftLeft(get(layer), i32Const(2)));
  const step = f64Load(STEPS, i32ShiftLeft(get(layer), i32Const(3)));
  const number = f64Multiply(f64Add(f64FromI32(get(position)), f64Const(0.5)), step);
  return [
    set(list, i32Const(LIST)),
    repeatWhile(
      [
        set(word, i32Load(0, get(address))),
        set(layer, i32And(get(word), i32Const(layers - 1))),
        set(position, i32ShiftRight(get(word), i32Const(7))),
        ifElse(i32LessThan(magnitude, limit), f32Store(0, get(address), f32FromF64(number)), [
          i32Store(0, get(list), i32ShiftRight(get(address), i32Const(2))),
          set(list, i32Add(get(list), i32Const(4))),
        ]),
        set(address, i32Add(get(address), i32Const(4))),
      ],
      i32LessThan(get(address), get(end)),
    ),
    get(list),
  ];
});

/** What `settle` does. */
function settleByScript(end: number): number {
  let count = 0;
  for (let place = 0; place < end / 4; place++) {
    const word = words[place]!;
    if (isInside(word)) numbers[place] = numberAt(word);
    else unsettled[count++] = place;
  }
  return LIST + 4 * count;
}

/** Fills `out` with standard normal numbers, from a word each, those of counters [0, domain, 0, last] and on. The few
 *  that need more take them from the blocks of counters [position, retryDomain, attempt, last]. */
export function fillNormals(
  out: Float32Array,
  key: FourWords,
  {
    domain,
    retryDomain,
    last,
  }: { readonly domain: number; readonly retryDomain: number; readonly last: number },
): void {
  forChunks(out.length, key, [0, domain, 0, last], (start, count) => {
    const places = (settle(4 * count) - LIST) / 4;
    const first = listed(places, key, [start, retryDomain, 0, last]);
    const retries = { key, domain: retryDomain, last, first };
    for (let entry = 0; entry < places; entry++) {
      const place = unsettled[entry]!;
      numbers[place] = resolve(words[place]!, start + place, entry, retries);
    }
    out.set(numbers.subarray(0, count), start);
  });
}

/** What `settle` asks of a word. */
function isInside(word: number): boolean {
  const position = word >> 7; // −2²⁴ … 2²⁴ − 1
  return (position ^ (position >> 31)) < limits[word & 127]!;
}

/** What `settle` makes of a word. */
function numberAt(word: number): number {
  return ((word >> 7) + 0.5) * steps[word & 127]!;
}

/** Where further words come from. */
interface Retries {
  readonly key: FourWords;
  readonly domain: number;
  readonly last: number;
  /** Blocks of attempt 0, one after the other. */
  readonly first: Int32Array;
}

/** Accepts under the curve, draws again above it: by height in a layer, by Marsaglia's method in the tail.
 *  @param entry  its block of attempt 0 */
function resolve(
  unsettled: number,
  index: number,
  entry: number,
  { key, domain, last, first }: Retries,
): number {
  let word = unsettled;
  let [block, at] = [first, 4 * entry];
  for (let attempt = 0; ; attempt++) {
    if (attempt > 0) [block, at] = [blockAt(key, [index, domain, attempt, last]), 0];
    const layer = word & 127;
    if (layer === 0) {
      const beyond = -naturalLog(openUniform(block[at]!)) / tailStart;
      if (-2 * naturalLog(openUniform(block[at + 1]!)) > beyond * beyond) {
        return word < 0 ? -tailStart - beyond : tailStart + beyond;
      }
      continue; // the tail again, same side
    }
    const bottom = densities[layer]!;
    const height = bottom + openUniform(block[at]!) * (densities[layer + 1]! - bottom);
    const x = numberAt(word);
    if (-2 * naturalLog(height) > x * x) return x; // height < f(x)
    word = block[at + 2]!;
    if (isInside(word)) return numberAt(word);
  }
}

/** Uniform in (0, 1), never an end. */
function openUniform(word: number): number {
  return ((word >>> 0) + 0.5) / 2 ** 32;
}

/** ln u for u in (0, 1], to 1e-15 or so: u = 2⁻ᵉ m with m in [√½, √2), ln m = 2 artanh((m − 1)/(m + 1)) as a series. */
export function naturalLog(u: number): number {
  let mantissa = u;
  let halvings = 0;
  for (; mantissa < Math.SQRT1_2; halvings++) mantissa *= 2;
  const s = (mantissa - 1) / (mantissa + 1); // |s| < 0.172
  const square = s * s;
  let series = 0;
  for (let odd = 21; odd >= 1; odd -= 2) series = series * square + 1 / odd;
  return 2 * s * series - halvings * Math.LN2;
}
