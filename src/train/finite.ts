// Training stops at the first number that is not finite, and says where it is.

import type { TensorData } from '../base/dtype.ts';
import { NumericError } from '../base/errors.ts';
import type { TensorRecord } from '../base/host-tensor.ts';
import type { DeviceState } from '../runtime/device.ts';

/** @throws NumericError if a number is not finite, naming it and the first tensor that is not */
export async function requireFinite(
  metrics: Readonly<Record<string, number>>,
  iteration: number,
  state: DeviceState,
): Promise<void> {
  const broken = Object.entries(metrics).find(([, value]) => !Number.isFinite(value));
  if (broken === undefined) return;
  const tensor = brokenTensor(await state.view());
  const where =
    tensor === undefined ? 'the state is still finite' : `first tensor that is not finite: ${tensor}`;
  throw numericError(`iteration ${iteration}: ${broken[0]} must be finite, got ${broken[1]} (${where})`);
}

/** @throws NumericError if a tensor is not finite */
export function requireFiniteState(tensors: TensorRecord, iteration: number): void {
  const tensor = brokenTensor(tensors);
  if (tensor === undefined) return;
  const value = Array.from(tensors[tensor]!.data, Number).find((number) => !Number.isFinite(number));
  throw numericError(`iteration ${iteration}: tensor ${tensor} must be finite, got ${value}`);
}

function numericError(message: string): NumericError {
  return new NumericError(message, {
    help: 'try a smaller learning rate, a larger penalty weight, or another seed; the last checkpoint is unharmed',
  });
}

function brokenTensor(tensors: TensorRecord): string | undefined {
  return Object.keys(tensors).find((name) => !isFiniteData(tensors[name]!.data));
}

function isFiniteData(data: TensorData): boolean {
  if (!(data instanceof Float32Array)) return true;
  for (let index = 0; index < data.length; index++) {
    if (!Number.isFinite(data[index])) return false;
  }
  return true;
}
