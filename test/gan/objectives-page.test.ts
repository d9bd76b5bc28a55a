// docs/objectives.md has every objective, with the papers that it names itself.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { objectives } from '../../src/gan/objectives/registry.ts';

const page = readFileSync(new URL('../../docs/objectives.md', import.meta.url), 'utf8');
const rowsOf = (name: string) => page.split('\n').filter((line) => line.startsWith(`| \`${name}\` |`));

describe('docs/objectives.md', () => {
  it.each(objectives.all)('$name: formula, source, use and numbers', ({ name, source }) => {
    const [formula, use] = rowsOf(name);
    expect(formula?.split('|')).toHaveLength(6);
    expect(use?.split('|')).toHaveLength(5);
    const papers = source.match(/arXiv:[0-9.]+\d/g) ?? [];
    const isSame = formula!.includes('the same,'); // as the row above
    for (const paper of isSame ? [] : papers) expect(formula).toContain(paper);
  });

  it('measured numbers are those of docs/experiments.md', () => {
    const experiments = readFileSync(new URL('../../docs/experiments.md', import.meta.url), 'utf8');
    for (const name of ['wgan-gp', 'wgan', 'gan', 'gan-minimax']) {
      const [, , measured] = rowsOf(name);
      const told = experiments
        .split('\n')
        .filter((line) => line.startsWith(`| ${name} | `))
        .join('\n');
      const numbers = measured!.match(/\d+\.\d/g) ?? [];
      expect(numbers).toHaveLength(4);
      for (const number of numbers) expect(told).toContain(`| ${number} `);
    }
  });
});
