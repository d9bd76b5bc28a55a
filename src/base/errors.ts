// Error classes: one per thing a caller may handle. Messages read `where: rule, got values`.

/** Options of every wgan error. `help` says what to do next; `cause` keeps the original. */
export interface ErrorDetails {
  readonly help?: string | undefined;
  readonly cause?: unknown;
}

/** Base of all errors that wgan throws on purpose. */
export class WganError extends Error {
  readonly help: string | undefined;

  constructor(message: string, { help, cause }: ErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.help = help;
  }
}

/** Shapes or dtypes that do not fit an op. */
export class ShapeError extends WganError {}

/** An option, name or configuration that cannot be used. */
export class ConfigError extends WganError {}

/** Bytes that are not what their format demands. */
export class FormatError extends WganError {}

/** A dataset that cannot be found or read. */
export class DataError extends WganError {}

/** A device that is missing or cannot run a program. */
export class DeviceError extends WganError {}

/** A run folder that cannot be created, locked, read or resumed. */
export class RunError extends WganError {}

/** A number that stopped being finite. */
export class NumericError extends WganError {}
