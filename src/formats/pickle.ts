// Pickles of dictionaries, lists, texts, numbers and arrays of bytes, as CIFAR comes in. Nothing in them is run: what
// other pickles would call is refused by name. Pure; imports base only.
// https://docs.python.org/3/library/pickletools.html, protocols 2 to 5

import { FormatError } from '../base/errors.ts';

/** What a pickle may hold here. Texts of Python 2 are bytes. */
export type Pickled =
  | number
  | boolean
  | null
  | string
  | Uint8Array
  | readonly Pickled[]
  | ReadonlyMap<Pickled, Pickled>
  | PickledArray;

/** An array of bytes. */
export interface PickledArray {
  readonly shape: readonly number[];
  /** uint8[...shape] */
  readonly bytes: Uint8Array;
}

/** Something of Python's that a pickle names: only what arrays of bytes are made of. */
interface Named {
  readonly named: string;
  readonly given?: readonly Value[];
  state?: Value;
}

type Value = Pickled | Named | Mark | Value[] | Map<Value, Value>;

interface Mark {
  readonly isMark: true;
}

const known = new Set([
  'numpy.core.multiarray._reconstruct',
  'numpy._core.multiarray._reconstruct',
  'numpy.ndarray',
  'numpy.dtype',
  '_codecs.encode',
]);

/** The value in a pickle.
 *  @throws FormatError if it is cut off, or holds anything else */
export function decodePickle(bytes: Uint8Array): Pickled {
  const machine = createMachine(bytes);
  for (;;) {
    const code = machine.byte();
    if (code === stop) return plain(machine.pop());
    const step = steps.get(code);
    if (step === undefined)
      throw new FormatError(`pickle: expected plain data, got opcode ${code}`, { help });
    step(machine);
  }
}

const help = 'only dictionaries, lists, texts, numbers and arrays of bytes are read; nothing is run';

const stop = 0x2e;

/** The stack and the notes of a pickle that is being read. */
function createMachine(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stack: Value[] = [];
  const memo = new Map<number, Value>();
  let at = 0;
  const take = (length: number): Uint8Array => {
    if (length < 0 || at + length > bytes.length) {
      throw new FormatError(`pickle: ${length} bytes at ${at} are missing, got ${bytes.length} in all`, {
        help: 'if it was cut off on its way, fetch it again',
      });
    }
    at += length;
    return bytes.subarray(at - length, at);
  };
  const number = (length: number, read: (position: number) => number) => {
    take(length);
    return read(at - length);
  };
  const pop = (): Value => {
    if (stack.length === 0) throw new FormatError('pickle: expected a value on its stack, got none');
    return stack.pop()!;
  };
  return {
    take,
    pop,
    push: (value: Value) => void stack.push(value),
    peek: () => stack.at(-1)!,
    byte: () => number(1, (p) => view.getUint8(p)),
    short: () => number(2, (p) => view.getUint16(p, true)),
    int: () => number(4, (p) => view.getInt32(p, true)),
    size: () => number(4, (p) => view.getUint32(p, true)),
    long: () => number(8, (p) => Number(view.getBigUint64(p, true))),
    line() {
      const end = bytes.indexOf(10, at);
      const text = decodeText(take((end < 0 ? bytes.length : end) - at));
      take(1);
      return text;
    },
    /** What was pushed since the last mark. */
    popMark() {
      const items: Value[] = [];
      for (let value = pop(); !isMark(value); value = pop()) items.push(value);
      return items.reverse();
    },
    keep: (index = memo.size) => void memo.set(index, stack.at(-1)!),
    recall: (index: number) => {
      if (!memo.has(index))
        throw new FormatError(`pickle: expected a value that was kept, got number ${index}`);
      stack.push(memo.get(index)!);
    },
  };
}

type Machine = ReturnType<typeof createMachine>;
type Step = (machine: Machine) => void;

const isMark = (value: Value): value is Mark =>
  typeof value === 'object' && value !== null && 'isMark' in value;
const isNamed = (value: Value): value is Named =>
  typeof value === 'object' && value !== null && 'named' in value;

const decodeText = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function named(module: string, name: string): Named {
  const whole = `${module}.${name}`;
  if (known.has(whole)) return { named: whole };
  throw new FormatError(`pickle: expected plain data, got ${whole}`, { help });
}

function setItems(machine: Machine, items: readonly Value[]): void {
  const dictionary = machine.peek();
  if (!(dictionary instanceof Map)) throw new FormatError('pickle: expected a dictionary, got another value');
  for (let index = 0; index + 1 < items.length; index += 2)
    dictionary.set(keyOf(items[index]!), items[index + 1]!);
}

/** Texts of Python 2, which are bytes, as keys of dictionaries. */
const keyOf = (key: Value): Value => (key instanceof Uint8Array ? decodeText(key) : key);

function append(machine: Machine, items: readonly Value[]): void {
  const list = machine.peek();
  if (!Array.isArray(list)) throw new FormatError('pickle: expected a list, got another value');
  for (const item of items) list.push(item);
}

