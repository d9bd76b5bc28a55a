// Names that are orders to a terminal: what files are called, and what they hold, is shown and never obeyed.

import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { terminalText } from '../../src/cli/terminal/output.ts';
import { html } from '../../src/formats/html.ts';
import { markdownText, printable, yamlText } from '../../src/formats/printable.ts';
import { temporaryFolder } from '../run/tiny.ts';
import { type FakeIo, fakeIo } from './fake-io.ts';

const cli = fileURLToPath(new URL('../../src/cli', import.meta.url));
const example = fileURLToPath(new URL('../../assets/example-run', import.meta.url));

/** Clears the screen, forges a note, turns text round, sets the title of the window by a C1 control. */
const EVIL = 'a\x1b[2J\nnote: all is well\r\u202egnp.\u2028\x7f\u009d0;owned\x07';
const SHOWN = 'a\\u001b[2J\\nnote: all is well\\r\\u202egnp.\\u2028\\u007f\\u009d0;owned\\u0007';

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape codes begin with one
const ownCodes = /\x1b\[[0-9;?]*[mAJKhl]\r?/g;
/** As text, or quoted for a shell. */
const shown = /\\(u001b|x1b)\[2J\\(n|x0a)note: all is well/;
/** What a terminal must not get from anybody but us. */
const orders = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u;

function expectHarmless(io: FakeIo): void {
  const text = (io.stdout.text() + io.stderr.text()).replaceAll(ownCodes, '');
  expect(text.replaceAll('\n', '')).not.toMatch(orders);
  expect(text).not.toMatch(/^note: all is well/m);
}

describe('text', () => {
  it('is shown in one line, in the letters of JSON', () => {
    expect(printable(EVIL)).toBe(SHOWN);
    expect(printable('é 漢字 👩‍👩‍👧 \\')).toBe('é 漢字 👩‍👩‍👧 \\');
    expect(JSON.parse(terminalText(JSON.stringify({ EVIL })))).toEqual({ EVIL });
    expect(terminalText(JSON.stringify(EVIL))).not.toMatch(orders);
  });

  it('cannot take the part of our own codes', () => {
    expect(terminalText('\x1b[31mred\r')).toBe('\\u001b[31mred\\r');
  });

  it('is text in HTML, Markdown and YAML', () => {
    const markup = `${EVIL}\n# x <img src=//e> [a](b) **\`$`;
    expect(html`${markup}`.html).not.toMatch(/[<\n\u061c\u2028\u202e]/);
    expect(markdownText(markup)).toContain('\\\\n\\# x \\<img src=//e\\> \\[a\\](b) \\*\\*\\`\\$');
    expect(markdownText('MNIST, 28×28, grey (10 %)')).toBe('MNIST, 28×28, grey (10 %)');
    expect(JSON.parse(yamlText(markup))).toBe(markup);
    expect(yamlText(markup)).not.toMatch(orders);
  });

  it('goes one way to the terminal: only what draws in place ends lines itself', () => {
    const sources = readdirSync(cli, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    const textOf = (name: string) => readFileSync(join(cli, name), 'utf8');
    const writers = sources.filter((name) =>
      /(stdout|stderr|output|stream)\.write\(|console\./.test(textOf(name)),
    );
    expect(writers.toSorted()).toEqual(['process-output.ts', join('terminal', 'screen.ts')]);
    expect(sources.filter((name) => /\\x1b|\\u001b|\\x9b|\\u009b/.test(textOf(name)))).toEqual([
      join('terminal', 'output.ts'),
    ]);
  });
});

describe('commands', () => {
  it.each([true, false])('show the names of runs, terminal: %s', async (isTerminal) => {
    const folder = temporaryFolder();
    const run = join(folder, EVIL.replaceAll('/', ''));
    cpSync(example, run, { recursive: true });
    const config = JSON.parse(readFileSync(join(run, 'config.json'), 'utf8'));
    config.dataset.name = EVIL;
    config.machine.cpu = EVIL;
    writeFileSync(join(run, 'config.json'), JSON.stringify(config));
    const out = join(folder, `${EVIL}.html`);
    for (const args of [
      ['list', folder],
      ['list', folder, '--json'],
      ['info', run],
      ['info', run, '--json'],
      ['explain', run],
      ['compare', run, run, '--out', out],
      ['set', run, '--penalty', EVIL],
      ['sample', `${run}x`],
      ['sample', run, '--out', join(folder, `${EVIL}.png`), '--count', '4'],
      [EVIL],
      ['list', `--${EVIL}`],
      ['train', EVIL],
      ['train', '--dataset', EVIL, '--debug'],
      ['train', '--objective', EVIL],
      ['train', '--config', join(run, 'config.json'), '--out', join(folder, `${EVIL}2`), '--dry-run'],
    ]) {
      const io = fakeIo({ isTerminal });
      await main(args, io);
      expect(io.stdout.text() + io.stderr.text(), args.join(' ')).toMatch(shown);
      expectHarmless(io);
    }
  });

  it('show the names of pictures and folders of classes', async () => {
    const folder = join(temporaryFolder(), EVIL);
    mkdirSync(join(folder, EVIL), { recursive: true });
    const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    writeFileSync(join(folder, EVIL, 'good.png'), png);
    writeFileSync(join(folder, EVIL, `${EVIL}.png`), 'no picture');
    for (const isTerminal of [true, false]) {
      const io = fakeIo({ isTerminal });
      await main(['train', '--dataset', folder, '--size', '8', '--dry-run'], io);
      expect(io.stdout.text() + io.stderr.text()).toContain(`${SHOWN}.png (`);
      expectHarmless(io);
    }
  });
});
