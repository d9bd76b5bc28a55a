// wgan pause, resume, stop, set: steering a run that another process trains.

import { ConfigError } from '../../base/errors.ts';
import { liveKeys } from '../../run/control.ts';
import { awaitChange, type Request, sendControl } from '../../run/send.ts';
import { flagName } from '../../train/flag-words.ts';
import type { CommandRecord, Invocation } from '../command.ts';
import { UsageError } from '../errors.ts';
import { checkFlag, flags } from '../flags.ts';
import { exitCodes, type Io } from '../io.ts';
import { say } from '../language/say.ts';
import { addOptions } from '../options.ts';

const runArgument = [['<run>', 'The run folder.']] as const;

/** A command without options: its name, summary, and what it did. */
function defineControl(
  name: 'pause' | 'resume' | 'stop',
  summary: string,
  done: (iteration: number) => string,
): CommandRecord {
  return {
    name,
    summary,
    arguments: runArgument,
    examples: [`wgan ${name} runs/mnist-wgan-gp-1`],
    run: ({ io, arguments: [folder] }) => request(io, folder!, { command: name }, done),
  };
}

export const pauseCommand = defineControl(
  'pause',
  'Pause a run that is being trained.',
  (iteration) => say`paused from iteration ${iteration} on`,
);
export const resumeCommand = defineControl(
  'resume',
  'Let a paused run go on.',
  (iteration) => say`goes on from iteration ${iteration} on`,
);
export const stopCommand = defineControl(
  'stop',
  'Save and end a run that is being trained.',
  (iteration) => say`stops from iteration ${iteration} on`,
);

const liveFlags = flags.filter(({ key }) => key === 'learningRate' || liveKeys.includes(key));

export const setCommand: CommandRecord = {
  name: 'set',
  summary: 'Change settings of a run, from its next iteration on.',
  arguments: runArgument,
  examples: ['wgan set runs/mnist-wgan-gp-1 --penalty 5 --learning-rate 1e-4'],
  options: (command) =>
    addOptions(
      command,
      liveFlags.map(({ name, placeholder, help }) => [`--${name} ${placeholder}`, help] as const),
      'Settings:',
    ),
  run: runSet,
};

async function runSet({ io, arguments: [folder], options }: Invocation): Promise<number> {
  const said = liveFlags.filter(({ key }) => options[key] !== undefined);
  if (said.length === 0) {
    const names = liveFlags.map(({ name }) => `--${name}`).join(', ');
    throw new UsageError(`set: expected a setting to change, got none`, { help: `settings: ${names}` });
  }
  const requests = said.map((flag): Request => {
    const { key, parse } = flag;
    checkFlag(flag, String(options[key]));
    const value = parse(String(options[key]));
    if (typeof value !== 'number') throw new ConfigError(`${key}: expected a number, got "${options[key]}"`);
    return { command: 'set', key, value };
  });
  for (const each of requests) {
    await request(
      io,
      folder!,
      each,
      (iteration) => say`${flagName(each.key!)} is ${each.value!} from iteration ${iteration} on`,
    );
  }
  return exitCodes.done;
}

/** Asks a run for something, and tells what came of it. */
async function request(
  io: Io,
  folder: string,
  wanted: Request,
  done: (iteration: number) => string,
): Promise<number> {
  const change = await awaitChange(folder, sendControl(folder, wanted));
  if (change?.refused !== undefined) throw new ConfigError(`${folder}: ${change.refused}`);
  const text =
    change === undefined
      ? say`noted: it will be carried out before the next iteration of the run`
      : done(change.iteration + 1);
  io.stdout.print([say`${folder}: ${text}`]);
  return exitCodes.done;
}
