// Folders of training, test and validation pictures, told by their names. Pure.

type Split = 'training' | 'test' | 'validation';

const splitOf: ReadonlyMap<string, Split> = new Map([
  ['train', 'training'],
  ['training', 'training'],
  ['trainset', 'training'],
  ['test', 'test'],
  ['testing', 'test'],
  ['testset', 'test'],
  ['val', 'validation'],
  ['valid', 'validation'],
  ['validation', 'validation'],
  ['dev', 'validation'],
]);

const splitNamed = (name: string): Split | undefined => splitOf.get(name.toLowerCase());

/** Whether folders of these names are parts of one dataset, and no classes. */
export const areSplits = (names: readonly string[]): boolean =>
  new Set(names.flatMap((name) => splitNamed(name) ?? [])).size > 1;

interface Part {
  readonly split: Split;
  /** The path down to the folder of that name; undefined where there are several. */
  readonly folder: string | undefined;
  readonly count: number;
}

/** A note if images from folders of more than one part lie together.
 *  @param paths  of the images, relative to the folder */
export function mixedNotes(paths: readonly string[]): readonly string[] {
  const parts = partsOf(paths);
  if (parts.length < 2) return [];
  const counts = parts.map(({ split, count }) => `${split} (${count.toLocaleString('en')})`);
  const training = parts.find(({ split }) => split === 'training');
  const parted = listText(counts);
  return training?.folder === undefined
    ? [`the folder mixes pictures for ${parted}`]
    : [
        `the folder mixes pictures for ${parted}: name its folder ${training.folder} to learn from those alone`,
      ];
}

const listText = (texts: readonly string[]) => `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;

function partsOf(paths: readonly string[]): readonly Part[] {
  const parts = new Map<Split, Part>();
  for (const path of paths) {
    const folders = path.split('/').slice(0, -1);
    const depth = folders.findIndex((name) => splitNamed(name) !== undefined);
    if (depth < 0) continue;
    const split = splitNamed(folders[depth]!)!;
    const folder = folders.slice(0, depth + 1).join('/');
    const before = parts.get(split) ?? { split, folder, count: 0 };
    const same = before.folder === folder ? folder : undefined;
    parts.set(split, { split, folder: same, count: before.count + 1 });
  }
  return [...parts.values()];
}
