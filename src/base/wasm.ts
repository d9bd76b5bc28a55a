// Assembles small WebAssembly modules: loops over one memory with the processor's vector instructions, which
// JavaScript has not. An instruction is written as an expression, over the instructions of its operands.
// Opcodes and sections are those of the WebAssembly Core Specification 2.0, Binary Format.

declare namespace WebAssembly {
  class Memory {
    readonly buffer: ArrayBuffer;
    constructor(size: { initial: number });
  }
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    readonly exports: unknown;
    constructor(module: Module, imports: Readonly<Record<string, Readonly<Record<string, WasmMemory>>>>);
  }
}

/** Memory that functions work on. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

/** Memory of WebAssembly, or plain memory where the platform gives it none: V8 reserves 10 GB of addresses around it,
 *  more than a limit (`ulimit -v`) may allow.
 *  @param pages  of 64 KiB */
export function createMemory(pages: number): WasmMemory {
  try {
    return new WebAssembly.Memory({ initial: pages });
  } catch {
    return { buffer: new ArrayBuffer(pages * 2 ** 16) };
  }
}

/** Machine code: bytes, nested as the expressions are. */
export type Code = number | readonly Code[];

const valueTypes = { i32: 0x7f, v128: 0x7b } as const;
const NO_RESULT = 0x40;
const END = 0x0b;

/** A variable of a function. */
export interface Local {
  readonly index: number;
}

type ValueType = keyof typeof valueTypes;

type NumberFunction = (...parameters: number[]) => number;
type Write = (declare: (type: ValueType) => Local, ...parameters: Local[]) => Code;

/** The function, of numbers of 32 bits and with one as its result, whose code `write` gives; it has as many parameters
 *  as `write` has after the first, `declare`, which gives it variables besides: 0 at first. */
export function wasmFunction(memory: WasmMemory, write: Write): NumberFunction {
  const parameters = Array.from({ length: write.length - 1 }, (_, index) => ({ index }));
  const variables: Code[] = [];
  const declare = (type: ValueType) => ({
    index: parameters.length + variables.push([1, valueTypes[type]]) - 1,
  });
  const body = write(declare, ...parameters);
  const i32s = parameters.map(() => valueTypes.i32);
  const module = new WebAssembly.Module(
    Uint8Array.from([
      ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      ...section(1, [0x60, list(i32s), 1, valueTypes.i32]),
      ...section(2, [NAMELESS, NAMELESS, 2, 0, 1]),
      ...section(3, 0),
      ...section(7, [NAMELESS, 0, 0]),
      ...section(10, sized([list(variables), body, END])),
    ]),
  );
  const { exports } = new WebAssembly.Instance(module, { '': { '': memory } });
  return (exports as { '': (...parameters: number[]) => number })[''];
}

/** The function, or `script`, which does the same, where the platform has no WebAssembly, no vectors, or no memory for
 *  it. */
export function wasmOr(script: NumberFunction, memory: WasmMemory, write: Write): NumberFunction {
  try {
    return wasmFunction(memory, write);
  } catch {
    return script;
  }
}

/** The one memory and the one function of a module need no names. */
const NAMELESS = 0;

/** A section of one entry. */
const section = (id: number, entry: Code): number[] => flat([id, sized([1, entry])]);
const list = (items: readonly Code[]): Code => [unsigned(items.length), items];
const flat = (code: Code): number[] => (typeof code === 'number' ? [code] : code.flatMap(flat));
function sized(code: Code): Code {
  const bytes = flat(code);
  return [unsigned(bytes.length), bytes];
}

/** LEB128. */
function unsigned(value: number): Code {
  return value < 0x80 ? value : [(value & 0x7f) | 0x80, unsigned(value >>> 7)];
}

/** LEB128 of a number of 32 bits. */
function signed(value: number): Code {
  const isLast = value >= -0x40 && value < 0x40;
  return isLast ? value & 0x7f : [(value & 0x7f) | 0x80, signed(value >> 7)];
}

const operation =
  (...opcode: readonly number[]) =>
  (...operands: readonly Code[]): Code => [operands, opcode];
const vector =
  (opcode: number) =>
  (...operands: readonly Code[]): Code => [operands, 0xfd, unsigned(opcode)];

/** A load or store, at an address and an offset from it. */
const access =
  (opcode: Code, alignment: number) =>
  (offset: number, ...operands: readonly Code[]): Code => [operands, opcode, alignment, unsigned(offset)];

export const get = (local: Local): Code => [0x20, unsigned(local.index)];
export const set = (local: Local, value: Code): Code => [value, 0x21, unsigned(local.index)];
/** The body, and again as long as the condition holds after it. */
export const repeatWhile = (body: Code, condition: Code): Code => [
  [0x03, NO_RESULT, body],
  [condition, 0x0d, 0, END],
];
export const ifElse = (condition: Code, then: Code, otherwise: Code): Code => [
  [condition, 0x04, NO_RESULT, then],
  [0x05, otherwise, END],
];

export const i32Const = (value: number): Code => [0x41, signed(value | 0)];
export const i32Load = access(0x28, 2);
export const i32Store = access(0x36, 2);
export const i32LessThan = operation(0x48);
export const i32Add = operation(0x6a);
export const i32And = operation(0x71);
export const i32Xor = operation(0x73);
export const i32ShiftLeft = operation(0x74);
/** Keeps the sign. */
export const i32ShiftRight = operation(0x75);

export const f64Const = (value: number): Code => [0x44, ...new Uint8Array(Float64Array.of(value).buffer)];
export const f64Load = access(0x2b, 3);
export const f64Add = operation(0xa0);
export const f64Multiply = operation(0xa2);
export const f64FromI32 = operation(0xb7);
export const f32FromF64 = operation(0xb6);
export const f32Store = access(0x38, 2);

/** Vectors of four numbers of 32 bits. */
export const i32x4Load = access([0xfd, 0x00], 4);
export const i32x4Store = access([0xfd, 0x0b], 4);
export const i32x4Splat = vector(0x11);
export const i32x4Or = vector(0x50);
export const i32x4Xor = vector(0x51);
export const i32x4ShiftLeft = vector(0xab);
/** Fills with zeros. */
export const i32x4ShiftRight = vector(0xad);
export const i32x4Add = vector(0xae);
/** Four of the numbers of a (0 to 3) and b (4 to 7). */
export const i32x4Shuffle = (a: Code, b: Code, numbers: readonly [number, number, number, number]): Code => [
  [a, b, 0xfd, 0x0d],
  numbers.flatMap((number) => [0, 1, 2, 3].map((byte) => 4 * number + byte)),
];
