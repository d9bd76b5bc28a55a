// The peers: how each is started, with which threads and in which variants.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Work } from '../works.ts';

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
  /** It takes part where whole processes are timed, and in the picture of growth. */
  readonly isWhole?: true;
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

const onlyTutorial = (work: Work) => (work.id === 1 && work.kind === 'training' ? undefined : 'only work 1');
/** Variants of rows are of sampling, the others of training. */
const rowsOnlyInSampling = (work: Work, variant: string) =>
  variant === '' || variant.startsWith('rows') === (work.kind === 'sampling')
    ? undefined
    : 'not a variant of this work';
const onlyTraining = (work: Work) => (work.kind === 'training' ? undefined : 'training works only');

/** All engines; ratios are against the first. */
export const engines: readonly Engine[] = [
  {
    name: 'wgan',
    description: 'wgan, native kernels',
    variants: ['', 'rows250', 'rows1000', 'rows2500'],
    isWhole: true,
    unsupported: rowsOnlyInSampling,
    command: () => script('wgan'),
  },
  {
    name: 'floor',
    description: 'the matrix products of our program alone',
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
    unsupported: rowsOnlyInSampling,
    command: python('jax_peer'),
  },
  {
    name: 'torch',
    description: 'PyTorch, eager',
    variants: ['', 'separate', 'each', 'rows10000'],
    isWhole: true,
    unsupported: rowsOnlyInSampling,
    command: python('torch_peer'),
  },
  {
    name: 'torch-compile',
    description: 'PyTorch, torch.compile of the whole iteration',
    variants: ['compile', 'compile+separate', 'compile+autotune', 'compile+cpp'],
    isWhole: true,
    command: python('torch_peer'),
  },
  {
    name: 'web',
    description: 'wgan, WebAssembly in Chromium',
    variants: ['wgan'],
    unsupported: onlyTutorial,
    command: inBrowser('onnxruntime-web'),
  },
  {
    name: 'tfjs',
    description: 'TensorFlow.js, WebAssembly in Chromium',
    variants: ['tfjs'],
    unsupported: onlyTutorial,
    command: inBrowser('@tensorflow/tfjs'),
  },
  {
    name: 'jax-js',
    description: 'jax-js, WebAssembly in Chromium',
    variants: ['jax-js'],
    unsupported: onlyTutorial,
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
