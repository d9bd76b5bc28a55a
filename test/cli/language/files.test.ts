// What is said of files, in Chinese: sentences as the code makes them, none left in English.

import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { speak, translate } from '../../../src/cli/language/say.ts';
import { main } from '../../../src/cli/main.ts';
import { fileKinds } from '../../../src/data/file-kinds.ts';
import { alphaChoices, fitChoices } from '../../../src/data/image-size.ts';
import { createTally, type ImageFacts, scaledSentence } from '../../../src/data/preparation.ts';
import { loadDataset } from '../../../src/data/registry.ts';
import { mixedNotes } from '../../../src/data/splits.ts';
import { flatNotes, narrowRangeNotes } from '../../../src/data/value-range.ts';
import { idxFile, temporaryFolder } from '../../data/folders.ts';
import { fakeIo } from '../fake-io.ts';

beforeAll(() => speak('zh'));
afterAll(() => speak('en'));

const png = encode({ width: 8, height: 8, channels: 4, data: new Uint8Array(256).map((_, i) => i) });

/** Names of formats and of people stay; words do not. */
const english = /\b(the|is|are|was|were|of|and|to|it|that|which|all|with|not|expected|got)\b/;

function expectChinese(text: string): void {
  const told = translate(text);
  expect(told, text).toMatch(/\p{Script=Han}/u);
  expect(told, text).not.toMatch(english);
}

it('kinds of files and what to do with them', () => {
  const texts = fileKinds.flatMap(({ what, advice }) => [what, advice]);
  for (const text of texts.filter((each) => each !== 'JSON')) expectChinese(text);
});

it('what was done to pictures', () => {
  const plain: ImageFacts = {
    sides: [8, 8],
    ...{ hasAlpha: false, isAnimated: false, isTurned: false, is16Bit: false, isCmyk: false },
  };
  const done = { hasAlpha: true, isAnimated: true, isTurned: true, is16Bit: true, isCmyk: true } as const;
  const targets = fitChoices.flatMap((fit) =>
    alphaChoices.flatMap((alpha) => [
      { width: 6, height: 6, fit, alpha },
      { width: 6, height: 5, fit, alpha },
    ]),
  );
  for (const form of targets)
    for (const facts of [{ ...plain, ...done }, { ...plain, sides: [4, 40] as const }, plain]) {
      for (const others of [0, 1]) {
        const tally = createTally(form);
        tally.add(facts);
        if (others > 0) tally.add({ ...plain, sides: [6, 6] });
        for (const text of tally.sentences()) expectChinese(text);
      }
    }
  expectChinese(scaledSentence(3, 3, [-1000, 3000]));
  expectChinese(scaledSentence(2, 3, [0, 1]));
});

it('notes', async () => {
  const notes = [
    ...[0, 250, 128].flatMap((value) => narrowRangeNotes(new Uint8Array(64).fill(value), 64)),
    ...flatNotes(3, 1000),
    ...flatNotes(30, 1000),
    ...mixedNotes(['train/a.png', 'test/b.png', 'val/c.png']),
    ...mixedNotes(['a/train/a.png', 'b/train/a.png', 'a/test/b.png']),
  ];
  expect(notes).toHaveLength(6);
  for (const text of notes) expectChinese(text);
  const folder = temporaryFolder({ 'MNIST/raw/a-idx3-ubyte': idxFile([3, 4, 5]), 'MNIST/x': '' });
  for (const text of (await loadDataset(folder)).notes) expectChinese(text);
});

it('training, its plan and info of a folder with other files', async () => {
  const files = Object.fromEntries(['a.npy', 'b.png', 'c.txt', 'd.jpg'].map((name) => [name, 'what is it']));
  const pictures = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`${i}.png`, png]));
  const folder = temporaryFolder({ ...files, ...pictures });
  symlinkSync(join(folder, 'nowhere'), join(folder, 'z.png'));
  const run = join(temporaryFolder(), 'run');
  const networks = ['--generator-hidden', '4', '--critic-hidden', '4', '--latent', '2', '--batch', '4'];
  for (const args of [
    ['train', '--dataset', folder, '--size', '6', '--iterations', '1', '--out', run, ...networks],
    ['info', run],
    ['train', '--dataset', join(folder, 'a.npy')],
    ['train', '--dataset', '/dev/null'],
    ['train', '--dataset', temporaryFolder({ 'a.npy': '' })],
  ]) {
    const io = fakeIo({ columns: 1000 });
    await main([...args, '--lang', 'zh'], io);
    const lines = (io.stdout.text() + io.stderr.text()).split('\n');
    for (const line of lines.filter((text) => !/wgan (train|sample)|AMD|onnxruntime/.test(text))) {
      expect(line).not.toMatch(english);
    }
  }
  await speak('zh');
});
