// control.jsonl as others write it: appended, shortened, removed, written anew, far too large.

import { appendFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Command, controlReader } from '../../src/run/control.ts';
import { runPaths } from '../../src/run/folder.ts';
import { growingLines } from '../../src/run/growing-lines.ts';
import { type FileSystem, system } from '../../src/run/system.ts';
import { temporaryFolder } from './tiny.ts';

const line = (id: string, command = 'pause') => `${JSON.stringify({ id, command })}\n`;

/** A reader of a control file, as a run has it. */
function reading(files: FileSystem = system().files) {
  const paths = runPaths(temporaryFolder());
  const reader = controlReader(files, paths, new Set(), 0);
  const ids = () => reader.take().map((taken) => (typeof taken === 'string' ? taken : taken.id));
  return { path: paths.control, ids };
}

describe('a control file', () => {
  const changes: readonly (readonly [
    name: string,
    change: (path: string) => void,
    ids: readonly string[],
  ])[] = [
    [
      'removed and written anew',
      (path) => {
        rmSync(path);
        writeFileSync(path, line('c'));
      },
      ['c'],
    ],
    ['written anew, as long as before', (path) => writeFileSync(path, line('c') + line('d')), ['c', 'd']],
    [
      'written anew and longer',
      (path) => writeFileSync(path, line('x1') + line('x2') + line('x3')),
      ['x1', 'x2', 'x3'],
    ],
    [
      'shortened',
      (path) => {
        truncateSync(path, line('a').length);
        appendFileSync(path, line('e'));
      },
      ['e'],
    ],
    [
      'emptied',
      (path) => {
        truncateSync(path);
        appendFileSync(path, line('f'));
      },
      ['f'],
    ],
  ];

  test.each(changes)('%s: every command is taken, once', (_, change, ids) => {
    const control = reading();
    expect(control.ids()).toEqual([]);
    writeFileSync(control.path, line('a') + line('b'));
    expect(control.ids()).toEqual(['a', 'b']);
    expect(control.ids()).toEqual([]);
    change(control.path);
    expect(control.ids()).toEqual(ids);
    expect(control.ids()).toEqual([]);
    appendFileSync(control.path, line('z'));
    expect(control.ids()).toEqual(['z']);
  });

  test('that is removed while the reader looks away from it is read when it comes back', () => {
    const control = reading();
    writeFileSync(control.path, line('a'));
    expect(control.ids()).toEqual(['a']);
    rmSync(control.path);
    expect(control.ids()).toEqual([]);
    writeFileSync(control.path, line('a') + line('b'));
    expect(control.ids()).toEqual(['b']);
  });

  test('of megabytes without a line end is read once, in bounded parts, and goes on to work', () => {
    let [read, most] = [0, 0];
    const { files } = system();
    const readSync = ((...args: Parameters<FileSystem['readSync']>) => {
      const count = files.readSync(...args);
      read += count;
      return count;
    }) as FileSystem['readSync'];
    const control = reading({ ...files, readSync });
    writeFileSync(control.path, 'x');
    truncateSync(control.path, 5e6);
    const takes = Array.from({ length: 40 }, () => {
      const before = read;
      const ids = control.ids();
      most = Math.max(most, read - before);
      return ids;
    });
    expect(takes.flat()).toHaveLength(1);
    expect(most).toBeLessThan(1.2e6);
    expect(read).toBeLessThan(5.1e6);
    appendFileSync(control.path, `\n${line('a')}`);
    expect(control.ids()).toEqual(['a']);
    expect(statSync(control.path).size).toBeGreaterThan(5e6);
  });

  test('full of other lines is told in one sentence', () => {
    const control = reading();
    writeFileSync(control.path, `${'nonsense\n'.repeat(50)}${line('a')}`);
    expect(control.ids()).toEqual(['a', '50 lines that are none, the first of them nonsense']);
  });

  test('that grows anyhow gives all its lines in order', () => {
    const property = fc.property(fc.array(fc.nat(200), { maxLength: 30 }), (cuts) => {
      const path = join(temporary, 'grows');
      const text = Array.from({ length: 40 }, (_, index) => `line ${index} ${'é'.repeat(index)}\n`).join('');
      const bytes = new TextEncoder().encode(text);
      writeFileSync(path, '');
      const lines = growingLines(system().files, path);
      const got: string[] = [];
      let at = 0;
      for (const cut of [...cuts, bytes.length]) {
        appendFileSync(path, bytes.subarray(at, at + cut));
        at = Math.min(bytes.length, at + cut);
        got.push(...lines.next());
      }
      expect(got).toEqual(text.trimEnd().split('\n'));
    });
    const temporary = temporaryFolder();
    fc.assert(property, { numRuns: 60 });
  });
});

test('of what was there when a process took the run, only settings are taken; of what came since, all', () => {
  const paths = runPaths(temporaryFolder());
  const old = line('a') + line('b', 'set');
  writeFileSync(paths.control, old + line('c'));
  const reader = controlReader(system().files, paths, new Set(), old.length);
  expect(reader.take()).toEqual([
    { id: 'b', command: 'set' },
    { id: 'c', command: 'pause' },
  ]);
  expect(reader.take()).toEqual([]);
});

test('a command is what it was', () => {
  const paths = runPaths(temporaryFolder());
  const command: Command = { id: 'a', command: 'set', key: 'penalty', value: 3 };
  writeFileSync(paths.control, `${JSON.stringify(command)}\n`);
  expect(controlReader(system().files, paths, new Set(), 1000).take()).toEqual([command]);
});
