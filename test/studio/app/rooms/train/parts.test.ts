// Parts of the room that trains which need neither worker nor browser.

import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { TensorRecord } from '../../../../../src/base/host-tensor.ts';
import { underPrefix } from '../../../../../src/base/record.ts';
import { inMemory } from '../../../../../src/data/dataset.ts';
import { loadDataset } from '../../../../../src/data/registry.ts';
import { initialState } from '../../../../../src/gan/gan.ts';
import { widthsOf } from '../../../../../src/gan/networks.ts';
import { objectives } from '../../../../../src/gan/objectives/registry.ts';
import { rampColor, viridis } from '../../../../../src/studio/app/components/ramp.ts';
import { levelLine, levelsOf } from '../../../../../src/studio/app/rooms/train/contours.ts';
import { loadSource } from '../../../../../src/studio/app/rooms/train/data.ts';
import { decodeCentres, encodeCentres } from '../../../../../src/studio/app/rooms/train/drawn-places.ts';
import { createHistory } from '../../../../../src/studio/app/rooms/train/history.ts';
import {
  barShare,
  judgeOf,
  lossSymbols,
  partsAtWork,
} from '../../../../../src/studio/app/rooms/train/model-parts.ts';
import { greyOf, middleSquare } from '../../../../../src/studio/app/rooms/train/own/grey.ts';
import { formatNeed, ownKinds, readNeed } from '../../../../../src/studio/app/rooms/train/own/need.ts';
import { numbered, ownImages } from '../../../../../src/studio/app/rooms/train/own/own-data.ts';
import { ownPoints } from '../../../../../src/studio/app/rooms/train/own/own-points.ts';
import { packedDigits } from '../../../../../src/studio/app/rooms/train/packed-digits.ts';
import { phases, phasesOf } from '../../../../../src/studio/app/rooms/train/phases.ts';
import {
  dataNames,
  fieldsOf,
  identityOf,
  readRecipe,
  sourceOf,
} from '../../../../../src/studio/app/rooms/train/recipe.ts';
import { parseSentence } from '../../../../../src/studio/app/rooms/train/sentence.ts';
import { between } from '../../../../../src/studio/app/rooms/train/slow-motion.ts';
import type { LaneFrame } from '../../../../../src/studio/app/rooms/train/worker-messages.ts';
import { runtimeBytes } from '../../../../../src/studio/app/runtime/runtime-sizes.ts';
import { type Config, resolveConfig } from '../../../../../src/train/config.ts';
import { allOptions } from '../../../../../src/train/config-options.ts';
import { ganOf, networksOf } from '../../../../../src/train/setup.ts';
import { valuesOf } from '../../../../train/values.ts';

const packed = fileURLToPath(
  new URL('../../../../../src/studio/app/data/mnist-10k-idx3-ubyte.gz', import.meta.url),
);
const initialParameters = (config: Config) => {
  const state = initialState(ganOf(config, [2]), config.training.seed);
  return { generator: underPrefix('generator', state), critic: underPrefix('critic', state) };
};
const never = () => Promise.reject(new Error('no digits here'));

describe('an iteration in phases', () => {
  it.each([
    ['wgan-gp', 'real noise fakes scores penalty critic generator'],
    ['wgan', 'real noise fakes scores critic clip generator'],
    ['gan', 'real noise fakes scores critic generator'],
  ])('%s has those that it has', (objective, phases) =>
    expect(phasesOf([resolveConfig({ objective })]).join(' ')).toBe(phases),
  );

  it('has those of both of two', () =>
    expect(phasesOf(['gan', 'wgan'].map((objective) => resolveConfig({ objective })))).toContain('clip'));

  it('shows new scores over old fakes between the updates', () => {
    const lane = (value: number): LaneFrame => ({
      table: { iteration: [value], columns: {} },
      distances: { iteration: [], columns: {} },
      samples: { shape: [1, 2], data: Float32Array.of(value, value) },
      field: {
        side: 1,
        scores: Float32Array.of(value),
        slopes: Float32Array.of(value),
        arrows: Float32Array.of(value),
      },
    });
    const seen = between(lane(1), lane(2));
    expect(seen.samples.data[0]).toBe(1);
    expect(seen.field!.scores[0]).toBe(2);
    expect(seen.table.iteration).toEqual([2]);
  });
});