function reduce(machine: Machine): void {
  const given = machine.pop();
  const what = machine.pop();
  if (!isNamed(what) || !Array.isArray(given)) {
    throw new FormatError('pickle: expected an array of bytes, got another call', { help });
  }
  // Python 3 writes bytes for protocol 2 as the call of an encoder, which is known by its result
  if (what.named === '_codecs.encode') machine.push(latin1(given[0]!));
  else machine.push({ named: what.named, given });
}

function latin1(text: Value): Uint8Array {
  if (typeof text !== 'string') throw new FormatError('pickle: expected a text to encode, got another value');
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function build(machine: Machine): void {
  const state = machine.pop();
  const value = machine.peek();
  if (!isNamed(value))
    throw new FormatError('pickle: expected an array of bytes, got another object', { help });
  value.state = state;
}

function tuple(machine: Machine, length: number): void {
  const items = Array.from({ length }, () => machine.pop()).reverse();
  machine.push(items);
}

/** What each opcode does. */
const steps: ReadonlyMap<number, Step> = new Map<number, Step>([
  [0x80, (m) => void m.byte()], // PROTO
  [0x95, (m) => void m.take(8)], // FRAME
  [0x28, (m) => m.push({ isMark: true })], // MARK
  [0x7d, (m) => m.push(new Map())], // EMPTY_DICT
  [0x5d, (m) => m.push([])], // EMPTY_LIST
  [0x29, (m) => m.push([])], // EMPTY_TUPLE
  [0x4e, (m) => m.push(null)], // NONE
  [0x88, (m) => m.push(true)], // NEWTRUE
  [0x89, (m) => m.push(false)], // NEWFALSE
  [0x4b, (m) => m.push(m.byte())], // BININT1
  [0x4d, (m) => m.push(m.short())], // BININT2
  [0x4a, (m) => m.push(m.int())], // BININT
  [0x55, (m) => m.push(m.take(m.byte()))], // SHORT_BINSTRING
  [0x54, (m) => m.push(m.take(m.int()))], // BINSTRING
  [0x43, (m) => m.push(m.take(m.byte()))], // SHORT_BINBYTES
  [0x42, (m) => m.push(m.take(m.size()))], // BINBYTES
  [0x8e, (m) => m.push(m.take(m.long()))], // BINBYTES8
  [0x8c, (m) => m.push(decodeText(m.take(m.byte())))], // SHORT_BINUNICODE
  [0x58, (m) => m.push(decodeText(m.take(m.size())))], // BINUNICODE
  [0x71, (m) => m.keep(m.byte())], // BINPUT
  [0x72, (m) => m.keep(m.size())], // LONG_BINPUT
  [0x94, (m) => m.keep()], // MEMOIZE
  [0x68, (m) => m.recall(m.byte())], // BINGET
  [0x6a, (m) => m.recall(m.size())], // LONG_BINGET
  [0x85, (m) => tuple(m, 1)],
  [0x86, (m) => tuple(m, 2)],
  [0x87, (m) => tuple(m, 3)],
  [0x74, (m) => m.push(m.popMark())], // TUPLE
  [0x6c, (m) => m.push(m.popMark())], // LIST
  [0x61, (m) => append(m, [m.pop()])], // APPEND
  [0x65, (m) => append(m, m.popMark())], // APPENDS
  [0x73, (m) => setItems(m, [m.pop(), m.pop()].reverse())], // SETITEM
  [0x75, (m) => setItems(m, m.popMark())], // SETITEMS
  [0x63, (m) => m.push(named(m.line(), m.line()))], // GLOBAL
  [0x93, stackGlobal],
  [0x52, reduce],
  [0x62, build],
]);

function stackGlobal(machine: Machine): void {
  const name = machine.pop();
  const module = machine.pop();
  machine.push(named(String(module), String(name)));
}

/** Values lie no deeper in what is read here. */
const deepest = 16;

/** What is left once arrays are told from how they were to be made: each value once, however often it is named. */
function plain(value: Value, depth = 0, done = new Map<Value, Pickled>()): Pickled {
  const ready = done.get(value);
  if (ready !== undefined) return ready;
  if (depth > deepest)
    throw new FormatError(`pickle: expected at most ${deepest} values in one another, got more`);
  const made = plainOf(value, (inner) => plain(inner, depth + 1, done));
  if (typeof value === 'object') done.set(value, made);
  return made;
}

function plainOf(value: Value, within: (inner: Value) => Pickled): Pickled {
  if (value instanceof Map) return new Map([...value].map(([key, inner]) => [within(key), within(inner)]));
  if (Array.isArray(value)) return value.map(within);
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value as Pickled;
  if (isNamed(value)) return arrayOf(value);
  throw new FormatError('pickle: expected plain data, got a mark');
}

/** An array as NumPy's `__setstate__` takes it: version, shape, type, whether columns come first, bytes. */
function arrayOf({ state }: Named): PickledArray {
  const [, shape, type, isFortran, bytes] = Array.isArray(state) ? state : [];
  const [name] = type !== undefined && isNamed(type) ? (type.given ?? []) : [];
  const typeName = name instanceof Uint8Array ? decodeText(name) : String(name);
  if (!Array.isArray(shape) || !(bytes instanceof Uint8Array) || typeName !== 'u1' || isFortran !== false) {
    throw new FormatError(`pickle: expected an array of bytes in rows, got type ${typeName}`, { help });
  }
  return { shape: shape.map(Number), bytes };
}
