// The peers: how each is started, with which threads and in which variants.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isConvolutional, type Work } from '../works.ts';

/** How the benchmark was asked to run. */
export interface EngineOptions {
  readonly python: string;
}

/** An engine that runs works in a process of its own. */
export interface Engine {
  readonly name: string;
  /** One line for the tables. */
  readonly description: string;
  /** Variants tried with `--tune`; the first is the one that won, and the default. */
  readonly variants: readonly string[];
  /** How many of the first are timed without `--tune`, where no single one won: one, or more where it convolves. */
  readonly defaults?: (work: Work) => number;
  /** It takes part where whole processes are timed, and in the picture of growth. */
  readonly isWhole?: true;
  /** What whole processes take is compared where works convolve. */
  readonly isWeighed?: true;
  /** Why the engine does not do a work or a variant of it. */
  unsupported?(work: Work, variant: string): string | undefined;
  /** The command, or why it cannot run on this machine. */
  command(options: EngineOptions): readonly string[] | string;
}

const folder = new URL('../', import.meta.url);
const sources = new URL('../../../', import.meta.url);
const script = (name: string) => [process.execPath, fileURLToPath(new URL(`peers/${name}.js`, folder))];

/** A Python script of this benchmark; `module` is what must be installed. */
function python(name: string) {
  return ({ python }: EngineOptions) =>
    existsSync(python)
      ? [python, fileURLToPath(new URL(`peers/${name}.py`, sources))]
      : 'needs bench/.venv: run bench/setup';
}

/** A peer in Chromium; the variant names its worker. */
function inBrowser(packageName: string) {
  return () =>
    existsSync(new URL(`node_modules/${packageName}`, sources))
      ? script('browser')
      : 'needs bench/node_modules: run bench/setup';
}

/** Only the works with these numbers. */
const onlyWorks = (ids: readonly number[]) => (work: Work) =>
  ids.includes(work.id) ? undefined : `only ${ids.map((id) => `work ${id}`).join(' and ')}`;

/** What a variant is about; others are about training. */
const subjects: readonly (readonly [pattern: RegExp, isMet: (work: Work) => boolean])[] = [
  [/^rows/, ({ kind }) => kind === 'sampling'],
  [/channels-last|patches/, isConvolutional],
];

/** Variants of rows are of sampling, those of convolutions only where there are some. */
function onlyWhereItMatters(work: Work, variant: string): string | undefined {
  const known = subjects.find(([pattern]) => pattern.test(variant));
  const isMet = known ? known[1](work) : variant === '' || work.kind !== 'sampling';
  return isMet ? undefined : 'not a variant of this work';
}

/** Two layouts of images, of which now one is faster, now the other. */
const bothLayouts = (work: Work) => (isConvolutional(work) ? 2 : 1);

const onlyTraining = (work: Work) => (work.kind === 'training' ? undefined : 'training works only');

/** All engines; ratios are against the first. */
export const engines: readonly Engine[] = [
  {
    name: 'wgan',
    description: 'wgan, native kernels',
    isWeighed: true,
    variants: ['', 'rows250', 'rows1000', 'rows2500'],
    isWhole: true,
    unsupported: onlyWhereItMatters,
    command: () => script('wgan'),
  },
  {
    name: 'floor',
    description: 'the products and convolutions of our program alone',
    variants: [''],
    unsupported: onlyTraining,
    command: () => script('floor'),
  },
  {
    name: 'one-pass',
    description: 'ours if an update were one pass over its weight',
    variants: ['one-pass'],
    unsupported: onlyTraining,
    command: () => script('wgan'),
  },
  {
    name: 'jax',
    description: 'JAX, jit of the whole iteration',
    variants: ['', 'in-out', 'scan', 'separate', 'each', 'rbg', 'in-out+scan', 'rows10000'],
    isWhole: true,
    unsupported: onlyWhereItMatters,
    command: python('jax_peer'),
  },
  {
    name: 'jax-patches',
    description: 'JAX, convolutions as products of patches',
    variants: ['patches', 'patches-conv', 'patches-gather', 'patches+scan'],
    unsupported: onlyWhereItMatters,
    command: python('jax_peer'),
  },
  {
    name: 'torch',
    description: 'PyTorch, eager',
    isWeighed: true,
    variants: ['', 'channels-last', 'separate', 'each', 'rows10000'],
    defaults: bothLayouts,
    isWhole: true,
    unsupported: onlyWhereItMatters,
    command: python('torch_peer'),
  },
  {
    name: 'torch-compile',
    description: 'PyTorch, torch.compile of the whole iteration',
    variants: [
      ...['compile', 'compile+channels-last'],
      ...['compile+separate', 'compile+autotune', 'compile+cpp'],
    ],
    isWhole: true,
    unsupported: (work, variant) =>
      /channels-last/.test(variant) ? onlyWhereItMatters(work, variant) : undefined,
    command: python('torch_peer'),
  },
  {
    name: 'web',
    description: 'wgan, WebAssembly in Chromium',
    variants: ['wgan'],
    unsupported: onlyWorks([1, 10]),
    command: inBrowser('onnxruntime-web'),
  },
  {
    name: 'tfjs',
    description: 'TensorFlow.js, WebAssembly in Chromium',
    variants: ['tfjs'],
    unsupported: onlyWorks([1]),
    command: inBrowser('@tensorflow/tfjs'),
  },
  {
    name: 'jax-js',
    description: 'jax-js, WebAssembly in Chromium',
    variants: ['jax-js'],
    unsupported: onlyWorks([1]),
    command: inBrowser('@jax-js/jax'),
  },
];

/** One engine as it is timed. */
export interface Contestant {
  readonly engine: Engine;
  readonly variant: string;
  readonly threads: number;
}

/** `jax:in-out@2`; the default variant is not named. */
export function nameOf({ engine, variant, threads }: Contestant): string {
  const shown = variant === engine.variants[0] ? '' : `:${variant}`;
  return `${engine.name}${shown}@${threads}`;
}
