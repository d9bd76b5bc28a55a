// Every text that the command line may print has its Chinese, and every Chinese its text.

import { describe, expect, it } from 'vitest';
import { platform } from '../../../src/cli/language/chinese/platform.ts';
import { chinese } from '../../../src/cli/language/chinese/table.ts';
import { createTranslator } from '../../../src/cli/language/translator.ts';
import { stateStyles } from '../../../src/cli/run-texts.ts';
import { monitors } from '../../../src/health/registry.ts';
import { explanations } from '../../../src/metrics/explanations.ts';
import { groups } from '../../../src/train/config-options.ts';
import { type SourceText, sourceTexts, textsIn } from './sources.ts';

/** Files that write for machines, for files that are shared, or for the page of the studio. */
const elsewhere = [
  /^studio\/(app|words|protocol)\//, // has its own tables
  /^cli\/language\/chinese\//,
  /^cli\/compare\/style\.ts$/,
  /^run\/(model-card|card-results|card-.*)\.ts$/,
  /^(train\/training-program|gan\/(input-texts|streams))\.ts$/, // documentation within an ONNX file
];

/** Files whose texts may have Chinese, but need none: the studio's server speaks to its page. */
const optional = /^studio\/server\//;

/** What is no sentence though it has spaces: syntax, commands, markup, citations, formats. */
const machine = [
  /^<\w+ [\w-]+="/, // markup
  /^--[\w-]+ [<[]/, // an option
  /^help \[command\]$/,
  /^(wgan|npx|npm|source|train|set|stop|resume|evaluate|sample|branch|export|fidelity)( wgan| [a-z]+)* (\{|--|<\(|>|runs\/|-)/, // a command
  /^wgan [a-z]+( [\w./<>-]+)*$/,
  /arXiv:|scikit-learn|improved_wgan_training/, // a source
  /-src |COMPREPLY|complete -c|_arguments|__fish|_wgan\(\)|words=|^# fish/, // policies and scripts
  /^(class \w+\(nn\.\w+\):|def \w+\(\w+\):|from \w+ import |nn\.\w+\()/, // Python
  /^\W*\{1\}\W*(and|·|got)?\W*\{2\}[\W\d{}]*$/, // values alone
];

/** Texts that are made of parts, none of which is in the sources as it is printed. */
const composed = [
  ...Object.keys(stateStyles),
  ...monitors.all.flatMap(({ label }) => [label, `${label}: {1}`]),
  ...groups.map((group) => `${group[0]!.toUpperCase()}${group.slice(1)}:`),
  ...Object.values(explanations).flatMap(({ label, text }) => [label, text]),
];

/** Not printed, or only in English. */
const unprinted = new Set([
  'noise: independent standard normal numbers', // documentation within an ONNX file
  'images, [N, C, H, W], from -1 to 1',
  'images, [N, 3, H, W], from 0 to 255',
  'points in the coordinates of the data',
  'one {1}',
  'other seed',
  'npx wgan',
  'caused by {1}',
  'wgan: {1}',
  'version https://git-lfs',
  'SQLite format 3',
  '[{1},{2}] and [{3},{4}]',
  'webgpu: {1}{2}',
  'Maas et al. 2013, "Rectifier nonlinearities improve neural network acoustic models", section 2',
  'what to train',
  '{1} and {2}', // a list of words, which is taken apart
  '{1} and {2}{3}',
  '[{1} values]',
  'digits 1',
  'tanh x',
  '{1} + {2} · penalty',
  'Non tensor type is temporarily not supported.',
  '{1}, {2}; wgan {3}, ONNX Runtime {4}',
  '{1} · wgan',
  'wgan decoded images 1',
  'wgan reference 1',
]);

/** One in a line, so that a failure shows them all. */
const listOf = (missing: readonly SourceText[]) =>
  missing.map(({ where, key }) => `${where} ${key}`).join('\n');

const isSentence = (key: string): boolean =>
  !/\p{Script=Han}/u.test(key) &&
  /[A-Za-z]{2,}[,.:;]? [^ ]|[^ ] [A-Za-z]{2,}/.test(key) &&
  !/\p{Script=Han}/u.test(key) && // Chinese that is written beside its English
  !unprinted.has(key) &&
  !machine.some((kind) => kind.test(key));

const texts = sourceTexts((path) => !elsewhere.some((place) => place.test(path)));
const said = new Map(chinese.said.flatMap((table) => Object.entries(table)));
const found = new Map(chinese.found.flatMap((table) => Object.entries(table)));
const all = [...said, ...found];

describe('the Chinese of the command line', () => {
  it('has every text that `say` marks', () => {
    const missing = texts.filter(({ key, isSaid }) => isSaid && !said.has(key));
    expect(listOf(missing)).toBe('');
  });

  it('has every sentence that any floor may throw, warn of or show', () => {
    const missing = texts.filter(
      ({ key, where, isSaid }) =>
        !isSaid && !optional.test(where) && isSentence(key) && !said.has(key) && !found.has(key),
    );
    expect(listOf(missing)).toBe('');
  });

  it('has what is put together: states, monitors, headings, numbers of reports', () => {
    expect(composed.filter((key) => !said.has(key) && !found.has(key))).toEqual([]);
  });

  it('has nothing that no source says any more', () => {
    const used = new Set([...texts.map(({ key }) => key), ...composed, ...Object.keys(platform)]);
    expect(
      all
        .map(([key]) => key)
        .filter((key) => !used.has(key))
        .join('\n'),
    ).toBe('');
  });

  it('has every text once', () => {
    const keys = all.map(([key]) => key);
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
  });

  it('puts in every value that the English has', () => {
    const valuesOf = (text: string) =>
      [...new Set(Array.from(text.matchAll(/\{(\d+)!?\}/g), ([, number]) => number))].toSorted().join();
    expect(all.filter(([key, text]) => valuesOf(key) !== valuesOf(text))).toEqual([]);
  });

  it('is found for every finished text', () => {
    const { translate } = createTranslator(chinese);
    const finished = (text: string) => text.replaceAll(/\{(\d+)!?\}/g, 'value$1');
    const templates = [...found].filter(([key]) => /[A-Za-z]{3}/.test(key.replaceAll(/\{\d+\}/g, '')));
    const lost = templates.filter(([key, text]) => translate(finished(key)) !== finished(text));
    expect(lost.map(([key]) => `${key} → ${translate(finished(key))}`).join('\n')).toBe('');
  });

  it('has Chinese marks between Chinese characters', () => {
    const han = '\\p{Script=Han}';
    const western = new RegExp(`${han}[,;:!?()]|[,;:!?]${han}|${han} ?"|" ?${han}`, 'u');
    const own = all.filter(([key]) => key !== 'Usage:' && !/--clip 0\.01/.test(key));
    expect(own.filter(([, text]) => western.test(text))).toEqual([]);
  });
});

describe('the texts of a source', () => {
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: this is source
  it('are its literals, its templates with values in places, and sums of both', () => {
    const source = [
      "throw new RunError(`${path}: cannot be ${what}`, { help: 'free ' + 'some space' });",
      'print(say`wrote ${name(`the ${kind} of it`)}`, formatPlural(count, "file"));',
      "import a from 'no text at all'; const x: 'nor this one' = y;",
    ];
    expect(textsIn('a.ts', source.join('\n'))).toEqual([
      { key: '{1}: cannot be {2}', where: 'a.ts:1', isSaid: false },
      { key: 'free some space', where: 'a.ts:1', isSaid: false },
      { key: 'wrote {1}', where: 'a.ts:2', isSaid: true },
      { key: 'the {1} of it', where: 'a.ts:2', isSaid: false },
      { key: '{1} files', where: 'a.ts:2', isSaid: true },
      { key: 'file', where: 'a.ts:2', isSaid: false },
    ]);
  });
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: this is source
});
