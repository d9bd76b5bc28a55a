// What others get to read holds no path, user or host name: every file that a run and the commands make of it, byte by
// byte and unpacked, but for those that are this machine's own.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, inflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { encodePng } from '../../src/formats/png.ts';
import { readRecording } from '../../src/run/recording.ts';
import { recordingPage } from '../../src/studio/recording/page-file.ts';
import { decodeGenerator, encodeGenerator } from '../../src/train/model.ts';
import { pointsFile, sharedFolder } from '../run/tiny.ts';
import { ensureBuilt, small } from './built.ts';
import { fakeIo } from './fake-io.ts';

vi.mock('node:os', async (original) => ({
  ...(await original<typeof import('node:os')>()),
  hostname: () => 'telltale-host',
  userInfo: () => ({ username: 'telltale-user', homedir: '/home/telltale-user' }),
}));

const place = join(sharedFolder().path, 'telltale-place');
const at = (...names: readonly string[]) => join(place, ...names);
const outside = (...names: readonly string[]) => join(place, '..', 'shared', ...names);

/** Files of a run that are not for others: where the data are, and which process trains. */
const own = ['config.json', 'status.json', 'lock'];

async function wgan(...args: readonly string[]): Promise<string> {
  const io = fakeIo();
  expect(await main(args, io), io.stderr.text()).toBe(0);
  return io.stdout.text();
}

function picturesFolder(): string {
  for (const kind of ['cats', 'dogs']) {
    mkdirSync(at('pictures', kind), { recursive: true });
    for (let picture = 0; picture < 12; picture++) {
      const data = Uint8Array.from({ length: 64 }, (_, pixel) => (pixel * picture * 7) % 256);
      writeFileSync(
        at('pictures', kind, `${picture}.png`),
        encodePng({ width: 8, height: 8, channels: 1, data }),
      );
    }
    writeFileSync(at('pictures', kind, 'broken.png'), 'no picture');
  }
  return at('pictures');
}

/** Pixels, texts and everything else that a PNG file holds, unpacked. */
function unpackedPng(bytes: Buffer): readonly Buffer[] {
  const chunks: { readonly type: string; readonly data: Buffer }[] = [];
  for (let start = 8; start < bytes.length; ) {
    const length = bytes.readUInt32BE(start);
    chunks.push({
      type: bytes.toString('latin1', start + 4, start + 8),
      data: bytes.subarray(start + 8, start + 8 + length),
    });
    start += 12 + length;
  }
  expect(chunks.map(({ type }) => type).filter((type) => /^[it]TXt$|^zTXt$|^eXIf$/.test(type))).toEqual([]);
  return [inflateSync(Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)))];
}

const isPng = (bytes: Buffer) => bytes.toString('latin1', 1, 4) === 'PNG';
const isGzip = (bytes: Buffer) => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** The bytes, and whatever is packed in them, as deep as it goes. */
function layers(bytes: Buffer): readonly Buffer[] {
  const inner = isPng(bytes) ? unpackedPng(bytes) : isGzip(bytes) ? [gunzipSync(bytes)] : encoded(bytes);
  return [bytes, ...inner.flatMap(layers)];
}

/** What stands in a text as base64. */
const encoded = (bytes: Buffer): readonly Buffer[] =>
  [...bytes.toString('latin1').matchAll(/[A-Za-z0-9+/]{64,}={0,2}/g)]
    .map(([text]) => Buffer.from(text, 'base64'))
    .filter((found) => isPng(found) || isGzip(found));

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
}

/** Where a file says too much: "what: …around it…". */
function tellingIn(path: string): readonly string[] {
  return layers(readFileSync(path)).flatMap((bytes) =>
    (['latin1', 'utf16le'] as const).flatMap((encoding) => {
      const text = bytes.toString(encoding);
      const found = text.search(/telltale/i);
      return found < 0
        ? []
        : [`${basename(path)}: ${JSON.stringify(text.slice(Math.max(0, found - 60), found + 60))}`];
    }),
  );
}

const runs = ['points', 'pictures'] as const;

