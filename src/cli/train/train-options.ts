// The options of `wgan train`, and the configuration that they say.

import fs from 'node:fs';
import { availableParallelism } from 'node:os';
import { type Command, Help, Option } from 'commander';
import type { Dataset } from '../../data/dataset.ts';
import { runPaths } from '../../run/folder.ts';
import { isRunFolder } from '../../run/new-folder.ts';
import { readConfigFile, readRunConfig } from '../../run/run-config.ts';
import { type Choice, chooseFor, resolveAny, type Wish } from '../../train/choice.ts';
import {
  type Config,
  leavesOf,
  mergedLeaves,
  optionsOf,
  type PartialConfig,
  presetOf,
  presets,
  resolveConfig,
  usualConfig,
} from '../../train/config.ts';
import { type Group, groups } from '../../train/config-options.ts';
import { flagName } from '../../train/flag-words.ts';
import { UsageError } from '../errors.ts';
import {
  checkFlags,
  configOfFlags,
  defaultText,
  type Flag,
  flagIn,
  flags,
  formerFlags,
  isShown,
  namingFlags,
  typedConfig,
} from '../flags.ts';
import { enumerated, say, translate } from '../language/say.ts';
import { secondsOption } from '../options.ts';

/** What was typed at `wgan train`, besides the keys of the configuration. */
export interface TrainFlags {
  readonly preset?: string;
  readonly config?: string;
  readonly criticWeights?: string;
  readonly out?: string;
  readonly overwrite?: boolean;
  readonly resume?: string;
  readonly continue?: boolean;
  readonly time?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly preview?: boolean;
  readonly studio?: boolean;
  readonly tensorboard?: boolean;
}

const heading = (group: string) => `${group[0]!.toUpperCase()}${group.slice(1)}:`;

interface FlagOptions {
  /** Whether their help tells defaults. */
  readonly hasDefaults?: boolean;
  /** Called after each group. */
  readonly after?: (group: Group) => void;
}

/** Adds the flags of the configuration, grouped. Their help tells those of the parts chosen. */
export function addConfigFlags(command: Command, { hasDefaults = true, after }: FlagOptions = {}): void {
  const added = new Map<Option, Flag>();
  for (const group of groups) {
    for (const flag of flags.filter((each) => each.group === group)) added.set(addFlag(command, flag), flag);
    after?.(group);
  }
  for (const flag of formerFlags) addFlag(command, flag).hideHelp();
  command.configureHelp({
    ...command.configureHelp(),
    visibleOptions(shown) {
      const config = typedConfig(shown.opts());
      return Help.prototype.visibleOptions.call(this, shown).filter((option) => {
        const flag = added.get(option);
        return flag === undefined || isShown(flag, config);
      });
    },
    optionDescription(option) {
      const flag = added.get(option);
      if (flag === undefined) return translate(option.description);
      const config = typedConfig(command.opts());
      const own = flagIn(flag, config);
      const told = helpText(own);
      const usual = hasDefaults ? defaultText(flag, usualConfig(config)) : '';
      return usual === '' ? told : say`${told} (default: ${usual})`;
    },
  });
}

/** Adds some flags of the configuration, by their keys. */
export function addFlagsOf(command: Command, keys: readonly string[]): void {
  for (const flag of flags.filter(({ key }) => keys.includes(key))) addFlag(command, flag);
}

/** Adds all options, grouped. */
export function addTrainOptions(command: Command): void {
  command.allowExcessArguments(); // refused by `refuseArguments`, which knows what they were meant to be
  addConfigFlags(command, {
    after(group) {
      if (group === 'what to train') addSources(command, heading(group));
    },
  });
  const add = (syntax: string, help: string) =>
    command.addOption(new Option(syntax, help).helpGroup('Files and output:'));
  add('--out <folder>', 'Where files go. (default: runs/<dataset>-<objective>-<n>)');
  add('--overwrite', 'Replace the run that is in --out.');
  add('--resume <run>', 'Go on with a run from its last checkpoint; --dataset says where its data are now.');
  add('--continue', 'Go on with the run in --out; start it where there is none.');
  add('--time <time>', 'Stop after so much training, such as 45m or 2h, saved; --resume goes on.');
  add('--studio', 'Watch and steer it in the browser: starts wgan studio beside it.');
  add('--tensorboard', 'Write an event file too, which tensorboard --logdir runs shows.');
  add('--dry-run', 'Show what would be trained; write nothing.');
  add('--no-preview', 'Show no samples in the terminal.');
  add('--json', 'Print every event as a line of JSON.');
  add('--quiet', 'Print only how it ended.');
}

function addSources(command: Command, group: string): void {
  const names = Object.keys(presets).join(', ');
  command.addOption(new Option('--preset <name>', `Start from named settings: ${names}.`).helpGroup(group));
  command.addOption(
    new Option('--config <file>', 'Start from a JSON file, such as the config.json of a run.').helpGroup(
      group,
    ),
  );
  command.addOption(
    new Option(
      '--critic-weights <file>',
      "Begin the critic with weights of a safetensors file, such as torchvision's of vgg16.",
    ).helpGroup(group),
  );
}

