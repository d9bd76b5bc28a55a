// The completion scripts, in the shells that are installed.

import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { fakeIo } from './fake-io.ts';

async function script(shell: string): Promise<string> {
  const io = fakeIo();
  await main(['completion', shell], io);
  return io.stdout.text();
}

const has = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0;

/** What bash offers after some words, the last of which is being typed. */
function bashOffers(source: string, words: readonly string[]): readonly string[] {
  const list = words.map((word) => `'${word}'`).join(' ');
  const lines = `${source}\nCOMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}; _wgan; echo "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync('bash', ['-c', lines], { encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.trim().split(' ');
}

describe.skipIf(!has('bash'))('bash', () => {
  it.each([
    [['wgan', 'tr'], ['train']],
    [['wgan', 'train', '--critic-h'], ['--critic-hidden']],
    [['wgan', 'train', '--objective', 'wgan-'], ['wgan-gp']],
    [['wgan', 'set', '--pen'], ['--penalty']],
    [['wgan', 'help', 'samp'], ['sample']],
    [['wgan', 'train', '--lan'], ['--lang']],
    [
      ['wgan', 'train', '--lang', ''],
      ['en', 'zh'],
    ],
  ])('%j', async (words, offers) => {
    expect(bashOffers(await script('bash'), words)).toEqual(offers);
  });
});

it.each(['bash', 'zsh', 'fish'].filter(has))('%s takes the script', async (shell) => {
  const { status, stderr } = spawnSync(shell, ['-n'], { input: await script(shell), encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});

it.each(['zsh', 'fish'])('%s knows commands, options and choices', async (shell) => {
  const text = await script(shell);
  for (const word of ['interpolate', 'critic-hidden', 'wgan-gp wgan gan']) expect(text).toContain(word);
});
