// What a device can do, whatever executes it.

import type { TensorRecord } from '../base/host-tensor.ts';
import type { Program, Signature } from '../compiler/program.ts';
import type { Lowered, Target } from '../targets/target.ts';

/** How a device is opened. */
export interface DeviceOptions {
  /** Threads of one operator; by default the number of processors that the platform reports. */
  readonly threads?: number;
}

/** How a program is loaded. */
export interface LoadOptions {
  /** An auxiliary program runs on one thread, so that it does not compete with the training program. */
  readonly isAuxiliary?: boolean;
  /** Prefix of ONNX Runtime's profile files; by default none is written. */
  readonly profilePrefix?: string;
}

/** Named tensors that stay on the device between runs. */
export interface DeviceState {
  readonly names: readonly string[];
  /** Copies the tensors to the host. */
  read(): Promise<TensorRecord>;
  /** The tensors as they are now, without a copy where the device's memory is the host's; valid until the next run
   *  that changes them. */
  view(): Promise<TensorRecord>;
  /** Frees the tensors, after all runs that were called before; nothing may use them afterwards. */
  release(): Promise<void>;
}

/** A program ready to run. */
export interface LoadedProgram {
  readonly program: Signature;
  /** Runs once, after all runs of the device that were called before. Inputs named in `state` are taken from there;
   *  the others from `feeds`. Outputs `<name>.next` become the state's `<name>` where it has one; the others are
   *  returned: in the tensors that `into` gives for their names, else in memory that is valid until the next run of
   *  this program.
   *  @throws ConfigError if an input is missing, or an input or a tensor of the state or of `into` has another type
   *  @throws DeviceError if the device fails */
  run(feeds: TensorRecord, state?: DeviceState, into?: TensorRecord): Promise<TensorRecord>;
  release(): Promise<void>;
}

/** A graphics processor, as it describes itself. */
export interface Hardware {
  readonly name: string;
  /** True if it is a program on the host's processor that stands in for one. */
  readonly isSoftware: boolean;
}

/** Something that executes programs. */
export interface Device {
  readonly name: string;
  readonly threads: number;
  /** What it computes on, where that is not the host's processor. */
  readonly hardware?: Hardware;
  /** The language of its programs; its dialect may suit what a program computes. */
  targetFor(program: Program): Promise<Target>;
  /** Loads a program, or one that is lowered already.
   *  @throws ConfigError if it is lowered to another target
   *  @throws DeviceError if the device fails */
  load(program: Program | Lowered, options?: LoadOptions): Promise<LoadedProgram>;
  /** Copies tensors to the device. */
  createState(tensors: TensorRecord): DeviceState;
}

/** A device before it is opened. */
export interface DeviceRecord {
  readonly name: string;
  readonly description: string;
  open(threads: number): Promise<Device>;
}
