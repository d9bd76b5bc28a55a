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
    constructor(module: Module, imports: Readonly<Record<string, Readonly<Record<string, Memory>>>>);
  }
}

/** Memory that functions work on, of 64 KiB. */
export type WasmMemory = WebAssembly.Memory;

export const createMemory = (): WasmMemory => new WebAssembly.Memory({ initial: 1 });

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

/** A function over numbers of 32 bits that returns one. */
export interface WasmFunction {
  readonly parameters: number;
  readonly locals: readonly ValueType[];
  readonly body: Code;
}

/** A function of the named parameters, in their order. `declare` gives it further variables, 0 at first. */
export function wasmFunction<Name extends string>(
  parameters: readonly Name[],
  write: (parameters: Readonly<Record<Name, Local>>, declare: (type: ValueType) => Local) => Code,
): WasmFunction {
  const locals: ValueType[] = [];
  const declare = (type: ValueType) => ({ index: parameters.length + locals.push(type) - 1 });
  const own = Object.fromEntries(parameters.map((name, index) => [name, { index }]));
  const body = write(own as Record<Name, Local>, declare);
  return { parameters: parameters.length, locals, body };
}

/** Functions of a module over `memory`, ready to be called. */
export function instantiate<Name extends string>(
  memory: WasmMemory,
  functions: Readonly<Record<Name, WasmFunction>>,
): Readonly<Record<Name, (...parameters: number[]) => number>> {
  const module = new WebAssembly.Module(assemble(functions));
  const { exports } = new WebAssembly.Instance(module, { host: { memory } });
  return exports as Readonly<Record<Name, (...parameters: number[]) => number>>;
}

function assemble(functions: Readonly<Record<string, WasmFunction>>): Uint8Array {
  const all = Object.values(functions);
  const i32s = (count: number) => list(Array.from({ length: count }, () => valueTypes.i32));
  const importedMemory = [text('host'), text('memory'), 2, 0, 1];
  const sections: Code = [
    section(1, list(all.map(({ parameters }) => [0x60, i32s(parameters), i32s(1)]))),
    section(2, list([importedMemory])),
    section(3, list(all.map((_, index) => unsigned(index)))),
    section(7, list(Object.keys(functions).map((name, index) => [text(name), 0, unsigned(index)]))),
    section(10, list(all.map(({ locals, body }) => sized([declarations(locals), body, END])))),
  ];
  return Uint8Array.from([0, ...ascii('asm'), 1, 0, 0, 0, ...flat(sections)]);
}

const declarations = (locals: WasmFunction['locals']): Code =>
  list(locals.map((type) => [1, valueTypes[type]]));
const section = (id: number, content: Code): Code => [id, sized(content)];
const list = (items: readonly Code[]): Code => [unsigned(items.length), items];
const ascii = (name: string) => Array.from(name, (letter) => letter.charCodeAt(0));
const text = (name: string): Code => list(ascii(name));
const flat = (code: Code): number[] => (typeof code === 'number' ? [code] : code.flatMap(flat));
const sized = (code: Code): Code => {
  const bytes = flat(code);
  return [unsigned(bytes.length), bytes];
};

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
export const i32x4Const = (...values: readonly [number, number, number, number]): Code => [
  [0xfd, 0x0c],
  ...new Uint8Array(Int32Array.from(values).buffer),
];
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
