// A device with a memory of its own, as ONNX Runtime on WebGPU has: state goes up with its first run and stays there; what
// succeeds it is never copied to the host until it is read. Batches and noise go up, results come down.

import type { Tensor as OrtTensor } from 'onnxruntime-node';
import { ConfigError } from '../base/errors.ts';
import type { HostTensor, TensorRecord } from '../base/host-tensor.ts';
import { createQueue } from '../base/queue.ts';
import { mapRecord } from '../base/record.ts';
import type { Program, Signature } from '../compiler/program.ts';
import { convolves } from '../graph/convolution.ts';
import { onnx } from '../targets/onnx/onnx.ts';
import type { Lowered, Target } from '../targets/target.ts';
import type { Device, DeviceState, Hardware, LoadedProgram } from './device.ts';
import type { Ort } from './ort.ts';
import {
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

/** An ONNX Runtime whose tensors may lie in another memory. */
export interface GpuEngine {
  /** Of the device. */
  readonly name: string;
  readonly hardware: Hardware;
  readonly ort: Ort;
  /** @param kept  outputs that stay in the device's memory */
  createSession(bytes: Uint8Array, kept: readonly string[]): Promise<OrtSession>;
  /** Copies a tensor to the host, wherever it lies. */
  download(tensor: OrtTensor): Promise<OrtTensor>;
}

type InOrder = ReturnType<typeof createQueue>;

class GpuState implements DeviceState {
  readonly tensors: Map<string, OrtTensor>;
  readonly #download: GpuEngine['download'];
  readonly #inOrder: InOrder;

  constructor({ ort, download }: GpuEngine, inOrder: InOrder, tensors: TensorRecord) {
    const bound = (tensor: HostTensor) => bind(ort, copy(tensor)).ort;
    this.tensors = new Map(Object.entries(tensors).map(([name, tensor]) => [name, bound(tensor)]));
    this.#download = download;
    this.#inOrder = inOrder;
  }

  get names(): readonly string[] {
    return [...this.tensors.keys()];
  }

  read(): Promise<TensorRecord> {
    return this.#inOrder(async () => {
      const found: Record<string, HostTensor> = {};
      for (const [name, tensor] of this.tensors) found[name] = copy(toHost(await this.#download(tensor)));
      return found;
    });
  }

  view(): Promise<TensorRecord> {
    return this.read();
  }

  release(): Promise<void> {
    return this.#inOrder(async () => {
      for (const tensor of this.tensors.values()) tensor.dispose();
      this.tensors.clear();
    });
  }

  /** Makes a tensor that a run returned the current one. */
  advance(name: string, next: OrtTensor): void {
    this.tensors.get(name)?.dispose();
    this.tensors.set(name, next);
  }
}

/** The dialect of ONNX for a program. What only programs that convolve need is loaded with the first of them. */
async function targetFor({ graph }: Program): Promise<Target> {
  return convolves(graph) ? (await import('../targets/onnx/webgpu.ts')).webgpuOnnx : onnx;
}

/** A device that runs programs on an ONNX Runtime with a memory of its own. */
export function createGpuDevice(engine: GpuEngine): Device {
  const inOrder = createQueue();
  return {
    name: engine.name,
    threads: 1,
    hardware: engine.hardware,
    targetFor,
    createState: (tensors) => new GpuState(engine, inOrder, tensors),
    async load(program) {
      const kept = Object.keys(program.outputs).filter((name) => predecessorOf(name) !== undefined);
      const create = ({ bytes }: Lowered) => engine.createSession(bytes, kept);
      const target = 'bytes' in program ? onnx : await targetFor(program);
      const session = await inOrder(() => openSession(engine.name, program, target, create));
      const signature = signatureOf(program);
      const run = runner(engine, signature, session);
      return {
        program: signature,
        run: (...given) => inOrder(() => run(...given)),
        release: () => inOrder(() => session.release()),
      };
    },
  };
}

/** Runs a program; not while another runs. */
function runner(engine: GpuEngine, program: Signature, session: OrtSession): LoadedProgram['run'] {
  const fetches = mapRecord(program.outputs, () => null);
  return async (feeds, state, into = {}) => {
    const held = stateOf(engine, program, state);
    const returned = Object.keys(program.outputs).filter(
      (name) => !held?.tensors.has(predecessorOf(name) ?? ''),
    );
    for (const [name, tensor] of Object.entries(into)) requirePlace(program, returned, name, tensor);
    const inputs = mapRecord(
      program.inputs,
      (type, name) => held?.tensors.get(name) ?? fed(engine.ort, program, name, type, feeds),
    );
    const outputs = await runSession(engine.name, program, session, inputs, fetches);
    const results: Record<string, HostTensor> = {};
    for (const name of Object.keys(program.outputs)) {
      if (returned.includes(name)) results[name] = await resultOf(engine, outputs[name]!, into[name]);
      else held!.advance(predecessorOf(name)!, outputs[name]!);
    }
    return results;
  };
}

/** @throws ConfigError if the state is another device's, or its tensors have other types than the program's */
function stateOf(
  engine: GpuEngine,
  program: Signature,
  state: DeviceState | undefined,
): GpuState | undefined {
  if (state === undefined) return undefined;
  if (!(state instanceof GpuState)) {
    throw new ConfigError(`${program.name}: the state must be one that device ${engine.name} created`);
  }
  const successors = Object.entries(program.outputs).map(
    ([output, type]) => [predecessorOf(output) ?? '', type] as const,
  );
  for (const [name, type] of [...Object.entries(program.inputs), ...successors]) {
    const tensor = state.tensors.get(name);
    if (tensor !== undefined) {
      const { type: dtype, dims: shape } = tensor;
      requireStateType(program, name, type, { dtype: dtype as HostTensor['dtype'], shape });
    }
  }
  return state;
}

/** The result of a run, in the tensor that is to take it where one was given. */
async function resultOf(
  engine: GpuEngine,
  returned: OrtTensor,
  place: HostTensor | undefined,
): Promise<HostTensor> {
  const found = toHost(await engine.download(returned));
  if (returned.location !== 'cpu') returned.dispose();
  if (place === undefined) return found;
  (place.data as Float32Array).set(found.data as Float32Array);
  return place;
}
