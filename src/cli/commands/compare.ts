// wgan compare: runs side by side, as one HTML file; trains them first if that is asked for.

import fs from 'node:fs';
import { availableParallelism } from 'node:os';
import { Option } from 'commander';
import { shellPath } from '../../base/shell.ts';
import { objectives } from '../../gan/objectives/registry.ts';
import { differingOptions, type RunGroup, readComparison } from '../../run/comparison.ts';
import { writeFile } from '../../run/files.ts';
import { loadData } from '../../run/open-run.ts';
import { readConfigFile } from '../../run/run-config.ts';
import { trainAll } from '../../run/train-all.ts';
import { chooseFor, resolveAny, type Wish } from '../../train/choice.ts';
import {
  type Config,
  mergedLeaves,
  optionsOf,
  type PartialConfig,
  presetOf,
  presets,
  resolveConfig,
} from '../../train/config.ts';
import { optionsSaid } from '../../train/config-options.ts';
import type { CommandRecord, Invocation } from '../command.ts';
import { bestGroup, groupNames, metricRows } from '../compare/groups.ts';
import { comparisonPage } from '../compare/page.ts';
import { UsageError } from '../errors.ts';
import { interruptible } from '../interruptible.ts';
import { exitCodes, type Io } from '../io.ts';
import { say, translate } from '../language/say.ts';
import { addOptions, textOf, wholeNumber } from '../options.ts';
import type { Stopping } from '../stop-signals.ts';
import { colorDepth, painter } from '../terminal/colors.ts';
import { formatPlural } from '../terminal/format.ts';
import { jsonLines } from '../terminal/output.ts';
import { tableLines } from '../terminal/table.ts';
import { createTask } from '../terminal/task.ts';
import { addConfigFlags, saidKeys } from '../train/train-options.ts';

export const compareCommand: CommandRecord = {
  name: 'compare',
  summary: 'Put runs side by side in one HTML file; train them first if asked to.',
  arguments: [['[runs...]', 'Run folders; runs that differ in the seed only count as one setting.']],
  examples: [
    'wgan compare runs/mnist-wgan-gp-1 runs/mnist-gan-1',
    'wgan compare --objectives gan,wgan,wgan-gp --seeds 3 --iterations 2000',
    'wgan compare --objectives gan,wgan-gp --dataset ring --out ring.html',
  ],
  options(command) {
    addOptions(command, [
      ['--objectives <names>', `Train these first, separated by commas: ${objectives.names.join(', ')}.`],
      ['--seeds <n>', 'Train each with so many seeds, from --seed on. (default: 1)'],
      ['--runs <folder>', 'Where the trained runs go; those that are there go on. (default: runs/compare)'],
      ['--out <file>', 'The report. (default: comparison.html)'],
      ['--json', 'Print the numbers as JSON.'],
    ]);
    command.addOption(
      new Option(
        '--preset <name>',
        `Start from named settings: ${Object.keys(presets).join(', ')}.`,
      ).helpGroup('Options:'),
    );
    command.addOption(
      new Option('--config <file>', 'Start from a JSON file of settings.').helpGroup('Options:'),
    );
    addConfigFlags(command, { hasDefaults: false });
  },
  run: runCompare,
};

function runCompare({ io, arguments: folders, options }: Invocation): Promise<number> {
  const requested = requestedRuns(folders, options);
  const out = textOf(options, 'out') ?? 'comparison.html';
  return interruptible(
    io,
    () => {},
    async (stopping) => {
      const configs = requested && (await chosenConfigs(io, requested, stopping));
      const trained = configs && (await train(io, configs, options, stopping));
      if (trained?.isInterrupted) {
        io.stderr.print([say`interrupted: the same command goes on`]);
        return stopping.code!;
      }
      const groups = await read(io, [...(trained?.folders ?? []), ...folders], stopping.signal);
      writeFile(fs, out, comparisonPage(groups), { isDurable: false });
      io.stdout.print(options.json ? jsonLines(summaryOf(groups, out)) : linesOf(io, groups, out));
      return exitCodes.done;
    },
  );
}

/** The runs that are asked for. */
interface Requested {
  /** The first is that of the first objective and seed.
   *  @param chosen  what the data decide, below all that was said */
  readonly configs: (chosen: PartialConfig) => readonly Config[];
  /** What is said for the first objective. */
  readonly wish: Wish;
  /** Of the first objective, before the data are known. */
  readonly config: Config;
}

/** The runs to train: undefined without --objectives.
 *  @throws UsageError, ConfigError */
