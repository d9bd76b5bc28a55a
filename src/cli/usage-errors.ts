// What commander refuses, with what was probably meant.

import type { Command, CommanderError } from 'commander';
import { datasets } from '../data/registry.ts';
import { type Config, resolveConfig } from '../train/config.ts';
import { UsageError } from './errors.ts';
import { configOfFlags, flags } from './flags.ts';
import { say } from './language/say.ts';
import { commandFor, optionFor } from './synonyms.ts';
import { formatCount } from './terminal/format.ts';

/** The error in our words. */
export async function usageError(
  { message: text }: CommanderError,
  program: Command,
  args: readonly string[],
): Promise<UsageError> {
  const [, message = text, suggestion] =
    /^(?:error: )?(.*?)(?:\n\(Did you mean (.*)\?\))?$/s.exec(text) ?? [];
  const command = program.commands.find((each) => each.name() === args.find((arg) => !arg.startsWith('-')));
  const option = /^unknown option '(.*)'$/s.exec(message)?.[1];
  if (option !== undefined && /^--?(n|num|max)?-?epochs?\b/.test(option) && command?.name() === 'train') {
    return new UsageError(message, { help: await epochsHelp(option, args) });
  }
  return new UsageError(message, { help: helpFor(message, option, command) ?? didYouMean(suggestion) });
}

function helpFor(message: string, option: string | undefined, command: Command | undefined) {
  if (option !== undefined) {
    const known = command?.options.filter(({ hidden }) => !hidden).map(({ long }) => long!) ?? [];
    return meant(optionFor(option.split('=')[0]!, known));
  }
  const name = /^unknown command '(.*)'$/s.exec(message)?.[1];
  return name === undefined ? undefined : meant(commandFor(name));
}

const meant = (ours: string | undefined) => ours && didYouMean(ours);

function didYouMean(suggestion: string | undefined): string {
  return suggestion === undefined
    ? 'wgan --help lists commands, wgan <command> --help its options'
    : `did you mean ${suggestion}?`;
}

/** Epochs as iterations: an iteration draws so many samples for each of its critic updates. */
async function epochsHelp(option: string, args: readonly string[]): Promise<string> {
  const meaning = say`did you mean --iterations? wgan counts generator updates; --dry-run says how many epochs they are`;
  const epochs = Number(valueAfter(option.split('=')[0]!, args));
  const config = typedConfig(args);
  if (config === undefined || !(epochs > 0) || !datasets.has(config.data.dataset)) return meaning;
  const { dataset } = config.data;
  const { count } = await datasets.get(dataset).load({});
  const { batch, criticSteps } = config.training;
  const iterations = Math.ceil((epochs * count) / (batch * criticSteps));
  return say`did you mean --iterations ${iterations}? so many generator updates draw ${formatCount(count)} samples of ${dataset} ${epochs} times, ${batch} for each of ${criticSteps} critic updates`;
}

function valueAfter(option: string, args: readonly string[]): string | undefined {
  const place = args.findLastIndex((arg) => arg === option || arg.startsWith(`${option}=`));
  if (place < 0) return undefined;
  return args[place] === option ? args[place + 1] : args[place]!.slice(option.length + 1);
}

/** The configuration that the flags among the arguments say; undefined where one of them is wrong. */
function typedConfig(args: readonly string[]): Config | undefined {
  const texts = flags.map(({ key, name }) => [key, valueAfter(`--${name}`, args)] as const);
  try {
    return resolveConfig(configOfFlags(Object.fromEntries(texts)), { preset: valueAfter('--preset', args) });
  } catch {
    return undefined;
  }
}