describe('a history', () => {
  it('keeps every number while there is room', () => {
    const history = createHistory(8);
    history.push(1, { a: 1, b: 5 });
    history.push(2, { a: 3, b: undefined });
    expect(history.table()).toEqual({ iteration: [1, 2], columns: { a: [1, 3], b: [5, null] } });
  });

  it('stays small, covers everything, and keeps the mean', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 300 }),
        (values) => {
          const history = createHistory(16);
          values.forEach((value, index) => {
            history.push(index + 1, { a: value });
          });
          const { iteration, columns } = history.table();
          expect(iteration.length).toBeLessThanOrEqual(17);
          expect(iteration.at(-1)).toBe(values.length);
          const ends = [0, ...iteration];
          const sum = columns.a!.reduce(
            (total: number, mean, row) => total + mean! * (ends[row + 1]! - ends[row]!),
            0,
          );
          expect(sum).toBeCloseTo(
            values.reduce((total, value) => total + value, 0),
            6,
          );
        },
      ),
    );
  });
});

describe('level lines', () => {
  const side = 21;
  const bowl = Float32Array.from({ length: side * side }, (_, index) =>
    Math.hypot((index % side) - 10, Math.floor(index / side) - 10),
  );

  it('of a distance are circles', () => {
    const segments = levelLine(bowl, side, 6.5);
    expect(segments.length).toBeGreaterThan(20);
    for (const [x0, y0, x1, y1] of segments) {
      expect(Math.hypot(x0 - 10, y0 - 10)).toBeCloseTo(6.5, 1);
      expect(Math.hypot(x1 - 10, y1 - 10)).toBeCloseTo(6.5, 1);
    }
  });

  it('of a saddle do not cross', () => {
    const saddle = Float32Array.of(1, -1, -1, 1); // high below left and above right
    for (const level of [-0.1, 0.1]) {
      const segments = levelLine(saddle, 2, level);
      expect(segments).toHaveLength(2);
      const sidesOf = segments.map(([x0, y0, x1, y1]) => Math.sign(x0 + x1 - 1) + Math.sign(y0 + y1 - 1));
      expect(new Set(sidesOf).size).toBe(level < 0 ? 1 : 2);
    }
  });

  it('are inside the values, and none of a plain', () => {
    expect(levelsOf(Float32Array.of(0, 4), 3)).toEqual([1, 2, 3]);
    expect(levelsOf(Float32Array.of(2, 2), 3)).toEqual([]);
  });

  it('have colours from end to end', () => {
    expect(rampColor(viridis, -1)).toEqual([68, 1, 84]);
    expect(rampColor(viridis, 2)).toEqual([253, 231, 37]);
    expect(
      rampColor(
        [
          [0, 0, 0],
          [10, 20, 30],
        ],
        0.5,
      ),
    ).toEqual([5, 10, 15]);
  });
});

