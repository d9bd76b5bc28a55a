// Weights from a file with which a critic begins, in place of random ones: those of an image classifier, for instance.

import { basename } from 'node:path';
import { FormatError, RunError } from '../base/errors.ts';
import type { TensorRecord } from '../base/host-tensor.ts';
import { formatType } from '../base/shape.ts';
import { inspectSafetensors, pickSafetensors } from '../formats/safetensors.ts';
import type { Gan } from '../gan/gan.ts';
import { typesOnly } from '../nn/layer.ts';
import { decoding } from './checkpoints.ts';
import { hashOfFile, withFile } from './large-files.ts';
import type { FileSystem } from './system.ts';

/** What config.json keeps of them. */
export interface StartNote {
  /** Name of the file. */
  readonly file: string;
  readonly sha256: string;
}

export interface StartWeights {
  readonly critic: TensorRecord;
  readonly note: StartNote;
  /** Variables of the critic that the file does not have: they begin at random. */
  readonly missing: readonly string[];
  /** Tensors of the file that the critic does not have. */
  readonly unused: readonly string[];
}

/** The tensors of a safetensors file that have the names of a critic's variables, such as torchvision's
 *  `features.0.weight`.
 *  @throws RunError if there is no such file, FormatError if it is damaged, has not most of them, or one of another type */
export async function readStartWeights(
  files: FileSystem,
  path: string,
  { critic }: Pick<Gan, 'critic'>,
): Promise<StartWeights> {
  if (!files.existsSync(path))
    throw new RunError(`${path}: expected weights for the critic, got no such file`);
  const wanted = critic.init(typesOnly);
  const names = Object.keys(wanted);
  const { present, tensors } = await decoding(path, () =>
    withFile(files, path, async (file) => {
      const { types } = inspectSafetensors(file);
      const shared = names.filter((name) => Object.hasOwn(types, name));
      for (const name of shared) requireType(path, name, formatType(wanted[name]!), formatType(types[name]!));
      return { present: Object.keys(types), tensors: pickSafetensors(file, shared) };
    }),
  );
  const count = Object.keys(tensors).length;
  if (2 * count < names.length) throw tooFew(path, names, present, count);
  return {
    critic: tensors,
    note: { file: basename(path), sha256: await hashOfFile(files, path) },
    missing: names.filter((name) => !Object.hasOwn(tensors, name)),
    unused: present.filter((name) => !Object.hasOwn(tensors, name)),
  };
}

function requireType(path: string, name: string, wanted: string, got: string): void {
  if (wanted === got) return;
  throw new FormatError(`${path}: expected ${name} as ${wanted}, as this critic has it, got ${got}`, {
    help: "torchvision's weights fit --critic vgg11 or vgg16 at full width, in colour: leave out --critic-width, or add --color rgb",
  });
}

const tooFew = (path: string, wanted: readonly string[], got: readonly string[], count: number) =>
  new FormatError(
    `${path}: expected most of the critic's ${wanted.length} variables, ${namesText(wanted)}, got ${count} of them among ${namesText(got)}`,
    { help: 'name the network that the weights are of, such as --critic vgg11' },
  );

const NAMED = 3;

/** Some names, and how many more there are. */
export const namesText = (names: readonly string[]): string =>
  names.length <= NAMED
    ? names.join(', ') || 'none'
    : `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more`;

/** The GAN whose critic begins so. */
export const startingWith = (gan: Gan, { critic: weights }: Pick<StartWeights, 'critic'>): Gan => ({
  ...gan,
  critic: { ...gan.critic, init: (random) => ({ ...gan.critic.init(random), ...weights }) },
});

/** What was taken from the file, and what was not. */
export function startText({ critic, note, missing, unused }: StartWeights): string {
  const count = Object.keys(critic).length;
  return `critic: ${count} tensors begin as in ${note.file}; at random begin ${namesText(missing)}; not used are ${namesText(unused)}`;
}
