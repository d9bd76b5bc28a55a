// The completion scripts: what they offer is what the help says, in the shells that are installed.

import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands/registry.ts';
import { flags } from '../../src/cli/flags.ts';
import { main } from '../../src/cli/main.ts';
import { fakeIo } from './fake-io.ts';

async function printed(...words: readonly string[]): Promise<string> {
  const io = fakeIo();
  await main(words, io);
  return io.stdout.text();
}

/** The options of a command, as its help lists them. */
async function optionsOf(command: string): Promise<readonly string[]> {
  const help = await printed(command, '--help');
  return [...help.matchAll(/^ {2}(?:-\w, )?(--[a-z0-9-]+)/gm)].map(([, option]) => option!);
}

const names = commands.map(({ name }) => name);
const scripts = {
  bash: await printed('completion', 'bash'),
  zsh: await printed('completion', 'zsh'),
  fish: await printed('completion', 'fish'),
};
const shells = Object.keys(scripts) as (keyof typeof scripts)[];
const optionsByCommand = new Map<string, readonly string[]>();
for (const name of names) {
  const listed = await optionsOf(name);
  // of a configuration, the help tells the options of the parts chosen; all of them are offered
  const shown = listed.includes('--objective')
    ? [...new Set([...listed, ...flags.map((flag) => `--${flag.name}`)])]
    : listed;
  optionsByCommand.set(name, shown.filter((option) => option !== '--help').toSorted());
}
const options = [...optionsByCommand];

const has = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0;

/** What bash offers after some words, the last of which is being typed. */
function bashOffers(words: readonly string[]): readonly string[] {
  const list = words.map((word) => `'${word}'`).join(' ');
  const lines = `${scripts.bash}\nCOMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; _wgan; echo "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', lines], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.trim().split(' ').toSorted();
}

it('there is something to offer', () => {
  expect(names).toContain('interpolate');
  expect(optionsByCommand.get('train')).toEqual(expect.arrayContaining(['--hidden', '--seed']));
  expect(options.map(([name, own]) => [name, own.length > 1])).toEqual(names.map((name) => [name, true]));
});

describe.skipIf(!has('bash'))('bash offers', () => {
  it('every command', () => {
    expect(bashOffers(['wgan', ''])).toEqual([...names, '--help', '--version', 'help'].toSorted());
    expect(bashOffers(['wgan', 'help', ''])).toEqual(names.toSorted());
  });

  it.each(options)('every option of %s', (name, own) => {
    expect(bashOffers(['wgan', name, '--'])).toEqual(own);
  });

  it('the choices of options that have some, wherever they stand', () => {
    const known = flags.filter(({ choices }) => choices.length > 0);
    expect(known.length).toBeGreaterThan(5);
    for (const { name, choices } of known) {
      expect(bashOffers(['wgan', 'train', `--${name}`, '']), name).toEqual(choices.toSorted());
    }
  });

  it.each([
    [['wgan', 'tr'], ['train']],
    [['wgan', 'train', '--critic-h'], ['--critic-hidden']],
    [
      ['wgan', 'train', '--seed', '1', '--objective', 'wgan-'],
      ['wgan-div', 'wgan-gp', 'wgan-lp'],
    ],
    [['wgan', 'set', '--pen'], ['--penalty']],
    [['wgan', 'help', 'samp'], ['sample']],
    [['wgan', 'train', '--lan'], ['--lang']],
    [
      ['wgan', 'train', '--lang', ''],
      ['en', 'zh'],
    ],
    [['wgan', 'train', '--no-such'], ['']],
  ])('for %j only %j', (words, offers) => {
    expect(bashOffers(words)).toEqual(offers);
  });
});

it.each(options)('zsh and fish know every option of %s', (name, own) => {
  const zsh = scripts.zsh.split('\n').find((line) => line.startsWith(`    ${name}) _arguments `));
  expect([...zsh!.matchAll(/'(--[a-z0-9-]+)\[/g)].map(([, option]) => option!).toSorted()).toEqual(own);
  const fish = scripts.fish.split('\n').filter((line) => line.includes(`_from ${name}' -l `));
  expect(fish.map((line) => `--${/ -l ([a-z0-9-]+) /.exec(line)![1]}`).toSorted()).toEqual(own);
});

it('zsh and fish know every command, and what it does', () => {
  for (const { name, summary } of commands) {
    expect(scripts.fish).toContain(
      `__fish_use_subcommand -f -a ${name} -d '${summary.replaceAll("'", "'\\''")}'`,
    );
    expect(scripts.zsh).toContain(`    '${name}:`);
  }
});

it('descriptions are whole sentences or their first part, never a single word that means nothing', () => {
  const texts = [...scripts.fish.matchAll(/ -d '((?:[^']|'\\'')*)'/g)].map(([, text]) => text!);
  expect(texts.filter((text) => text.length < 5)).toEqual([]);
});

for (const shell of shells) {
  it.skipIf(!has(shell))(`${shell} takes the script`, () => {
    const { status, stderr } = spawnSync(shell, ['-n'], { input: scripts[shell], encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  });
}
