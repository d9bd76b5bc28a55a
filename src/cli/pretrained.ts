// The small generator that comes with the package: something to look at before anything is trained.

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { RunError } from '../base/errors.ts';
import { shellPath } from '../base/shell.ts';
import { say } from './language/say.ts';

const path = fileURLToPath(new URL('../../assets/mnist-generator.safetensors', import.meta.url));

/** What a command is to work with: the run or file that was named, or else the generator of the package.
 *  @throws RunError if the package has none */
export function modelPath(named: string | undefined): string {
  if (named !== undefined) return named;
  if (existsSync(path)) return path;
  throw new RunError('expected a run folder or model file, got none, and this package holds no generator', {
    help: 'train one with wgan train, then name its folder',
  });
}

/** What a model is called in messages, as it is typed. */
export const modelName = (named: string | undefined): string =>
  named === undefined ? say`the MNIST generator of this package` : shellPath(named);

const run = fileURLToPath(new URL('../../assets/example-run', import.meta.url));

/** The run that made the generator of the package.
 *  @throws RunError if the package has none */
export function exampleRun(): string {
  if (existsSync(run)) return run;
  throw new RunError('expected a run folder, got none, and this package holds no run', {
    help: 'train one with wgan train, then name its folder',
  });
}
