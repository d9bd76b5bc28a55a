import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shellLine, shellPath, shellWord } from '../../src/base/shell.ts';

describe('words of a command line', () => {
  it.each([
    ['runs/mnist-wgan-gp-1', 'runs/mnist-wgan-gp-1'],
    ['résumé/图', 'résumé/图'],
    ['', '""'],
    ["my run's é", `"my run's é"`],
    ['~', '"~"'],
    ['a*b', '"a*b"'],
    ['C:\\my runs\\a', '"C:\\my runs\\a"'],
    ['C:\\', `'C:\\'`],
    ['cost $HOME', `'cost $HOME'`],
    [`it's "so"`, `'it'\\''s "so"'`],
    ['two\nlines', `$'two\\x0alines'`],
  ])('%j is typed %s', (text, typed) => {
    expect(shellWord(text)).toBe(typed);
  });

  it('paths that begin with a dash are no options', () => {
    expect(shellPath('-x')).toBe('./-x');
    expect(shellPath('--out my')).toBe('"./--out my"');
    expect(shellPath('a-x')).toBe('a-x');
  });

  it.skipIf(process.platform === 'win32')('bash reads back what was written', () => {
    const letters = fc.constantFrom(...`ab é图'"$\`\\!*?~#&;|<>(){}[]=-%\n\t\r\u001b\u007f\u202e`);
    const words = fc.array(
      fc.array(letters, { maxLength: 8 }).map((each) => each.join('')),
      { minLength: 40, maxLength: 40 },
    );
    fc.assert(
      fc.property(words, (typed) => {
        const out = execFileSync('bash', ['-c', `printf '%s\\0' ${shellLine(typed)}`], { encoding: 'utf8' });
        expect(out.split('\0').slice(0, -1)).toEqual(typed);
      }),
      { numRuns: 20 },
    );
  });
});
