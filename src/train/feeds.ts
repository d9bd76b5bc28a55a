// What a program of training is fed: batches, labels, random numbers and live scalars, written into arrays that are
// reused.

import { ConfigError } from '../base/errors.ts';
import { type HostTensor, hostTensor, type TensorRecord } from '../base/host-tensor.ts';
import { fillNormal, fillUniform } from '../base/random.ts';
import { formatType, sizeOf } from '../base/shape.ts';
import type { Batcher } from '../data/batches.ts';
import { labelArray } from '../data/labels.ts';
import type { InputGroup, Source } from '../gan/inputs.ts';
import { keyOf, type Moment, type Stream } from '../gan/streams.ts';

/** The inputs of one program besides the state, refilled for every run. */
export interface Feeds {
  readonly tensors: TensorRecord;
  /** Draws the next batches with their labels, and what else is random at this moment; derives the scalars. */
  fill(moment: Moment, batcher: Batcher): void;
}

/** How a program is fed. */
export interface FeedOptions {
  /** Real samples as uint8, as `withByteSamples` reads them. */
  readonly areBytes?: boolean;
  /** Inputs that keep these values instead of being drawn. */
  readonly fixed?: TensorRecord;
}

/** What fills one group of inputs. */
type Fill = (moment: Moment, batcher: Batcher) => void;

/** Feeds of a table of inputs.
 *  @throws ConfigError if a fixed input has another type */
export function createFeeds(
  table: readonly InputGroup[],
  seed: number,
  { areBytes = false, fixed = {} }: FeedOptions = {},
): Feeds {
  const tensors: Record<string, HostTensor> = {};
  const arrays = new Map<InputGroup, Float32Array | Uint8Array>();
  for (const group of table) {
    const isBytes = areBytes && group.source.kind === 'real';
    const size = sizeOf(group.shape);
    const values = new (isBytes ? Uint8Array : Float32Array)(group.names.length * size);
    arrays.set(group, values);
    for (const [part, name] of group.names.entries()) {
      const own = values.subarray(part * size, (part + 1) * size);
      tensors[name] = hostTensor(isBytes ? 'uint8' : 'float32', group.shape, own);
    }
  }
  for (const [name, tensor] of Object.entries(fixed)) requireType(name, tensors[name], tensor);
  const drawn = table.filter(({ names }) => !names.every((name) => name in fixed));
  const fills = drawn.map((group) => fillOf(group, table, arrays, seed));
  return {
    tensors: { ...tensors, ...fixed },
    fill(moment, batcher) {
      for (const fill of fills) fill(moment, batcher);
    },
  };
}

function requireType(name: string, expected: HostTensor | undefined, tensor: HostTensor): void {
  const needed = expected === undefined ? 'none' : formatType(expected);
  if (needed === formatType(tensor)) return;
  throw new ConfigError(`fixed input ${name}: expected ${needed}, got ${formatType(tensor)}`);
}

function fillOf(
  group: InputGroup,
  table: readonly InputGroup[],
  arrays: ReadonlyMap<InputGroup, Float32Array | Uint8Array>,
  seed: number,
): Fill {
  const { source } = group;
  const values = arrays.get(group)!;
  switch (source.kind) {
    case 'real': {
      const labels = table.find((other) => isLabelsOf(other.source, group));
      return fillReals(group, values, labels, labels && (arrays.get(labels) as Float32Array));
    }
    case 'real-labels':
      return () => {}; // with the samples
    case 'labels':
      return fillLabels(values as Float32Array, group.shape.at(-1)!, source.stream, seed);
    case 'random': {
      const draw = source.distribution === 'normal' ? fillNormal : fillUniform;
      return (moment) => draw(values as Float32Array, keyOf(source.stream, seed, moment));
    }
    case 'scalar':
      return (moment) => values.set(source.at(moment));
    default:
      return source satisfies never;
  }
}

const isLabelsOf = (source: Source, { names }: InputGroup): boolean =>
  source.kind === 'real-labels' && source.of === names[0];

function fillReals(
  { names, shape }: InputGroup,
  values: Float32Array | Uint8Array,
  labels: InputGroup | undefined,
  oneHot: Float32Array | undefined,
): Fill {
  const count = names.length * shape[0]!;
  if (labels === undefined || oneHot === undefined) return (_, batcher) => batcher.next(count, values);
  const classes = labels.shape.at(-1)!;
  const numbers = labelArray(count, classes);
  return (_, batcher) => {
    batcher.next(count, values, 0, numbers);
    oneHot.fill(0);
    for (let index = 0; index < count; index++) oneHot[index * classes + numbers[index]!] = 1;
  };
}

/** Classes drawn uniformly, one-hot. */
function fillLabels(oneHot: Float32Array, classes: number, stream: Stream, seed: number): Fill {
  const uniform = new Float32Array(oneHot.length / classes);
  return (moment) => {
    fillUniform(uniform, keyOf(stream, seed, moment));
    oneHot.fill(0);
    for (let index = 0; index < uniform.length; index++) {
      oneHot[index * classes + Math.floor(uniform[index]! * classes)] = 1;
    }
  };
}
