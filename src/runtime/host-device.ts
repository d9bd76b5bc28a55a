// A device whose memory is the host's: ONNX Runtime on the processor, native or in WebAssembly.
// State is double-buffered: a run reads one buffer of each tensor and writes the other. Where ONNX Runtime cannot
// write to given memory, what it returns becomes the state.

import type { Tensor as OrtTensor } from 'onnxruntime-node';
import { ConfigError, DeviceError } from '../base/errors.ts';
import { type HostTensor, hostTensor, type TensorRecord } from '../base/host-tensor.ts';
import { mapRecord } from '../base/record.ts';
import { formatType, isStatic, type TensorType } from '../base/shape.ts';
import type { Program } from '../compiler/program.ts';
import type { Device, DeviceState, LoadedProgram, LoadOptions } from './device.ts';
import type { Ort } from './ort.ts';

/** An ONNX Runtime and how to use it. */
export interface HostEngine {
  /** Of the device. */
  readonly name: string;
  readonly threads: number;
  readonly ort: Ort;
  /** True if a run writes its results into tensors that it is given; it need not return those. */
  readonly fillsTensors: boolean;
  createSession(bytes: Uint8Array, options: LoadOptions): Promise<HostSession>;
}

/** What is used of a session of ONNX Runtime. */
interface HostSession {
  run(
    inputs: Record<string, OrtTensor>,
    fetches: Record<string, OrtTensor | null>,
  ): Promise<Readonly<Record<string, OrtTensor>>>;
  release(): Promise<void>;
}

/** The two buffers of a state tensor; only one where a run fills no tensors. */
interface Buffers {
  current: Bound;
  next: Bound | undefined;
}

/** A host tensor and ONNX Runtime's view of the same memory. */
interface Bound {
  readonly host: HostTensor;
  readonly ort: OrtTensor;
}

function bind({ Tensor }: Ort, host: HostTensor): Bound {
  return { host, ort: new Tensor(host.dtype, host.data as Float32Array, host.shape) as OrtTensor };
}

class HostState implements DeviceState {
  readonly buffers: ReadonlyMap<string, Buffers>;

  constructor({ ort, fillsTensors }: HostEngine, tensors: TensorRecord) {
    const buffersOf = (tensor: HostTensor): Buffers => {
      const current = bind(ort, copy(tensor));
      return { current, next: fillsTensors ? bind(ort, copy(tensor)) : undefined };
    };
    this.buffers = new Map(Object.entries(tensors).map(([name, tensor]) => [name, buffersOf(tensor)]));
  }

  get names(): readonly string[] {
    return [...this.buffers.keys()];
  }

  view(): TensorRecord {
    return Object.fromEntries([...this.buffers].map(([name, { current }]) => [name, current.host]));
  }

  async read(): Promise<TensorRecord> {
    return mapRecord(this.view(), copy);
  }
}

function copy({ dtype, shape, data }: HostTensor): HostTensor {
  return hostTensor(dtype, shape, data.slice());
}

/** A device that runs programs on an ONNX Runtime of the host. */
export function createHostDevice(engine: HostEngine): Device {
  const inOrder = createQueue();
  return {
    name: engine.name,
    threads: engine.threads,
    createState: (tensors) => new HostState(engine, tensors),
    async load(program, options = {}) {
      const session = await createSession(engine, program, options);
      const runnable = loadedProgram(engine, program, session);
      return { ...runnable, run: (...given) => inOrder(() => runnable.run(...given)) };
    },
  };
}

/** Starts each piece of work after the one before: a run must see the state that earlier calls leave. */
function createQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next;
    return next;
  };
}

async function createSession(engine: HostEngine, program: Program, options: LoadOptions) {
  try {
    return await engine.createSession(program.bytes, options);
  } catch (cause) {
    throw new DeviceError(`${engine.name}: cannot load program ${program.name}: ${messageOf(cause)}`, {
      cause,
    });
  }
}

function loadedProgram(engine: HostEngine, program: Program, session: HostSession): LoadedProgram {
  const results = createResults(engine, program);
  const bindings = new WeakMap<HostState, StateBinding>();
  const bindingOf = (state: DeviceState | undefined): StateBinding => {
    if (state === undefined) return stateless(program);
    if (!(state instanceof HostState)) {
      throw new ConfigError(`${program.name}: the state must be one that device ${engine.name} created`);
    }
    let binding = bindings.get(state);
    if (binding === undefined) {
      binding = bindState(program, state);
      bindings.set(state, binding);
    }
    return binding;
  };
  return {
    program,
    async run(feeds, state, into = {}) {
      const { buffers, successors, own } = bindingOf(state);
      const targets = mapRecord(into, (tensor, name) => target(engine.ort, program, own, name, tensor));
      const inputs = mapRecord(
        program.inputs,
        (type, name) => buffers.get(name)?.current.ort ?? fed(engine.ort, program, name, type, feeds),
      );
      results.keepApartFrom(feeds);
      const fetches: Record<string, OrtTensor | null> = {};
      const places = new Map(own.map((name) => [name, targets[name] ?? results.get(name)]));
      for (const [name, place] of places) fetches[name] = (engine.fillsTensors && place?.ort) || null;
      for (const [name, tensor] of successors) fetches[name] = tensor.next?.ort ?? null;
      const outputs = await runSession(engine.name, program, session, inputs, fetches);
      for (const [name, tensor] of successors) advance(tensor, outputs[name]);
      return Object.fromEntries(
        [...places].map(([name, place]) => [name, resultOf(engine, outputs[name], place)]),
      );
    },
    release: () => session.release(),
  };
}

