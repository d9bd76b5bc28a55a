// Sessions of ONNX Runtime, and the tensors that go in and out of them: what all devices do alike.

import type { Tensor as OrtTensor } from 'onnxruntime-node';
import { ConfigError, DeviceError } from '../base/errors.ts';
import { type HostTensor, hostTensor, type TensorRecord } from '../base/host-tensor.ts';
import { formatType, type TensorType } from '../base/shape.ts';
import type { Program, Signature } from '../compiler/program.ts';
import { loweredFor } from '../targets/lower.ts';
import type { Lowered, Target } from '../targets/target.ts';
import type { Ort } from './ort.ts';

/** What is used of a session of ONNX Runtime. */
export interface OrtSession {
  run(
    inputs: Record<string, OrtTensor>,
    fetches: Record<string, OrtTensor | null>,
  ): Promise<Readonly<Record<string, OrtTensor>>>;
  release(): Promise<void>;
}

/** A host tensor and ONNX Runtime's view of the same memory. */
export interface Bound {
  readonly host: HostTensor;
  readonly ort: OrtTensor;
}

export function bind({ Tensor }: Ort, host: HostTensor): Bound {
  return { host, ort: new Tensor(host.dtype, host.data as Float32Array, host.shape) as OrtTensor };
}

export function toHost(tensor: OrtTensor): HostTensor {
  return hostTensor(tensor.type as HostTensor['dtype'], tensor.dims, tensor.data as HostTensor['data']);
}

export function copy({ dtype, shape, data }: HostTensor): HostTensor {
  return hostTensor(dtype, shape, data.slice());
}

/** The session of a program.
 *  @throws ConfigError if it is lowered to another target
 *  @throws DeviceError in the device's name */
export async function openSession<T>(
  device: string,
  program: Program | Lowered,
  target: Target,
  create: (lowered: Lowered) => Promise<T>,
): Promise<T> {
  const lowered = loweredFor(device, target, program);
  try {
    return await create(lowered);
  } catch (cause) {
    if (cause instanceof DeviceError) throw cause;
    throw new DeviceError(`${device}: cannot load program ${program.name}: ${messageOf(cause)}`, { cause });
  }
}

/** What stays of a program once it is loaded: neither its graph nor its bytes. */
export const signatureOf = ({ name, inputs, outputs }: Signature): Signature => ({ name, inputs, outputs });

/** @throws DeviceError in the device's name */
export async function runSession(
  device: string,
  program: Signature,
  session: OrtSession,
  inputs: Record<string, OrtTensor>,
  fetches: Record<string, OrtTensor | null>,
) {
  try {
    return await session.run(inputs, fetches);
  } catch (cause) {
    if (cause instanceof DeviceError) throw cause;
    throw new DeviceError(`${device}: program ${program.name} failed: ${messageOf(cause)}`, { cause });
  }
}

const messageOf = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause));

/** The name of the tensor that an output succeeds. */
export const predecessorOf = (output: string) =>
  output.endsWith('.next') ? output.slice(0, -'.next'.length) : undefined;

/** @throws ConfigError if a tensor of a state has another type than a program gives its name */
export function requireStateType(
  program: Signature,
  name: string,
  type: TensorType,
  got: Pick<HostTensor, 'dtype' | 'shape'>,
): void {
  if (formatType(got) === formatType(type)) return;
  const expected = `${formatType(type)}, got ${formatType(got)}`;
  throw new ConfigError(`${program.name}: state "${name}" must be ${expected}`);
}

const boundFeeds = new WeakMap<HostTensor, Bound>();

/** ONNX Runtime's view of a fed tensor; made once for a tensor that is fed again and again. */
export function fed(
  ort: Ort,
  program: Signature,
  name: string,
  type: TensorType,
  feeds: TensorRecord,
): OrtTensor {
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

/** @throws ConfigError if a tensor that is to take an output has none to take, or one of another type */
export function requirePlace(
  program: Signature,
  returned: readonly string[],
  name: string,
  tensor: HostTensor,
): void {
  const type = returned.includes(name) ? program.outputs[name] : undefined;
  if (type !== undefined && fits(tensor, type)) return;
  const expected = type === undefined ? 'is not returned' : `must be ${formatType(type)}`;
  throw new ConfigError(`${program.name}: "${name}" ${expected}, got ${formatType(tensor)} to take it`);
}

/** True if a tensor has a type; the symbol N stands for any size. */
function fits({ dtype, shape }: HostTensor, type: TensorType): boolean {
  return (
    dtype === type.dtype &&
    shape.length === type.shape.length &&
    type.shape.every((dimension, axis) => dimension === 'N' || dimension === shape[axis])
  );
}