describe('a recipe', () => {
  it('has defaults for every kind of data, without complaints', () => {
    for (const data of dataNames) {
      const { lanes, problems } = readRecipe({ data });
      expect(problems).toEqual([]);
      expect(lanes[0]!.config).toEqual(lanes[0]!.defaults);
    }
  });

  it('says which networks cannot learn what is chosen, and takes the usual ones', () => {
    const query = { architecture: 'dcgan', channels: '8' };
    const { lanes, problems } = readRecipe(query);
    expect(problems).toEqual(['dcgan: expected images of at least 8×8 pixels, got samples of [2]']);
    expect(lanes[0]!.config.generator.architecture).toBe('mlp');
    const digits = readRecipe({ ...query, data: 'digits' });
    expect(digits.problems).toEqual([]);
    expect(digits.lanes[0]!.config.critic).toMatchObject({ architecture: 'dcgan', channels: 8 });
  });

  it('takes values of the query, those of the second GAN with a prefix, shared ones for both', () => {
    const { lanes } = readRecipe({
      seed: '9',
      penalty: '2',
      generatorHidden: '8,9',
      'b.objective': 'wgan',
      'b.learningRate': '0.25',
    });
    const [a, b] = lanes.map(({ config }) => valuesOf(config));
    expect(a).toMatchObject({ objective: 'wgan-gp', seed: 9, penalty: 2, generatorHidden: [8, 9] });
    expect(b).toMatchObject({
      objective: 'wgan',
      seed: 9,
      learningRate: 0.25,
      generatorHidden: [8, 9],
    });
    expect(b).not.toHaveProperty('penalty');
  });

  it('says what it cannot use, and goes on with defaults', () => {
    const { lanes, problems, data } = readRecipe({
      data: 'faces',
      objective: 'wagn',
      batch: '4096',
      generatorHidden: '4,0',
      seed: '1.5',
      device: 'abacus',
    });
    expect(data).toBe('ring');
    expect(problems).toHaveLength(6);
    expect(problems.join('\n')).toContain('batch: expected a whole number up to 1024, got "4096"');
    expect(lanes[0]!.config).toEqual(lanes[0]!.defaults);
  });

  it('names the files of a reader that it needs, and what follows from their kind', () => {
    const points = readRecipe({ data: 'own', own: 'points,500,a heart, drawn.csv' });
    expect(points).toMatchObject({
      isImages: false,
      need: { kind: 'points', count: 500, name: 'a heart, drawn.csv' },
    });
    expect(points.lanes[0]!.config.data.dataset).toBe('a heart, drawn.csv');
    const images = readRecipe({ data: 'own', own: 'images,12,cats' });
    expect(images.isImages).toBe(true);
    expect(images.lanes[0]!.config.generator.latent).toBe(
      readRecipe({ data: 'digits' }).lanes[0]!.config.generator.latent,
    );
    expect(() => sourceOf(points)).toThrow(/files of the reader/);
    expect(readRecipe({ data: 'own', own: 'everything' }).problems).toEqual([
      'own: expected points or images, their number and a name, got "everything"',
    ]);
    expect(readRecipe({ own: 'images,12,cats' })).toMatchObject({ data: 'ring', isImages: false });
  });

  it('never fails, whatever a link says', () => {
    const keys = fc.constantFrom<string>(
      'data',
      'drawn',
      'own',
      'device',
      'b.objective',
      'b.clip',
      'generatorHidden',
      ...allOptions.map(({ key, shared = key }) => shared),
    );
    fc.assert(
      fc.property(fc.dictionary(keys, fc.oneof(fc.string(), fc.double().map(String))), (query) => {
        expect(readRecipe(query).lanes.length).toBeGreaterThan(0);
      }),
    );
  });

  it('is another one when a number changes, but for those that change while it trains', () => {
    const identity = (query: Readonly<Record<string, string>>) => identityOf(readRecipe(query));
    expect(identity({ seed: '2' })).not.toBe(identity({}));
    expect(identity({ device: 'webgpu' })).not.toBe(identity({}));
    expect(identity({ data: 'drawn', drawn: 'AAAA' })).not.toBe(identity({ data: 'drawn' }));
    expect(identity({ penalty: '7', learningRate: '0.5' })).toBe(identity({}));
  });

  it('has a field for every option of training and networks, its own or shared', () => {
    const { own, rare, shared } = fieldsOf(readRecipe({}).lanes[0]!);
    const keys = (fields: typeof own) => fields.map(({ key }) => key);
    expect(keys(own)).toEqual([
      ...['objective', 'criticSteps', 'criticWarmup', 'optimizer', 'learningRate', 'beta1', 'beta2'],
      ...['penalty', 'average'],
    ]);
    expect(keys(rare)).toEqual([
      ...['accumulate', 'clipGradient', 'orthogonal', 'beta2End', 'epsilon'],
      ...['r1', 'r1Every', 'r2', 'r2Every'],
      ...['schedule', 'horizon', 'rateEnd', 'penaltyEnd'],
    ]);
    expect(keys(shared)).toEqual([
      ...['seed', 'batch', 'architecture', 'latent', 'generatorHidden', 'criticHidden', 'norm', 'activation'],
    ]);
    expect(keys(fieldsOf(readRecipe({ objective: 'wgan' }).lanes[0]!).own)).toContain('clip');
    const averaged = fieldsOf(readRecipe({ average: '0.9' }).lanes[0]!);
    expect(keys(averaged.own)).toContain('emaRamp');
    expect(keys(averaged.rare).slice(-2)).toEqual(['emaStart', 'emaBuffers']);
  });
});

