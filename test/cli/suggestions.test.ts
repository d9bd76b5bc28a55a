// What is suggested for a run can be typed: the commands of ten different runs, read by a shell and carried out.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { explainRun } from '../../src/run/explain.ts';
import type { PartialConfig } from '../../src/train/config.ts';
import { ask, drive, stop } from '../run/drive.ts';
import { gzippedImages, pointsFile, temporaryFolder, tinyConfig } from '../run/tiny.ts';
import { fakeIo } from './fake-io.ts';

interface Situation {
  readonly name: string;
  readonly config?: PartialConfig;
  readonly dataset?: (folder: string) => string;
  readonly at?: Parameters<typeof drive>[1] | ((out: string) => Parameters<typeof drive>[1]);
  /** The words of each suggested command but for the run's folder and its data. */
  readonly suggests: readonly string[];
  /** What the commands end with, unless all end well. */
  readonly codes?: readonly number[];
}

/** A file of few points, under a name that a shell would take apart. */
function oddFile(folder: string): string {
  const path = join(folder, `it's "my" $data.csv`);
  writeFileSync(path, readFileSync(pointsFile(folder)));
  return path;
}

function threePoints(folder: string): string {
  const path = join(folder, 'three.csv');
  writeFileSync(path, '0,1\n1,0\n1,1\n');
  return path;
}

const longer = 'train --resume RUN --iterations 16';
const measured = 'evaluate RUN';

const situations: readonly Situation[] = [
  { name: 'plain', suggests: [longer, measured] },
  { name: "my run's é", config: { holdout: 0 }, suggests: [longer, measured, 'again'] },
  { name: '--out=-x', dataset: oddFile, config: { holdout: 0 }, suggests: [longer, measured, 'again'] },
  {
    name: 'images $HOME',
    dataset: gzippedImages,
    config: { holdout: 0, generatorHidden: [] },
    suggests: [longer, measured, 'again'],
  },
  { name: 'few', dataset: threePoints, config: { holdout: 0, batch: 2 }, suggests: [longer] },
  {
    name: 'gan',
    config: { objective: 'gan', holdout: 0, oneSided: true },
    suggests: [longer, measured, 'again'],
  },
  { name: 'measured', config: { evaluateEvery: 4 }, suggests: [longer] },
  { name: 'stopped', config: { logEvery: 1 }, at: { 3: stop }, suggests: ['train --resume RUN', measured] },
  {
    name: 'overflow at once',
    config: { objective: 'wgan', learningRate: 1e30, criticNorm: 'none', holdout: 0 },
    suggests: ['again'],
  },
  {
    name: 'overflow',
    config: { logEvery: 1 },
    at: (out) => ({ 6: () => ask(out, 'a', 'set', 'penalty', 1e38) }),
    suggests: ['set RUN --learning-rate 0.00025', 'train --resume RUN'],
    codes: [0, 1], // a penalty like that overflows at any rate
  },
];

/** The words that a shell makes of a command. */
const wordsOf = (command: string): readonly string[] =>
  execFileSync('bash', ['-c', `printf '%s\\0' ${command}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);

/** The command, so that it takes no time. */
function inShort(words: readonly string[]): readonly string[] {
  const [name] = words;
  if (name === 'train') return [...words, words.includes('--resume') ? '--quiet' : '--dry-run'];
  return name === 'evaluate' ? [...words, '--samples', '60'] : words;
}

test.skipIf(process.platform === 'win32').each(situations)(
  'of the run "$name"',
  async ({ name, config = {}, dataset = pointsFile, at = {}, suggests, codes = [] }) => {
    const folder = temporaryFolder();
    const out = join(folder, name);
    mkdirSync(out);
    const data = dataset(folder);
    const options = { config: tinyConfig(data, { iterations: 8, ...config }), out };
    await drive(options, typeof at === 'function' ? at(out) : at).catch(() => {});
    const commands = explainRun(out).story.next.flatMap(({ command }) => command ?? []);
    const words = commands.map(wordsOf);
    const told = words.map((each) =>
      each.includes(out) ? each.map((word) => (word === out ? 'RUN' : word)).join(' ') : 'again',
    );
    expect(told).toEqual(suggests);
    for (const [index, each] of words.entries()) {
      if (!each.includes(out)) {
        expect(each).toEqual(expect.arrayContaining(['--dataset', data, '--latent', '4']));
      }
      const io = fakeIo();
      const code = await main(inShort(each), io);
      expect(code, `${each.join(' ')}\n${io.stderr.text()}`).toBe(codes[index] ?? 0);
    }
  },
);