function addFlag(command: Command, flag: Flag): Option {
  const { name, group, placeholder } = flag;
  const syntax = placeholder === undefined ? `--${name}` : `--${name} ${placeholder}`;
  const option = new Option(syntax, helpText(flag)).helpGroup(heading(group));
  command.addOption(option);
  if (placeholder === undefined) {
    command.addOption(new Option(`--no-${name}`).helpGroup(heading(group)).hideHelp());
  }
  return option;
}

function helpText({ help, choices }: Flag): string {
  const told = translate(help);
  return choices.length === 0 ? told : say`${told.replace(/[.。]$/, '')}: ${enumerated(choices)}.`;
}

/** @throws UsageError for an argument that is no option */
export function refuseArguments([first]: readonly string[]): void {
  if (first === undefined) return;
  throw new UsageError(`train: expected options only, got ${first}`, {
    help: `a dataset is named by --dataset ${first}`,
  });
}

/** What is to be trained, before and after the data are known. */
export interface Wanted {
  readonly config: Config;
  /** What the data decide where neither flags nor files nor a preset say it; absent for a run that goes on. */
  readonly choose?: ((dataset: Dataset) => Choice) | undefined;
}

/** What was asked for: flag over file over preset over the defaults of the parts chosen.
 *  @throws ConfigError that names the wrong key */
export function requested(options: TrainFlags, said: PartialConfig): Wanted {
  const wish = wishOf(options, said);
  return { config: resolveAny(wish), choose: (dataset) => chooseFor(dataset, wish) };
}

function wishOf(options: TrainFlags, said: PartialConfig): Wish {
  const { preset } = options;
  const file = options.config === undefined ? {} : readConfigFile(fs, options.config, preset);
  return {
    given: mergedLeaves([presetOf(preset), file, said]),
    resolve: (chosen) => namingFlags(() => resolveConfig(said, { preset, from: [chosen, file] })),
    processors: availableParallelism(),
    seconds: secondsOption({ ...options }, 'time'),
  };
}

/** What only a new run has. */
const startOnly = ['preset', 'config', 'criticWeights', 'out', 'overwrite', 'dryRun'] as const;

/** What a resumed run goes on with: its own configuration and the changes that were said.
 *  @throws UsageError for options that only a new run can have */
export function resumedConfig(folder: string, options: TrainFlags, said: PartialConfig): Config {
  for (const key of startOnly) {
    if (options[key] === undefined) continue;
    throw new UsageError(
      `--${flagName(key)}: cannot be combined with --resume, which takes everything from the run`,
      { help: `leave it out, or start a new run with --config ${folder}/config.json` },
    );
  }
  return continuedConfig(folder, said);
}

/** The run to go on with: that of --resume; of --continue that in --out, where there is one.
 *  @throws UsageError for options that contradict */
export function runToResume(options: TrainFlags): string | undefined {
  const { resume, out, overwrite, dryRun } = options;
  if (!options.continue) return resume;
  const other = resume !== undefined ? 'resume' : overwrite ? 'overwrite' : undefined;
  if (other !== undefined) {
    throw new UsageError(`--continue: cannot be combined with --${other}`, {
      help: 'it goes on with the run in --out, or starts it where there is none',
    });
  }
  if (out === undefined) {
    throw new UsageError('--continue: expected the folder of the run in --out, got none', {
      help: 'wgan train --out runs/mine --continue',
    });
  }
  if (!isRunFolder(fs, out)) return undefined;
  if (!dryRun) return out;
  throw new UsageError(`--dry-run: expected a run that would start, got one in ${out} that would go on`, {
    help: `wgan info ${out} shows it`,
  });
}

/** What was asked of a run that goes on, by preset, file and flags: what may not change must be as it is. Of preset and
 *  file, what the run has no option for falls away.
 *  @throws ConfigError that names the wrong key */
export function continuedChanges(
  folder: string,
  { preset, config }: TrainFlags,
  said: PartialConfig,
): PartialConfig {
  const file = config === undefined ? {} : readConfigFile(fs, config, preset);
  const options = optionsOf(readRunConfig(fs, runPaths(folder)).config);
  const below = mergedLeaves([presetOf(preset), file]);
  const above = leavesOf(said);
  const own = options.flatMap(({ key, path }) => {
    const leaf = below.get(path.join('.'));
    return leaf === undefined || above.has(path.join('.')) ? [] : [[key, leaf.value] as const];
  });
  return { ...Object.fromEntries(own), ...said };
}

/** What a run goes on with, for views. */
export const continuedConfig = (folder: string, changes: PartialConfig): Config =>
  namingFlags(() => resolveConfig(changes, { from: readRunConfig(fs, runPaths(folder)).config }));

/** The keys of the configuration among what was typed.
 *  @throws ConfigError that names an option */
export function saidKeys(options: Readonly<Record<string, unknown>>): PartialConfig {
  checkFlags(options);
  return configOfFlags(options);
}