function requestedRuns(folders: readonly string[], options: Invocation['options']): Requested | undefined {
  const { runs: _, out: __, ...typed } = options;
  const said = saidKeys(typed);
  const names = textOf(options, 'objectives')
    ?.split(',')
    .map((name) => name.trim());
  if (names === undefined) return requireRunsAlone(folders, options, Object.keys(said));
  if (said.objective !== undefined) {
    throw new UsageError('--objective: cannot be combined with --objectives', {
      help: 'name it in --objectives',
    });
  }
  for (const name of names) objectives.get(name);
  const count = wholeNumber(options, 'seeds', 1) ?? 1;
  const preset = textOf(options, 'preset');
  const path = textOf(options, 'config');
  const file = path === undefined ? {} : readConfigFile(fs, path, preset);
  const objectivesAsked = [...new Set(names)];
  const configsOf = (from: readonly PartialConfig[]) =>
    objectivesAsked.map((objective) => resolveConfig({ objective }, { preset, from }));
  const configs = (chosen: PartialConfig) =>
    configsOf([chosen, file, said]).flatMap(({ objective, training: { iterations, seed } }) =>
      Array.from({ length: count }, (_, index) =>
        resolveConfig(
          { objective: objective.name, seed: seed + index },
          { preset, from: [chosen, file, { evaluateEvery: iterations }, said] },
        ),
      ),
    );
  const wish = {
    given: mergedLeaves([presetOf(preset), file, said]),
    resolve: (chosen: PartialConfig) => configs(chosen)[0]!,
    processors: availableParallelism(),
  };
  const config = resolveAny(wish);
  const known = configsOf([familyOf(config), file, said]);
  for (const [key, value] of Object.entries(said)) {
    const isUsed = known.some((config) => optionsSaid(key, optionsOf(config)).length > 0);
    if (!isUsed) resolveConfig({ objective: objectivesAsked[0]!, [key]: value }); // refuses it
  }
  return { configs, wish, config };
}

const familyOf = ({ generator, critic }: Config): PartialConfig => ({
  generator: generator.architecture,
  critic: critic.architecture,
});

/** The runs, with networks and a length that the data decide where nothing was said: the same for all objectives. */
async function chosenConfigs(
  io: Io,
  { configs, wish, config }: Requested,
  { signal }: Stopping,
): Promise<readonly Config[]> {
  const dataset = await loadData(config, { signal });
  const { chosen, reasons } = chooseFor(dataset, wish);
  if (dataset.sampleShape.length > 1) io.stderr.print(reasons.map(translate));
  return configs(chosen);
}

/** Without objectives, settings mean nothing. */
function requireRunsAlone(
  folders: readonly string[],
  options: Invocation['options'],
  said: readonly string[],
): undefined {
  const idle = [
    ...said,
    ...['seeds', 'runs', 'preset', 'config'].filter((name) => options[name] !== undefined),
  ];
  if (idle.length > 0) {
    throw new UsageError(`compare: --${idle[0]} is for runs to train, got no --objectives`, {
      help: 'wgan compare --objectives gan,wgan-gp trains and compares',
    });
  }
  if (folders.length === 0) {
    throw new UsageError('compare: expected run folders or --objectives, got neither', {
      help: 'wgan list shows the runs; wgan compare --objectives gan,wgan-gp trains some',
    });
  }
  return undefined;
}

async function train(
  io: Io,
  configs: readonly Config[],
  options: Invocation['options'],
  { signal }: Stopping,
) {
  let task: ReturnType<typeof createTask> | undefined;
  let current = -1;
  try {
    return await trainAll(configs, {
      out: textOf(options, 'runs') ?? 'runs/compare',
      signal,
      onEvent(event, index) {
        const { objective, training } = configs[index]!;
        const { seed, iterations } = training;
        const { name } = objective;
        if (index !== current) {
          task?.close();
          current = index;
          task = createTask(io, say`${index + 1}/${configs.length} ${name}, seed ${seed}`);
        }
        if (event.type === 'iteration') task?.update(event.iteration, iterations);
        if (event.type === 'warning') {
          io.stderr.print([say`warning: ${name}, seed ${seed}: ${translate(event.message)}`]);
        }
      },
    });
  } finally {
    task?.close();
  }
}

async function read(io: Io, folders: readonly string[], signal: AbortSignal): Promise<readonly RunGroup[]> {
  const unique = [...new Set(folders)];
  const task = createTask(io, 'measuring');
  const onRun = (index: number, count: number) => task.update(index, count);
  return readComparison(unique, { onRun, signal }).finally(task.close);
}

interface Summary {
  readonly out: string;
  readonly settings: readonly {
    readonly name: string;
    readonly runs: readonly string[];
    readonly numbers: Readonly<Record<string, unknown>>;
  }[];
}

function summaryOf(groups: readonly RunGroup[], out: string): Summary {
  const names = groupNames(groups, differingOptions(groups));
  const rows = metricRows(groups);
  return {
    out,
    settings: groups.map(({ runs }, group) => ({
      name: names[group]!,
      runs: runs.map(({ folder }) => folder),
      numbers: Object.fromEntries(
        rows.flatMap(({ name, spreads }) => (spreads[group] === undefined ? [] : [[name, spreads[group]]])),
      ),
    })),
  };
}

/** How many rows the terminal shows; the page has all. */
const SHOWN = 5;

function linesOf(io: Io, groups: readonly RunGroup[], out: string): readonly string[] {
  const paint = painter(colorDepth({ isTerminal: io.stdout.isTerminal, env: io.env }));
  const names = groupNames(groups, differingOptions(groups));
  const rows = metricRows(groups);
  const shown = [
    ...rows.slice(0, SHOWN),
    ...rows.slice(SHOWN).filter(({ name }) => name === 'elapsedSeconds'),
  ];
  const table = shown.map((row) => [
    translate(row.label),
    ...row.spreads.map((spread, group) => {
      if (spread === undefined) return '–';
      const deviation = spread.count > 1 ? ` ± ${row.format(spread.deviation)}` : '';
      const text = `${row.format(spread.mean)}${deviation}`;
      return group === bestGroup(row) ? paint('bold', text) : text;
    }),
  ]);
  const count = groups.reduce((sum, { runs }) => sum + runs.length, 0);
  return [
    ...tableLines(['', ...names], table, paint),
    '',
    say`${formatPlural(count, 'run')} side by side in ${shellPath(out)}`,
  ];
}
