// Pictures of 256 pixels and of unequal sides, by flags alone, and what is refused before anything is written.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { decodePng } from '../../src/formats/png.ts';
import { requireRoom } from '../../src/run/require-room.ts';
import { type PartialConfig, resolveConfig } from '../../src/train/config.ts';
import { estimateMemory } from '../../src/train/memory.ts';
import { ganOf } from '../../src/train/setup.ts';
import { temporaryFolder } from '../run/tiny.ts';
import { fakeIo } from './fake-io.ts';

/** Six pictures in colour, and where runs may go. */
function place(width: number, height: number) {
  const folder = temporaryFolder();
  const pictures = join(folder, 'pictures');
  mkdirSync(pictures);
  for (let seed = 0; seed < 6; seed++) {
    const data = Uint8Array.from({ length: 3 * width * height }, (_, at) => (at * (seed + 3)) % 251);
    writeFileSync(join(pictures, `${seed}.png`), encode({ width, height, channels: 3, data }));
  }
  const at = (name: string) => join(folder, name);
  const run = async (...args: readonly string[]) => {
    const io = fakeIo();
    const code = await main(args, io);
    return { code, out: io.stdout.text(), error: io.stderr.text() };
  };
  const train = (text: string, out = 'run') =>
    run('train', '--dataset', pictures, ...text.split(' '), ...fast, '--out', at(out));
  return { at, run, train };
}

const fast = '--latent 2 --batch 2 --critic-steps 1 --iterations 1 --threads 1 --quiet'.split(' ');

test.each([
  ['--size 256 --generator dcgan --generator-channels 1 --critic dcgan --critic-channels 1', 256, 256],
  ['--size 96x64 --architecture resnet --channels 1', 96, 64],
  ['--size 37x29 --generator resnet --generator-channels 1 --critic vgg11 --critic-width 16', 37, 29],
])('%s: trained, gone on with, sampled and exported', async (flags, width, height) => {
  const { at, run, train } = place(width, height);
  expect(await train(flags)).toMatchObject({ code: 0 });
  const resumed = await run('train', '--resume', at('run'), '--iterations', '2', '--quiet');
  expect(resumed).toMatchObject({ code: 0 });
  expect((await run('sample', at('run'), '--count', '1', '--out', at('one.png'))).code).toBe(0);
  const picture = decodePng(readFileSync(at('one.png')));
  expect([picture.width % width, picture.height % height, picture.channels]).toEqual([0, 0, 3]);
  await run('export', at('run'), '--to', at('generator.onnx'));
  const session = await InferenceSession.create(at('generator.onnx'));
  const { images } = await session.run({ latent: new Tensor('float32', new Float32Array(6), [3, 2]) });
  expect(images!.dims).toEqual([3, 3, height, width]);
});

describe('what cannot be is refused in a sentence, with the nearest that can', () => {
  it.each([
    [
      '--size 7 --architecture dcgan',
      'dcgan: expected images of at least 8×8 pixels, got samples of [3,7,7]',
      '--size 8 is the nearest; --architecture mlp takes smaller ones',
    ],
    [
      '--size 40x6 --architecture resnet',
      'resnet: expected images of at least 8×8 pixels, got samples of [3,6,40]',
      '--size 40x8 is the nearest; --architecture mlp takes smaller ones',
    ],
    [
      '--size 8 --critic vgg16',
      'vgg16: expected images of at least 16×16 pixels, got samples of [3,8,8]',
      '--size 16 is the nearest; --critic dcgan takes smaller ones',
    ],
    [
      '--size 16 --generator vgg16',
      'generator: expected one of',
      '--critic vgg16 goes with any of these as --generator',
    ],
    [
      '--size 16 --architecture dcgan --channels 4096 --generator-channels 4000 --kernel 9 --latent 900000',
      'memory: training needs about',
      'choose narrower layers, a smaller batch, latent or image size, or fewer critic steps',
    ],
  ])('%s', async (flags, message, help) => {
    const { at, train } = place(16, 16);
    const { code, error } = await train(flags);
    expect(code).toBe(2);
    expect(error).toContain(message);
    expect(error).toContain(help);
    expect(error.trimEnd().split('\n')).toHaveLength(2);
    expect(existsSync(at('run'))).toBe(false);
  });

  it('channels that are not those of a checkpoint', async () => {
    const { at, run, train } = place(16, 16);
    await train('--size 16 --architecture dcgan --channels 2');
    const refused = async (...args: readonly string[]) => {
      const before = readFileSync(at('run/config.json'), 'utf8');
      const { code, error } = await run(...args);
      expect(code).not.toBe(0);
      expect(readFileSync(at('run/config.json'), 'utf8')).toBe(before);
      return error;
    };
    const wider = await refused('train', '--resume', at('run'), '--channels', '4');
    expect(wider).toContain('channels: a resumed run keeps its own value, got 4');
    const grey = await refused('train', '--resume', at('run'), '--color', 'grey');
    expect(grey).toContain('color: a resumed run keeps its own value, got "grey"');
    const branched = await refused('branch', at('run'), '--at', '1', '--channels', '4', '--out', at('other'));
    expect(branched).toMatch(/branch: tensor "generator\.0\.weight" must be float32\[\d+,2\], got float32\[/);
    expect(branched).toContain('start a new run for others');
    expect(existsSync(at('other'))).toBe(false);
  });

  it('too little memory, of which smaller batches need less', () => {
    const ganWith = (said: PartialConfig) => ganOf(resolveConfig(said), [3, 64, 64]);
    const data = { values: new Uint8Array(0) };
    const said = { architecture: 'dcgan', channels: 16, batch: 256 };
    const { total } = estimateMemory(ganWith({ ...said, batch: 64, accumulate: 4 }), data);
    expect(() => requireRoom(ganWith(said), data, 1.31 * total)).toThrow(
      expect.objectContaining({
        help: expect.stringMatching(
          /^--batch 64 --accumulate 4 needs about \d\.\d\d GB for updates of as many samples$/,
        ),
      }),
    );
    expect(() => requireRoom(ganWith(said), data, 1e6)).toThrow(
      expect.objectContaining({ help: expect.stringContaining('narrower layers') }),
    );
    expect(() => requireRoom(ganWith(said), data, 64e9)).not.toThrow();
  });
});