/** Everything that commands make of a run to give away. */
async function shareAll(run: string): Promise<void> {
  const [from, to] = [at('runs', run), (name: string) => outside(`${run}-${name}`)];
  for (const file of filesBelow(from).filter((name) => !own.includes(name))) {
    mkdirSync(join(to('run'), file, '..'), { recursive: true });
    writeFileSync(join(to('run'), file), readFileSync(join(from, file)));
  }
  for (const options of [
    ['--to', to('generator.onnx')],
    ['--to', to('weights.safetensors')],
    ['--training', '--to', to('training.onnx')],
  ])
    await wgan('export', from, ...options);
  if (run === 'pictures') await wgan('export', from, '--uint8', '--to', to('uint8.onnx'));
  await wgan('sample', from, '--out', to('sheet.png'));
  if (run === 'pictures') await wgan('interpolate', from, '--out', to('walk.png'));
  writeFileSync(to('report.json'), await wgan('evaluate', from, '--samples', '64', '--json'));
  const dist = (name: string) => fileURLToPath(new URL(`../../dist/studio/${name}`, import.meta.url));
  const parts = { page: dist('recording/page'), assets: dist('app/assets') };
  writeFileSync(to('page.html'), recordingPage(await readRecording(from), parts));
}

describe('what others get to read', () => {
  beforeAll(async () => {
    ensureBuilt();
    mkdirSync(outside(), { recursive: true });
    mkdirSync(place);
    const data = { points: pointsFile(place), pictures: picturesFolder() };
    for (const run of runs) {
      await wgan(
        'train',
        '--dataset',
        data[run],
        '--out',
        at('runs', run),
        ...small,
        '--iterations',
        '6',
        '--evaluate-every',
        '3',
        '--holdout',
        '5',
      );
      await shareAll(run);
    }
    await wgan('compare', ...runs.map((run) => at('runs', run)), '--out', outside('comparison.html'));
  });

  it('is all there', () => {
    const names = filesBelow(outside());
    expect(names).toEqual(
      expect.arrayContaining(['comparison.html', 'points-training.safetensors', 'pictures-page.html']),
    );
    for (const name of [
      'README.md',
      'generator.onnx',
      'generator.safetensors',
      'best.safetensors',
      'evaluations.jsonl',
    ])
      for (const run of runs) expect(names).toContain(join(`${run}-run`, name));
  });

  it('holds no path, user or host name', () => {
    expect(filesBelow(outside()).flatMap((name) => tellingIn(outside(name)))).toEqual([]);
  });

  it('names the data all the same', () => {
    expect(readFileSync(outside('points-run', 'README.md'), 'utf8')).toContain('learnt points.csv');
    expect(readFileSync(outside('comparison.html'), 'utf8')).toContain('points.csv');
  });

  it('keeps the place of the data where the run needs it', () => {
    expect(JSON.parse(readFileSync(at('runs/points/config.json'), 'utf8')).config.data.dataset).toBe(
      at('points.csv'),
    );
  });
});

describe('a run whose files say where its data are, as older ones do', () => {
  const run = at('runs/older');

  beforeAll(async () => {
    const path = at('points.csv');
    await wgan('train', '--dataset', path, '--out', run, ...small, '--iterations', '6');
    const config = JSON.parse(readFileSync(join(run, 'config.json'), 'utf8'));
    const dataset = { ...config.dataset, name: path, description: `150 points in the plane, from ${path}` };
    writeFileSync(join(run, 'config.json'), JSON.stringify({ ...config, dataset }));
    const weights = join(run, 'generator.safetensors');
    writeFileSync(weights, encodeGenerator({ ...decodeGenerator(readFileSync(weights)), dataset: path }));
  });

  it('gives away nothing of it', async () => {
    const [onnx, html] = [outside('older.onnx'), outside('older.html')];
    await wgan('export', run, '--to', onnx);
    await wgan('compare', run, at('runs/points'), '--out', html);
    expect([onnx, html].flatMap(tellingIn)).toEqual([]);
  });

  it('goes on, and its card tells no more than a new one', async () => {
    await wgan('train', '--resume', run, '--iterations', '8');
    expect(
      ['README.md', 'generator.onnx', 'generator.safetensors'].flatMap((name) => tellingIn(join(run, name))),
    ).toEqual([]);
  });
});