/** Which outputs of a program go to a state, and which are returned. */
interface StateBinding {
  readonly buffers: ReadonlyMap<string, Buffers>;
  readonly successors: readonly (readonly [string, Buffers])[];
  readonly own: readonly string[];
}

const stateless = (program: Program): StateBinding => ({
  buffers: new Map(),
  successors: [],
  own: Object.keys(program.outputs),
});

/** The name of the tensor that an output succeeds. */
const predecessorOf = (output: string) =>
  output.endsWith('.next') ? output.slice(0, -'.next'.length) : undefined;

function bindState(program: Program, { buffers }: HostState): StateBinding {
  const successors: [string, Buffers][] = [];
  const own: string[] = [];
  for (const [name, type] of Object.entries(program.inputs)) requireType(program, name, type, buffers);
  for (const [output, type] of Object.entries(program.outputs)) {
    const name = predecessorOf(output) ?? '';
    const tensor = requireType(program, name, type, buffers);
    if (tensor === undefined) own.push(output);
    else successors.push([output, tensor]);
  }
  return { buffers, successors, own };
}

/** The state's tensor of that name, if it has one. */
function requireType(
  program: Program,
  name: string,
  type: TensorType,
  buffers: ReadonlyMap<string, Buffers>,
): Buffers | undefined {
  const tensor = buffers.get(name);
  if (tensor !== undefined && formatType(tensor.current.host) !== formatType(type)) {
    const expected = `${formatType(type)}, got ${formatType(tensor.current.host)}`;
    throw new ConfigError(`${program.name}: state "${name}" must be ${expected}`);
  }
  return tensor;
}

/** Tensors for results of fixed shape, allocated once. Successors are not among them: they are made to be fed again. */
function createResults({ ort, fillsTensors }: HostEngine, program: Program) {
  const bound = new Map<string, Bound>();
  const allocate = (name: string, { dtype, shape }: TensorType) => {
    if (!fillsTensors || !isStatic(shape) || predecessorOf(name) !== undefined) return;
    bound.set(name, bind(ort, hostTensor(dtype, shape)));
  };
  for (const [name, type] of Object.entries(program.outputs)) allocate(name, type);
  return {
    get: (name: string) => bound.get(name),
    /** Replaces results that are fed to the run which would overwrite them. */
    keepApartFrom(feeds: TensorRecord) {
      const fedData = new Set(Object.values(feeds).map(({ data }) => data));
      for (const [name, { host }] of bound) if (fedData.has(host.data)) allocate(name, host);
    },
  };
}

/** Makes the successor current: the buffer that was filled, or else the tensor that was returned. */
function advance(buffers: Buffers, returned: OrtTensor | undefined): void {
  const { current, next } = buffers;
  buffers.current = next ?? { host: toHost(returned!), ort: returned! };
  buffers.next = next && current;
}

async function runSession(
  device: string,
  program: Program,
  session: HostSession,
  inputs: Record<string, OrtTensor>,
  fetches: Record<string, OrtTensor | null>,
) {
  try {
    return await session.run(inputs, fetches);
  } catch (cause) {
    throw new DeviceError(`${device}: program ${program.name} failed: ${messageOf(cause)}`, { cause });
  }
}

const messageOf = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause));

/** The result of a run: where it was to go, or what the run returned. */
function resultOf(
  { fillsTensors }: HostEngine,
  returned: OrtTensor | undefined,
  place: Bound | undefined,
): HostTensor {
  if (place === undefined) return toHost(returned!);
  if (!fillsTensors) (place.host.data as Float32Array).set(returned!.data as Float32Array);
  return place.host;
}

/** @throws ConfigError if no such output is returned, or one of another type */
function target(
  ort: Ort,
  program: Program,
  returned: readonly string[],
  name: string,
  tensor: HostTensor,
): Bound {
  const type = returned.includes(name) ? program.outputs[name] : undefined;
  if (type === undefined || !fits(tensor, type)) {
    const expected = type === undefined ? 'is not returned' : `must be ${formatType(type)}`;
    throw new ConfigError(`${program.name}: "${name}" ${expected}, got ${formatType(tensor)} to take it`);
  }
  return bind(ort, tensor);
}

const boundFeeds = new WeakMap<HostTensor, Bound>();

/** ONNX Runtime's view of a fed tensor; made once for a tensor that is fed again and again. */
function fed(ort: Ort, program: Program, name: string, type: TensorType, feeds: TensorRecord): OrtTensor {
  const tensor = feeds[name];
  if (tensor === undefined) {
    throw new ConfigError(`${program.name}: input "${name}" ${formatType(type)} needs a value, got none`);
  }
  if (!fits(tensor, type)) {
    throw new ConfigError(
      `${program.name}: input "${name}" must be ${formatType(type)}, got ${formatType(tensor)}`,
    );
  }
  let bound = boundFeeds.get(tensor);
  if (bound === undefined) {
    bound = bind(ort, tensor);
    boundFeeds.set(tensor, bound);
  }
  return bound.ort;
}

/** True if a tensor has a type; the symbol N stands for any size. */
function fits({ dtype, shape }: HostTensor, type: TensorType): boolean {
  return (
    dtype === type.dtype &&
    shape.length === type.shape.length &&
    type.shape.every((dimension, axis) => dimension === 'N' || dimension === shape[axis])
  );
}

function toHost(tensor: OrtTensor): HostTensor {
  return hostTensor(tensor.type as HostTensor['dtype'], tensor.dims, tensor.data as HostTensor['data']);
}
