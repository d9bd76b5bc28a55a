// wgan data: what would be trained on, before anything is.

import { shellPath } from '../../base/shell.ts';
import { type Dataset, hasBytes } from '../../data/dataset.ts';
import { previewSamples } from '../../data/preview.ts';
import { findTwins, type Pair } from '../../data/twins.ts';
import { encodePng } from '../../formats/png.ts';
import { contactSheet } from '../../run/contact-sheet.ts';
import { writeFile } from '../../run/files.ts';
import { loadData } from '../../run/open-run.ts';
import { countClasses } from '../../run/run-config.ts';
import { system } from '../../run/system.ts';
import { resolveConfig } from '../../train/config.ts';
import type { CommandRecord, Invocation } from '../command.ts';
import { namingFlags } from '../flags.ts';
import { interruptible } from '../interruptible.ts';
import { exitCodes, type Io } from '../io.ts';
import { say, translate } from '../language/say.ts';
import { addOptions, textOf, wholeNumber } from '../options.ts';
import { classesText } from '../run-texts.ts';
import { colorDepth, painter } from '../terminal/colors.ts';
import { formatCount } from '../terminal/format.ts';
import { jsonLines } from '../terminal/output.ts';
import { factLines } from '../terminal/table.ts';
import { createTask } from '../terminal/task.ts';
import { sampleLines } from '../train/sample-lines.ts';
import { addFlagsOf, saidKeys } from '../train/train-options.ts';

/** Keys of the configuration that say how data are read. */
const keys = ['size', 'color', 'fit', 'alpha', 'labels', 'scale'];

export const dataCommand: CommandRecord = {
  name: 'data',
  summary: 'Show what would be trained on: a contact sheet, counts, classes, twins, what is skipped.',
  arguments: [['<dataset>', 'A dataset by name, or a folder, archive, array or file of points.']],
  examples: [
    'wgan data ./photos --size 64 --fit pad',
    'wgan data faces.zip --labels glasses --out sheet.png',
    'wgan data cifar-100-python.tar.gz --labels coarse --json',
  ],
  options(command) {
    addFlagsOf(command, keys);
    addOptions(command, [
      ['--out <file>', 'Where the contact sheet goes. (default: sheet.png)'],
      ['--count <n>', 'About how many samples it shows. (default: 100)'],
      ['--seed <n>', 'Chooses them. (default: 1)'],
      ['--no-preview', 'Show no samples in the terminal.'],
      ['--json', 'Print one JSON object, with all that was skipped and all twins.'],
    ]);
  },
  run: runData,
};

async function runData({ io, arguments: [named = ''], options }: Invocation): Promise<number> {
  const { preview, out, count, seed, json, ...rest } = options;
  const config = namingFlags(() => resolveConfig({ ...saidKeys(rest), dataset: named }));
  const sheetOptions = { count: wholeNumber(options, 'count', 1), seed: wholeNumber(options, 'seed') };
  const path = textOf(options, 'out') ?? 'sheet.png';
  return interruptible(
    io,
    () => {},
    async ({ signal }) => {
      const dataset = await reading(io, (onProgress) => loadData(config, { signal, onProgress }));
      const twins = hasBytes(dataset) && dataset.sampleShape.length === 3 ? findTwins(dataset) : [];
      const sheet = contactSheet(dataset, sheetOptions);
      if (sheet !== undefined) {
        const { files } = system();
        writeFile(files, path, encodePng(sheet), { isDurable: false });
      }
      const shown = sheet === undefined ? undefined : path;
      if (json) io.stdout.print(jsonLines(reportOf(dataset, twins, shown)));
      else show(io, { dataset, twins, sheet: shown, hasPreview: preview !== false });
      return exitCodes.done;
    },
  );
}

/** What `use` reads, with a bar where that takes a while. */
async function reading(
  io: Io,
  use: (onProgress: NonNullable<Parameters<typeof loadData>[1]['onProgress']>) => Promise<Dataset>,
): Promise<Dataset> {
  const task = createTask(io, 'reading files');
  try {
    return await use((progress) => {
      if (progress.stage === 'dataset') task.update(progress.done, progress.total);
    });
  } finally {
    task.close();
  }
}

/** Everything, for programs. */
function reportOf(dataset: Dataset, twins: readonly Pair[], sheet: string | undefined) {
  const { name, description, count, sampleShape, notes, skipped = [], preparation = [], labels } = dataset;
  return {
    ...{ name, description, count, sampleShape, preparation, notes, skipped },
    classes: labels === undefined ? [] : countClasses(labels),
    twins: twins.map((pair) => pair.map((index) => sampleName(dataset, index))),
    ...(sheet !== undefined && { sheet }),
  };
}

/** The file of a sample, or its number. */
const sampleName = ({ paths }: Dataset, index: number): string => paths?.[index] ?? `#${index}`;

interface Shown {
  readonly dataset: Dataset;
  readonly twins: readonly Pair[];
  readonly sheet: string | undefined;
  readonly hasPreview: boolean;
}

function show(io: Io, { dataset, twins, sheet, hasPreview }: Shown): void {
  const { isTerminal, columns, rows } = io.stdout;
  const depth = colorDepth({ isTerminal, env: io.env });
  const paint = painter(depth);
  const { name, description, sampleShape, count, preparation = [], notes, labels } = dataset;
  const facts = factLines(
    [
      [say`dataset`, say`${name}: ${translate(description)}`],
      [say`samples`, say`${formatCount(count)} of [${sampleShape.join(',')}]`],
      ...preparation.map((text) => ['', translate(text)] as const),
      [say`by class`, labels === undefined ? '' : classesText(countClasses(labels))],
      [say`twins`, twinsText(dataset, twins)],
      [say`skipped`, skippedText(dataset)],
      ...notes.map((text) => [say`note`, translate(text)] as const),
      [say`sheet`, sheet === undefined ? '' : shellPath(sheet)],
    ],
    paint,
  );
  const pictures =
    hasPreview && isTerminal
      ? sampleLines(previewSamples(dataset, { seed: 1 }), { columns, rows }, depth, paint)
      : [];
  io.stdout.print([...facts, ...(pictures.length > 0 ? ['', ...pictures] : [])]);
}

/** As many twins or files are named. */
const named = 3;

function twinsText(dataset: Dataset, twins: readonly Pair[]): string {
  if (twins.length === 0) return '';
  const pairs = twins
    .slice(0, named)
    .map(([first, second]) => `${sampleName(dataset, first)} = ${sampleName(dataset, second)}`);
  const count = formatCount(twins.length);
  const told = pairs.join(', ');
  return twins.length === 1
    ? say`1 picture nearly equals an earlier one: ${told}`
    : say`${count} pictures nearly equal earlier ones: ${told}${twins.length > named ? '…' : ''}`;
}

function skippedText({ skipped = [] }: Dataset): string {
  if (skipped.length === 0) return '';
  const first = skipped.slice(0, named).map(({ path, reason }) => `${path} (${translate(reason)})`);
  return say`${formatCount(skipped.length)}: ${first.join(', ')}${skipped.length > named ? '…' : ''}`;
}
