// A device whose memory is the host's: ONNX Runtime on the processor, native or in WebAssembly.
// State is double-buffered: a run reads one buffer of each tensor and writes the other. Where ONNX Runtime cannot
// write to given memory, what it returns becomes the state.

import type { Tensor as OrtTensor } from 'onnxruntime-node';
import { ConfigError } from '../base/errors.ts';
import { type HostTensor, hostTensor, type TensorRecord } from '../base/host-tensor.ts';
import { createQueue } from '../base/queue.ts';
import { mapRecord } from '../base/record.ts';
import { isStatic, type TensorType } from '../base/shape.ts';
import type { Program, Signature } from '../compiler/program.ts';
import { onnx } from '../targets/onnx/onnx.ts';
import type { Lowered, Target } from '../targets/target.ts';
import type { Device, DeviceState, LoadedProgram, LoadOptions } from './device.ts';
import type { Ort } from './ort.ts';
import {
  type Bound,
  bind,
  copy,
  fed,
  type OrtSession,
  openSession,
  predecessorOf,
  requirePlace,
  requireStateType,
  runSession,
  signatureOf,
  toHost,
} from './ort-session.ts';

/** An ONNX Runtime and how to use it. */
export interface HostEngine {
  /** Of the device. */
  readonly name: string;
  readonly threads: number;
  readonly ort: Ort;
  /** True if a run writes its results into tensors that it is given; it need not return those. */
  readonly fillsTensors: boolean;
  createSession(program: Lowered, options: LoadOptions): Promise<OrtSession>;
  /** The dialect of ONNX that suits a program; by default the standard one. */
  targetFor?(program: Program): Promise<Target>;
}

/** The two buffers of a state tensor; only one where a run fills no tensors. */
interface Buffers {
  current: Bound;
  next: Bound | undefined;
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

  async view(): Promise<TensorRecord> {
    return Object.fromEntries([...this.buffers].map(([name, { current }]) => [name, current.host]));
  }

  async read(): Promise<TensorRecord> {
    return mapRecord(await this.view(), copy);
  }

  /** Memory of the host is collected. */
  async release(): Promise<void> {}
}

/** A device that runs programs on an ONNX Runtime of the host. */
export function createHostDevice(engine: HostEngine): Device {
  const inOrder = createQueue(); // a run must see the state that earlier calls leave
  const { targetFor = async () => onnx } = engine;
  return {
    name: engine.name,
    threads: engine.threads,
    targetFor,
    createState: (tensors) => new HostState(engine, tensors),
    async load(program, options = {}) {
      const target = 'bytes' in program ? onnx : await targetFor(program);
      const session = await openSession(engine.name, program, target, (lowered) =>
        engine.createSession(lowered, options),
      );
      const runnable = loadedProgram(engine, signatureOf(program), session);
      return { ...runnable, run: (...given) => inOrder(() => runnable.run(...given)) };
    },
  };
}

function loadedProgram(engine: HostEngine, program: Signature, session: OrtSession): LoadedProgram {
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
      const given = mapRecord(into, (tensor, name) => {
        requirePlace(program, own, name, tensor);
        return bind(engine.ort, tensor);
      });
      const inputs = mapRecord(
        program.inputs,
        (type, name) => buffers.get(name)?.current.ort ?? fed(engine.ort, program, name, type, feeds),
      );
      results.keepApartFrom(feeds);
      const fetches: Record<string, OrtTensor | null> = {};
      const places = new Map(own.map((name) => [name, given[name] ?? results.get(name)]));
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

const stateless = (program: Signature): StateBinding => ({
  buffers: new Map(),
  successors: [],
  own: Object.keys(program.outputs),
});

function bindState(program: Signature, { buffers }: HostState): StateBinding {
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
  program: Signature,
  name: string,
  type: TensorType,
  buffers: ReadonlyMap<string, Buffers>,
): Buffers | undefined {
  const tensor = buffers.get(name);
  if (tensor !== undefined) requireStateType(program, name, type, tensor.current.host);
  return tensor;
}

/** Tensors for results of fixed shape, allocated once. Successors are not among them: they are made to be fed again. */
function createResults({ ort, fillsTensors }: HostEngine, program: Signature) {
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
