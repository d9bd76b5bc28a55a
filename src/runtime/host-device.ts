// A device whose memory is the host's: ONNX Runtime's native CPU kernels.
// State is double-buffered: a run reads one buffer of each tensor and writes the other.

import { type InferenceSession, Tensor as OrtTensor, InferenceSession as Session } from '#ort';
import { ConfigError, DeviceError } from '../base/errors.ts';
import { type HostTensor, hostTensor, type TensorRecord } from '../base/host-tensor.ts';
import { mapRecord } from '../base/record.ts';
import { formatType, isStatic, sameShape, type TensorType } from '../base/shape.ts';
import type { Program } from '../compiler/program.ts';
import type { Device, DeviceState, LoadedProgram, LoadOptions } from './device.ts';

/** The two buffers of a state tensor. */
interface Buffers {
  current: Bound;
  next: Bound;
}

/** A host tensor and ONNX Runtime's view of the same memory. */
interface Bound {
  readonly host: HostTensor;
  readonly ort: OrtTensor;
}

function bind(host: HostTensor): Bound {
  return { host, ort: new OrtTensor(host.dtype, host.data as Float32Array, host.shape) as OrtTensor };
}

class HostState implements DeviceState {
  readonly buffers: ReadonlyMap<string, Buffers>;

  constructor(tensors: TensorRecord) {
    this.buffers = new Map(
      Object.entries(tensors).map(([name, tensor]) => [
        name,
        { current: bind(copy(tensor)), next: bind(copy(tensor)) },
      ]),
    );
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

/** Options of ONNX Runtime that suit whole training iterations: see docs/performance.md. */
function sessionOptions(
  threads: number,
  { isAuxiliary = false, profilePrefix }: LoadOptions,
): InferenceSession.SessionOptions {
  return {
    executionProviders: ['cpu'],
    intraOpNumThreads: isAuxiliary ? 1 : threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    ...(profilePrefix !== undefined && { enableProfiling: true, profileFilePrefix: profilePrefix }),
    extra: {
      session: {
        set_denormal_as_zero: '1',
        dynamic_block_base: '4',
        intra_op: { allow_spinning: isAuxiliary ? '0' : '1' },
      },
    },
  };
}

/** A device that runs ONNX Runtime's CPU kernels on `threads` threads. */
export function createHostDevice(name: string, threads: number): Device {
  return {
    name,
    threads,
    createState: (tensors) => new HostState(tensors),
    async load(program, options = {}) {
      const session = await createSession(name, program, sessionOptions(threads, options));
      return loadedProgram(name, program, session);
    },
  };
}

async function createSession(device: string, program: Program, options: InferenceSession.SessionOptions) {
  try {
    return await Session.create(program.bytes, options);
  } catch (cause) {
    throw new DeviceError(`${device}: cannot load program ${program.name}: ${messageOf(cause)}`, { cause });
  }
}

function loadedProgram(device: string, program: Program, session: InferenceSession): LoadedProgram {
  const successors = Object.keys(program.outputs).filter(
    (name) => predecessorOf(program, name) !== undefined,
  );
  const own = Object.entries(program.outputs).filter(([name]) => !successors.includes(name));
  const results = new Map<string, Bound>();
  for (const [name, { dtype, shape }] of own) {
    if (isStatic(shape)) results.set(name, bind(hostTensor(dtype, shape)));
  }
  return {
    program,
    async run(feeds, state) {
      const buffers = state instanceof HostState ? state.buffers : new Map<string, Buffers>();
      const inputs = mapRecord(
        program.inputs,
        (type, name) => buffers.get(name)?.current.ort ?? fed(program, name, type, feeds),
      );
      const fetches: Record<string, OrtTensor | null> = {};
      for (const [name] of own) fetches[name] = results.get(name)?.ort ?? null;
      for (const name of successors)
        fetches[name] = buffers.get(predecessorOf(program, name)!)?.next.ort ?? null;
      const outputs = await runSession(device, program, session, inputs, fetches);
      for (const name of successors) swap(buffers.get(predecessorOf(program, name)!));
      const returned = successors.every((name) => fetches[name] !== null)
        ? own.map(([name]) => name)
        : Object.keys(fetches);
      return Object.fromEntries(
        returned.map((name) => [name, results.get(name)?.host ?? toHost(outputs[name]!)]),
      );
    },
    release: () => session.release(),
  };
}

/** The input `x` that an output `x.next` succeeds. */
function predecessorOf(program: Program, output: string): string | undefined {
  const name = output.endsWith('.next') ? output.slice(0, -'.next'.length) : undefined;
  return name !== undefined && name in program.inputs ? name : undefined;
}

function swap(buffers: Buffers | undefined): void {
  if (buffers !== undefined) [buffers.current, buffers.next] = [buffers.next, buffers.current];
}

async function runSession(
  device: string,
  program: Program,
  session: InferenceSession,
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

const boundFeeds = new WeakMap<HostTensor, Bound>();

/** ONNX Runtime's view of a fed tensor; made once for a tensor that is fed again and again. */
function fed(program: Program, name: string, type: TensorType, feeds: TensorRecord): OrtTensor {
  const tensor = feeds[name];
  if (tensor === undefined) {
    throw new ConfigError(`${program.name}: input "${name}" ${formatType(type)} needs a value, got none`);
  }
  const fits = tensor.dtype === type.dtype && (!isStatic(type.shape) || sameShape(tensor.shape, type.shape));
  if (!fits) {
    throw new ConfigError(
      `${program.name}: input "${name}" must be ${formatType(type)}, got ${formatType(tensor)}`,
    );
  }
  let bound = boundFeeds.get(tensor);
  if (bound === undefined) {
    bound = bind(tensor);
    boundFeeds.set(tensor, bound);
  }
  return bound.ort;
}

function toHost(tensor: OrtTensor): HostTensor {
  return hostTensor(tensor.type as HostTensor['dtype'], tensor.dims, tensor.data as HostTensor['data']);
}
