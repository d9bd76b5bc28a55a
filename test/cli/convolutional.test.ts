// A folder of colour pictures learnt by convolutions, by flags alone: killed, gone on with, and used.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { encode } from 'fast-png';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodePng } from '../../src/formats/png.ts';
import { linesOf as jsonLines } from '../run/tiny.ts';
import { start, useWorkplace } from './built.ts';

const COUNT = 24;
const SIDE = 16;

/** A square of one colour on another. */
function picture(seed: number): Uint8Array {
  const [inner, outer] = [
    [(seed * 53) % 256, (seed * 101) % 256, 200],
    [20, (seed * 197) % 256, 90],
  ];
  const data = new Uint8Array(SIDE * SIDE * 3);
  for (let at = 0; at < SIDE * SIDE; at++) {
    const isInside = [at % SIDE, Math.floor(at / SIDE)].every((place) => place > 3 && place < 8 + (seed % 5));
    data.set(isInside ? inner! : outer!, 3 * at);
  }
  return encode({ width: SIDE, height: SIDE, channels: 3, data });
}

describe('colour pictures and convolutions', () => {
  const place = useWorkplace();

  async function succeeds(...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await place.run(...args);
    expect(code, stderr).toBe(0);
    return stdout;
  }

  beforeAll(async () => {
    mkdirSync(place.at('pictures'));
    for (let seed = 0; seed < COUNT; seed++)
      writeFileSync(place.at('pictures', `${seed}.png`), picture(seed));
    const networks = [
      '--architecture',
      'dcgan',
      '--channels',
      '4',
      '--critic-channels',
      '6',
      '--kernel',
      '5',
    ];
    const how = ['--latent', '6', '--batch', '4', '--critic-steps', '1', '--threads', '1'];
    const cadences = ['--iterations', '100000', '--log-every', '1', '--checkpoint-every', '2', '--keep', '2'];
    const args = ['train', '--dataset', 'pictures', '--size', String(SIDE), '--out', 'run', '--json'];
    const training = start([...args, ...networks, ...how, ...cadences], {
      folder: place.folder,
      env: { XDG_CACHE_HOME: place.at('cache') },
    });
    await training.printed('"iteration":5');
    training.kill('SIGKILL');
    await training.finished;
    const lines = jsonLines<{ iteration: number }>(place.at('run', 'metrics.jsonl'));
    await succeeds('train', '--resume', 'run', '--iterations', String(lines.at(-1)!.iteration + 3));
  }, 60_000);

  it('is gone on with where it was killed', async () => {
    expect(await succeeds('info', 'run')).toContain('24 samples of [3,16,16]');
    const iterations = jsonLines<{ iteration: number }>(place.at('run', 'metrics.jsonl')).map(
      ({ iteration }) => iteration,
    );
    expect(iterations).toEqual(iterations.map((_, index) => index + 1));
  });

  it('is sampled and evaluated in colour', async () => {
    await succeeds('sample', 'run', '--count', '4', '--out', 'samples.png');
    expect(decodePng(readFileSync(place.at('samples.png'))).channels).toBe(3);
    expect(await succeeds('evaluate', 'run', '--samples', '32')).toContain('24 real ones');
  });

  it('is exported for any number of samples, each what it is alone', async () => {
    await succeeds('export', 'run', '--to', 'generator.onnx');
    const session = await InferenceSession.create(place.at('generator.onnx'));
    const noise = Float32Array.from({ length: 30 }, (_, index) => Math.sin(index));
    const draw = async (rows: number) => {
      const latent = new Tensor('float32', noise.slice(0, 6 * rows), [rows, 6]);
      return (await session.run({ latent })).images!;
    };
    const [five, one] = [await draw(5), await draw(1)];
    expect([five.dims, one.dims]).toEqual([
      [5, 3, SIDE, SIDE],
      [1, 3, SIDE, SIDE],
    ]);
    const values = Array.from(one.data as Float32Array);
    const first = Array.from((five.data as Float32Array).slice(0, values.length));
    expect(Math.max(...values.map((value, index) => Math.abs(value - first[index]!)))).toBeLessThan(1e-5);
    expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(1);
  });

  it('says in its card the modules of PyTorch, with the names of its weights', () => {
    const card = readFileSync(place.at('run', 'README.md'), 'utf8');
    const modules = card.split('nn.Sequential(\n')[1]!.split('\n)')[0]!.split('\n');
    const file = readFileSync(place.at('run', 'generator.safetensors'));
    const header = JSON.parse(file.toString('utf8', 8, 8 + Number(file.readBigUInt64LE(0))));
    const shapes = Object.entries<{ readonly shape: readonly number[] }>(header).flatMap(
      ([name, { shape }]) => (name === '__metadata__' ? [] : [[name, shape] as const]),
    );
    const weighty = modules.flatMap((line, index) =>
      /Linear|Conv|BatchNorm/.test(line) ? [String(index)] : [],
    );
    expect([...new Set(shapes.map(([name]) => name.split('.')[0]!))].toSorted()).toEqual(weighty.toSorted());
    expect(Object.fromEntries(shapes)).toMatchObject({
      '0.weight': [128, 6],
      '2.running_mean': [8],
      '4.weight': [8, 4, 5, 5],
      '7.weight': [4, 3, 5, 5],
      '7.bias': [3],
    });
  });
});