describe('drawn places', () => {
  it('are the same after they were a link', () => {
    const letters = fc.array(fc.constantFrom(...'ABZaz09-_'), { maxLength: 40 }).map((list) => list.join(''));
    fc.assert(
      fc.property(letters, (text) => {
        const whole = text.slice(0, text.length - (text.length % 2));
        expect(encodeCentres(decodeCentres(text))).toBe(whole);
      }),
    );
  });

  it('become points around them, the same each time', async () => {
    const source = sourceOf(readRecipe({ data: 'drawn', drawn: encodeCentres(Float32Array.of(1, -1)) }));
    const [first, again] = await Promise.all([loadSource(source, never), loadSource(source, never)]);
    const { values, count } = inMemory(first);
    expect(again.values).toEqual(values);
    const mean = (axis: number) => {
      let sum = 0;
      for (let index = axis; index < values.length; index += 2) sum += values[index]!;
      return sum / count;
    };
    expect(mean(0)).toBeCloseTo(1, 1);
    expect(mean(1)).toBeCloseTo(-1, 1);
  });

  it('are a heart where nothing is drawn', () => {
    const source = sourceOf(readRecipe({ data: 'drawn' }));
    expect(source.kind === 'drawn' && source.centres.length).toBe(96);
  });
});

describe('the picture of the model', () => {
  it.each(objectives.names)('of %s shows what that objective is made of', (name) => {
    const objective = objectives.get(name);
    const isCritic = judgeOf(objective) === 'critic';
    expect(isCritic).toBe(objective.estimate !== undefined);
    const { judge, kind } = lossSymbols[name]!;
    const isLogistic = judge.includes('log');
    expect(isLogistic).toBe(['gan', 'gan-minimax', 'dragan', 'rpgan'].includes(name));
    expect(isCritic && isLogistic).toBe(false);
    expect(judge.includes('penalty')).toBe('penalty' in objective.options);
    expect(kind === 'plain').toBe(!isLogistic);
  });

  it('has a part at work in every phase', () => {
    for (const phase of phases) expect(partsAtWork[phase], phase).not.toEqual([]);
  });

  it('has the layers that are trained', () => {
    const { config } = readRecipe({ generatorHidden: '8,4', criticHidden: '6', latent: '3' }).lanes[0]!;
    const networks = networksOf(config, [2]);
    const widths = { generator: widthsOf(networks.generator), critic: widthsOf(networks.critic) };
    expect(widths).toEqual({ generator: [3, 8, 4, 2], critic: [2, 6, 1] });
    const { generator, critic } = initialParameters(config);
    const weightsOf = (record: TensorRecord) =>
      Object.values(record).flatMap(({ shape }) => (shape.length === 2 ? [shape] : []));
    const pairs = (sizes: readonly number[]) => sizes.slice(1).map((size, index) => [size, sizes[index]]);
    expect(weightsOf(generator)).toEqual(pairs(widths.generator));
    expect(weightsOf(critic)).toEqual(pairs(widths.critic));
  });

  it('has taller bars for wider layers, up to the widest', () => {
    expect(barShare(1)).toBeGreaterThan(0);
    expect(barShare(784)).toBeGreaterThan(barShare(128));
    expect(barShare(1e6)).toBe(1);
  });
});

describe('ONNX Runtime', () => {
  it.each([
    ['wasm', 'ort-wasm-simd-threaded.wasm'],
    ['webgpu', 'ort-wasm-simd-threaded.asyncify.wasm'],
  ] as const)('for %s is as large as it is told', (device, name) => {
    const path = new URL(`../../../../../node_modules/onnxruntime-web/dist/${name}`, import.meta.url);
    expect(runtimeBytes[device]).toBe(statSync(path).size);
  });
});

