// The command line in a Chinese locale: no English sentence is left. Needs the CPU.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../../src/cli/commands/registry.ts';
import { speak } from '../../../src/cli/language/say.ts';
import { main } from '../../../src/cli/main.ts';
import { widthOf } from '../../../src/cli/terminal/colors.ts';
import { fakeIo } from '../fake-io.ts';

const folder = mkdtempSync(join(tmpdir(), 'wgan-zh-'));
const at = (name: string) => join(folder, name);
const [first, second] = [at('first'), at('second')];

async function run(args: readonly string[], env: Readonly<Record<string, string>> = { LANG: 'zh_CN.UTF-8' }) {
  const io = fakeIo({ env });
  const code = await main(args, io);
  return { code, stdout: io.stdout.text(), stderr: io.stderr.text() };
}

/** What stays in Latin letters: lines to type, citations, names. */
const kept = [
  /^ *(\$ )?(wgan|npx|source) .*$/gm,
  /^.*(et al\.|Volgenant).*$/gm,
  /wgan [a-z]+( --?[\w-]+| <[^>]+>| [\w./-]+)*/g,
  /npm install [\w@./ -]+/g,
  /ONNX Runtime|Wasserstein GAN|Python pickle|AMD EPYC|mean\(\w+\)/g,
  /--[\w-]+( <\w+>)?/g,
];

/** Three English words in a row, with what stands around them. */
function englishIn(text: string): readonly string[] {
  const rest = kept.reduce((left, pattern) => left.replaceAll(pattern, '·'), text.replaceAll(folder, ''));
  return Array.from(
    rest.matchAll(/.{0,30}\b[A-Za-z]{2,}(?:['’]s)?(?: [A-Za-z]{2,}){2,}.{0,30}/g),
    ([found]) => found,
  );
}

const hasChinese = (text: string) => /\p{Script=Han}/u.test(text);

const tiny = [
  '--critic-hidden',
  '8',
  '--generator-hidden',
  '8',
  '--latent',
  '4',
  '--batch',
  '8',
  '--threads',
  '1',
];
const points = ['--dataset', 'ring', '--iterations', '30', '--log-every', '1', '--holdout', '100', ...tiny];

beforeAll(async () => {
  await run(['train', ...points, '--out', first, '--evaluate-every', '30', '--quiet']);
  await run(['train', ...points, '--out', second, '--objective', 'gan', '--quiet']);
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await speak('en');
});

describe('help', () => {
  it.each([[], ...commands.map(({ name }) => [name])])(
    '%s is Chinese, in lines that fit',
    async (...names) => {
      const { code, stdout } = await run([...names.filter((name) => name !== undefined), '--help']);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^用法: wgan .*\[选项\]/);
      expect(stdout).toContain('示例：\n');
      expect(englishIn(stdout)).toEqual([]);
      const lines = stdout.slice(0, stdout.indexOf('示例：')).split('\n');
      expect(lines.filter((line) => widthOf(line) > 80)).toEqual([]);
    },
  );
});

describe('what commands print', () => {
  it.each([
    ['a plan', ['train', '--dry-run', ...points]],
    ['a training', ['train', ...points, '--out', at('third'), '--penalty', '0.1']],
    ['a list', ['list', folder]],
    ['a run', ['info', first]],
    ['a generator', ['info', join(first, 'generator.safetensors')]],
    ['a checkpoint', ['info', join(first, 'checkpoints/000030.safetensors')]],
    ['a story', ['explain', first]],
    ['a story without an estimate', ['explain', second]],
    ['an evaluation', ['evaluate', first, '--samples', '50', '--explain']],
    ['samples', ['sample', first, '--out', at('points.csv')]],
    ['an export', ['export', first, '--to', at('generator.onnx')]],
    ['a comparison', ['compare', first, second, '--out', at('page.html')]],
    ['a branch', ['branch', first, '--at', '10', '--no-train', '--out', at('branch')]],
    ['a replay', ['replay', second]],
  ])('%s', async (_, args) => {
    const { code, stdout, stderr } = await run(args);
    expect([code, stderr.includes('wgan:')]).toEqual([0, false]);
    expect(hasChinese(stdout)).toBe(true);
    expect(englishIn(stdout + stderr)).toEqual([]);
  });

  it('the page of a comparison', () => {
    const page = readFileSync(at('page.html'), 'utf8');
    expect(page).toContain('<html lang="zh-CN">');
    const text = page.replaceAll(/<(style|svg)[\s\S]*?<\/\1>|<code>.*?<\/code>|<[^>]*>/g, '\n');
    expect(englishIn(text)).toEqual([]);
  });
});

describe('errors', () => {
  beforeAll(() => writeFileSync(at('broken.json'), '{'));

  it.each([
    [['trian'], /未知命令“trian”\n提示：是不是想用 train？/],
    [['train', '--itertions', '5'], /未知选项“--itertions”\n提示：是不是想用 --iterations？/],
    [['train', '--iterations'], /选项“--iterations <n>”缺少参数/],
    [['train', './photos'], /train：只接受选项，得到 \.\/photos/],
    [['train', '--penalty', '-1'], /penalty：应为 ≥ 0 的数，得到 -1/],
    [['train', '--dataset', 'mnits'], /得到“mnits”：没有这个文件或目录（ENOENT）\n提示：是不是想用“mnist”？/],
    [['train', '--config', at('broken.json')], /broken\.json：应为 JSON，得到/],
    [['train', '--resume', '/nowhere'], /\/nowhere：应为运行目录/],
    [['train', '--resume', 'x', '--out', 'y'], /--out：不能与 --resume 同时使用/],
    [['sample', '/nowhere'], /\/nowhere：.*没有这个文件/],
    [['pause'], /缺少必需的参数“run”/],
    [['set', 'x'], /set：需要要更改的设置/],
    [['branch', first, '--at', '99'], /at：应为该运行做过的迭代，0 到 30，得到 99/],
    [['completion', 'csh'], /completion：应为 bash, zsh, fish 之一，得到“csh”/],
    [['list', '--lang', 'fr'], /lang：应为 en, zh 之一，得到“fr”/],
  ])('%j', async (args, wanted) => {
    const { code, stdout, stderr } = await run(args);
    expect(code).not.toBe(0);
    expect(stdout).toBe('');
    expect(stderr).toMatch(wanted);
    expect(englishIn(stderr)).toEqual([]);
  });
});

describe('what programs read stays as it is', () => {
  it.each([
    [['info', first, '--json']],
    [['explain', first, '--json']],
    [['list', folder, '--json']],
    [['compare', first, second, '--json', '--out', at('other.html')]],
  ])('%j', async (args) => {
    const { stdout } = await run(args);
    expect(hasChinese(stdout)).toBe(false);
    expect(stdout).toBe((await run(args, { LC_ALL: 'C' })).stdout);
  });

  it('in the run folder too', () => {
    for (const name of ['config.json', 'status.json', 'metrics.jsonl', 'evaluations.jsonl', 'README.md']) {
      expect(hasChinese(readFileSync(join(first, name), 'utf8'))).toBe(false);
    }
  });
});