describe('files of a reader', () => {
  it('of points are read and scaled as the command line does it', () => {
    const data = ownPoints('x;y\n# far\n1000;-2\n1002;-4\n', 'far.csv');
    expect(data).toMatchObject({
      need: { kind: 'points', count: 2, name: 'far.csv' },
      sampleShape: [2],
      view: { centre: [0, 0] },
      scale: { centre: [1001, -3], spread: [1, 1] },
    });
    expect([...data.values]).toEqual([-1, 1, 1, -1]);
    const near = ownPoints('1;-2\n0,5;1', 'near.csv');
    expect([[...near.values], near.scale]).toEqual([[1, -2, 0.5, 1], undefined]);
    expect(() => ownPoints('1,2\n3\n', 'bad.csv')).toThrow('bad.csv: every row must be two finite numbers');
  });

  it('have another number for every reading', () => {
    const [first, again] = [numbered(ownPoints('1,2', 'one.csv')), numbered(ownPoints('1,2', 'one.csv'))];
    expect(again).toEqual({ ...first, id: expect.any(Number) });
    expect(again.id).not.toBe(first.id);
  });

  it('of images lie one after the other', () => {
    const image = (shade: number) => new Uint8Array(28 * 28).fill(shade);
    const data = ownImages([image(3), image(7)], 'cats', { skipped: ['notes.txt'], over: 0 });
    expect(data.need).toEqual({ kind: 'images', count: 2, name: 'cats' });
    expect([data.values.length, data.values[783], data.values[784]]).toEqual([2 * 784, 3, 7]);
  });

  it('are said in a link by kind, number and name, and nothing else', () => {
    const names = fc.string({ minLength: 1, maxLength: 80, unit: 'grapheme-ascii' });
    fc.assert(
      fc.property(fc.constantFrom(...ownKinds), fc.nat({ max: 999_999_999 }), names, (kind, count, name) => {
        expect(readNeed(formatNeed({ kind, count, name }))).toEqual({ kind, count, name });
      }),
    );
    expect(readNeed('points,x,a')).toBeUndefined();
    expect(readNeed('')).toBeUndefined();
  });

  it.each([
    [40, 30, { left: 5, top: 0, side: 30 }],
    [30, 41, { left: 0, top: 5.5, side: 30 }],
  ])('of %i × %i pixels give their middle square', (width, height, square) =>
    expect(middleSquare(width, height)).toEqual(square),
  );

  it('become the grey that the command line makes of them', async () => {
    const colors = [
      [255, 0, 0],
      [0, 255, 0],
      [0, 0, 255],
      [10, 90, 200],
      [77, 77, 77],
      [250, 240, 3],
    ];
    const rgb = Uint8Array.from(colors.flat());
    const raw = { width: colors.length, height: 1, channels: 3 } as const;
    const there = await sharp(rgb, { raw }).toColourspace('b-w').raw({ depth: 'uchar' }).toBuffer();
    const here = greyOf(Uint8ClampedArray.from(colors.flatMap((color) => [...color, 255])));
    here.forEach((grey, index) => {
      expect(Math.abs(grey - there[index]!), String(colors[index])).toBeLessThanOrEqual(2);
    });
  });
});

describe('packed digits', () => {
  it('are the first of MNIST, as many bytes as are told', async () => {
    const bytes = readFileSync(packed);
    expect(bytes.length).toBe(packedDigits.bytes);
    const digits = await loadSource({ kind: 'digits' }, async () => new Uint8Array(gunzipSync(bytes)));
    const mnist = inMemory(await loadDataset('mnist'));
    expect(digits.count).toBe(packedDigits.count);
    expect(digits.sampleShape).toEqual(mnist.sampleShape);
    expect(
      Buffer.compare(
        digits.values as Uint8Array,
        mnist.values.subarray(0, inMemory(digits).values.length) as Uint8Array,
      ),
    ).toBe(0);
  });
});

it('finds the words of a sentence that can be switched', () => {
  expect(parseSentence('The {a:first} and {b:second one}.')).toEqual([
    { text: 'The ' },
    { name: 'a', text: 'first' },
    { text: ' and ' },
    { name: 'b', text: 'second one' },
    { text: '.' },
  ]);
});
