// The parts of the room "explore" that need no browser: the plane, directions, ways, files.

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { PbfWriter } from 'pbf';
import { describe, expect, it } from 'vitest';
import { FormatError } from '../../../../../src/base/errors.ts';
import { float32 } from '../../../../../src/base/host-tensor.ts';
import { fillNormal } from '../../../../../src/base/random.ts';
import { slerp } from '../../../../../src/base/slerp.ts';
import { readOnnxOutside } from '../../../../../src/formats/onnx-reader.ts';
import { mlp } from '../../../../../src/gan/architectures/mlp.ts';
import { initialRandom } from '../../../../../src/nn/layer.ts';
import { openDevice } from '../../../../../src/runtime/devices.ts';
import { principalDirections } from '../../../../../src/studio/app/rooms/explore/directions.ts';
import { leadingEigenpairs } from '../../../../../src/studio/app/rooms/explore/eigenvectors.ts';
import { factorTensors } from '../../../../../src/studio/app/rooms/explore/factor-tensors.ts';
import {
  MOST_FILE_BYTES,
  readGeneratorFile,
} from '../../../../../src/studio/app/rooms/explore/generator-file.ts';
import {
  createLatentPlane,
  positionOf,
  seedAt,
  seedOf,
} from '../../../../../src/studio/app/rooms/explore/latent-plane.ts';
import { latestOnly } from '../../../../../src/studio/app/rooms/explore/latest.ts';
import {
  drawnBy,
  factorOf,
  largestShares,
  normalised,
  withFactor,
} from '../../../../../src/studio/app/rooms/explore/units.ts';
import { wayLength, wayThrough } from '../../../../../src/studio/app/rooms/explore/way.ts';
import { onnxFile } from '../../../../../src/targets/onnx/onnx.ts';
import { generatorProgram, uint8Generator } from '../../../../../src/train/generator-program.ts';
import { decodeGenerator, encodeGenerator } from '../../../../../src/train/model.ts';
import { planeGenerator } from './plane-generator.ts';

const shipped = readFileSync(new URL('../../../../../assets/mnist-generator.safetensors', import.meta.url));
const model = decodeGenerator(shipped);

const normals = (count: number, seed: number) => {
  const values = new Float32Array(count);
  fillNormal(values, { seed, purpose: 'sample', counter: 0 });
  return values;
};

const squares = (values: Float32Array) => values.reduce((sum, value) => sum + value * value, 0);

describe('the plane of seeds', () => {
  const plane = createLatentPlane(100);

  it('has at whole points the first noise of `wgan sample --seed`', () => {
    expect(plane.at(positionOf(2007))).toEqual(normals(100, 2007));
    expect(seedAt({ x: 7, y: 2 })).toBe(2007);
  });

  it('has no end: seeds go round', () => {
    expect(seedAt({ x: -1, y: 0 })).toBe(2 ** 32 - 1);
    expect(seedAt({ x: 0, y: -1 })).toBe(2 ** 32 - 1000);
    expect(() => plane.at({ x: -123456.5, y: -98765.25 })).not.toThrow();
    expect(seedOf({ x: 0.5, y: 3 })).toBeUndefined();
  });

  it.each([
    [0.5, 0.5],
    [0.25, 0],
    [0.1, 0.7],
  ])('keeps the variance of noise between seeds, at %d, %d of a cell', (right, down) => {
    const cells = Array.from({ length: 400 }, (_, cell) => ({ x: 3 * cell + right, y: down }));
    const variance = cells.reduce((sum, cell) => sum + squares(plane.at(cell)), 0) / (400 * 100);
    expect(variance).toBeGreaterThan(0.97); // 40,000 numbers: standard error 0.007; a plain mix has at most 0.75
    expect(variance).toBeLessThan(1.03);
  });

  it('is continuous over the edges of cells', () => {
    fc.assert(
      fc.property(fc.integer({ min: -50, max: 50 }), fc.double({ min: 0, max: 1, noNaN: true }), (x, y) => {
        const [before, after] = [plane.at({ x: x - 1e-6, y }), plane.at({ x: x + 1e-6, y })];
        expect(Math.max(...before.map((value, index) => Math.abs(value - after[index]!)))).toBeLessThan(1e-4);
      }),
    );
  });
});

describe('units', () => {
  it('are changed one by one, and are forgotten where they are as learnt', () => {
    const place = { layer: 1, unit: 3 };
    const off = withFactor(withFactor([], { layer: 0, unit: 3 }, 2), place, 0);
    expect(factorOf(off, place)).toBe(0);
    expect(factorOf(off, { layer: 1, unit: 4 })).toBe(1);
    const { 'factor.0': first, 'factor.1': second } = factorTensors([4, 5], off);
    expect(Array.from(first!.data, Number)).toEqual([1, 1, 1, 2]);
    expect(Array.from(second!.data, Number)).toEqual([1, 1, 1, 0, 1]);
    expect(withFactor(off, place, 1)).toEqual([{ layer: 0, unit: 3, factor: 2 }]);
  });

  it('draw by the size of what they give times that of their column', () => {
    const weight = Float32Array.of(3, 0, 1, 4, 0, -1); // columns (3, 4), (0, 0), (1, −1)
    const activations = Float32Array.of(-1, 9, 2);
    const [largest, second] = largestShares(activations, weight, 2);
    const total = 5 + 2 * Math.SQRT2;
    expect(largest!.unit).toBe(0);
    expect(largest!.share).toBeCloseTo(5 / total, 6);
    expect(second).toEqual({ unit: 2, share: expect.closeTo((2 * Math.SQRT2) / total, 6) });
    expect(drawnBy(0, activations, weight)).toEqual(Float32Array.of(-3, -4));
    expect(normalised(Float32Array.of(-3, -4))).toEqual(Float32Array.of(-0.75, -1));
    expect(normalised(Float32Array.of(0, 0))).toEqual(Float32Array.of(0, 0));
  });

  it('draw together, through tanh, what the shipped generator gives, with the bytes of the sample', async () => {
    const device = await openDevice('wasm', { threads: 1 });
    const { program, layers } = readGeneratorFile(shipped);
    const latent = float32([2, 100], normals(200, 5));
    const plain = await device.load(program);
    const expected = (await plain.run({ latent })).images!.data.slice();
    const open = await device.load(layers!.compile());
    const outputs = await open.run({ latent, ...factorTensors(layers!.widths, []) });
    expect(outputs.images!.data).toEqual(expected); // to the last bit
    const last = (outputs['layer.1']!.data as Float32Array).slice(0, 512);
    const sums = Float64Array.from(model.parameters['4.bias']!.data as Float32Array);
    for (let unit = 0; unit < 512; unit++) {
      drawnBy(unit, last, layers!.lastWeight).forEach((value, pixel) => {
        sums[pixel]! += value;
      });
    }
    sums.forEach((sum, pixel) => {
      expect(Math.abs(Math.tanh(sum) - Number(expected[pixel]))).toBeLessThan(1e-5);
    });
    await Promise.all([plain.release(), open.release()]);
  });

  it('draw with the last weight, in whichever order a file has its tensors', () => {
    const spec = { ...model.spec, hidden: [3, 3, 3, 3, 3], latent: 2, sampleShape: [2] };
    const made = mlp.generator(spec).init(initialRandom(1, 'init-generator'));
    for (const parameters of [made, Object.fromEntries(Object.entries(made).reverse())]) {
      const { layers } = readGeneratorFile(encodeGenerator({ ...model, spec, parameters }));
      expect(layers!.lastWeight).toEqual(made['10.weight']!.data);
    }
  });

  it('are not seen in a file of ONNX, nor where there is no hidden layer', () => {
    expect(readGeneratorFile(shipped).layers!.widths).toEqual([256, 512]);
    expect(readGeneratorFile(onnxFile(generatorProgram(model))).layers).toBeUndefined();
    expect(readGeneratorFile(encodeGenerator(planeGenerator)).layers).toBeUndefined();
  });
});

it('work that is asked for faster than it is done is done for the last one who asked', async () => {
  const done: number[] = [];
  let [wanted, release] = [0, () => {}];
  const work = latestOnly(async () => {
    const mine = wanted;
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    done.push(mine);
  });
  const ask = (value: number) => {
    wanted = value;
    return work();
  };
  const first = ask(1);
  await Promise.all([ask(2), ask(3)]);
  release();
  await Promise.resolve();
  await Promise.resolve();
  release();
  await first;
  expect(done).toEqual([1, 3]);
});

it('slerp goes from end to end with the lengths of noise', () => {
  const [a, b] = [normals(100, 1), normals(100, 2)];
  expect(slerp(a, b, 0)).toEqual(a);
  const middle = Math.sqrt(squares(slerp(a, b, 0.5)));
  expect(middle).toBeGreaterThan(0.98 * Math.min(Math.sqrt(squares(a)), Math.sqrt(squares(b))));
  expect(slerp(a, a, 0.3)).toEqual(a.map((value) => Math.fround(0.7 * value + 0.3 * value)));
});

it('a way passes its points, and closes where asked', () => {
  const points = [normals(4, 1), normals(4, 2), normals(4, 3)];
  const open = wayThrough(points, 5, false);
  expect(open).toHaveLength(wayLength(3, 5, false));
  for (const [index, point] of points.entries()) {
    open[5 * index]!.forEach((value, at) => {
      expect(value).toBeCloseTo(point[at]!, 5);
    });
  }
  expect(wayThrough(points, 5, true)).toHaveLength(15);
  expect(wayThrough(points.slice(0, 1), 5, true)).toHaveLength(0);
});

it('directions are those in which the output varies, largest first', () => {
  const [count, latent] = [300, 5];
  const latents = normals(count * latent, 9);
  const samples = new Float32Array(count * 3);
  for (let row = 0; row < count; row++) {
    samples[3 * row] = 4 * latents[row * latent + 2]! + 7; // the third number moves it most, the first a little
    samples[3 * row + 1] = 1 * latents[row * latent]!;
    samples[3 * row + 2] = -3;
  }
  const found = principalDirections(samples, latents, count, 6);
  expect(found).toHaveLength(2);
  expect(found[0]!.share).toBeCloseTo(16 / 17, 1);
  expect(found[0]!.share + found[1]!.share).toBeCloseTo(1, 6);
  for (const [direction, axis] of [
    [found[0]!, 2],
    [found[1]!, 0],
  ] as const) {
    expect(direction.step[axis]).toBeGreaterThan(0.85);
    const others = squares(direction.step) - direction.step[axis]! ** 2;
    expect(others).toBeLessThan(5 * (16 / count)); // estimated from 300: about latent / count
  }
});

describe('the largest eigenvalues and their vectors', () => {
  const products = (count: number, size: number) => {
    const values = normals(count * size, 5);
    const row = (at: number) => values.subarray(at * size, (at + 1) * size);
    const scaled = (x: number, at: number) => x / (1 + at / 4);
    return Float64Array.from({ length: count * count }, (_, index) => {
      const [a, b] = [row(Math.floor(index / count)).map(scaled), row(index % count).map(scaled)];
      return a.reduce((sum, value, at) => sum + value * b[at]!, 0);
    });
  };

  it.each([
    [120, 60],
    [60, 120],
    [5, 3],
  ])('of %d × %d products are those of ml-matrix', (count, size) => {
    const matrix = products(count, size);
    const found = leadingEigenpairs(matrix, count, 6);
    const rows = Array.from({ length: count }, (_, row) => [
      ...matrix.subarray(row * count, (row + 1) * count),
    ]);
    const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(new Matrix(rows), {
      assumeSymmetric: true,
    });
    const expected = realEigenvalues
      .map((value, column) => ({ value, vector: eigenvectorMatrix.getColumn(column) }))
      .sort((a, b) => b.value - a.value)
      .slice(0, Math.min(6, size));
    for (const [index, { value, vector }] of expected.entries()) {
      expect(found[index]!.value / value).toBeCloseTo(1, 6);
      const cosine = vector.reduce((sum, entry, at) => sum + entry * found[index]!.vector[at]!, 0);
      expect(Math.abs(cosine)).toBeCloseTo(1, 6);
    }
  });
});

describe('a file of a generator', () => {
  it('is read from safetensors and from ONNX to the same facts', () => {
    const ours = readGeneratorFile(shipped);
    const onnx = readGeneratorFile(onnxFile(generatorProgram(model)));
    const facts = ({ latent, sampleShape, dataset, iteration }: typeof ours) => ({
      ...{ latent, sampleShape, dataset, iteration },
    });
    expect(facts(onnx)).toEqual(facts(ours));
    expect(ours.sampleShape).toEqual([1, 28, 28]);
    expect(onnx).toMatchObject({ input: 'latent', output: 'images' });
    expect(onnx.program.inputs).toEqual(ours.program.inputs);
  });

  it('may be one of points, or one that gives bytes', () => {
    expect(readGeneratorFile(encodeGenerator(planeGenerator)).sampleShape).toEqual([2]);
    expect(readGeneratorFile(onnxFile(generatorProgram(planeGenerator))).sampleShape).toEqual([2]);
  });

  const onnxOf = (write: (graph: PbfWriter) => void, outside: (writer: PbfWriter) => void = () => {}) => {
    const writer = new PbfWriter();
    writer.writeVarintField(1, 10);
    writer.writeMessage(7, (_, graph) => write(graph), undefined);
    outside(writer);
    return writer.finish();
  };
  const port = (name: string, dtype: number, sizes: readonly (number | string)[]) => (writer: PbfWriter) => {
    writer.writeStringField(1, name);
    writer.writeMessage(
      2,
      (_, type) =>
        type.writeMessage(
          1,
          (_, tensor) => {
            tensor.writeVarintField(1, dtype);
            tensor.writeMessage(
              2,
              (_, shape) => {
                for (const size of sizes) {
                  shape.writeMessage(
                    1,
                    (_, dimension) =>
                      typeof size === 'string'
                        ? dimension.writeStringField(2, size)
                        : dimension.writeVarintField(1, size),
                    undefined,
                  );
                }
              },
              undefined,
            );
          },
          undefined,
        ),
      undefined,
    );
  };
  const input = (sizes: readonly (number | string)[]) => (graph: PbfWriter) =>
    graph.writeMessage(11, (_, writer) => port('z', 1, sizes)(writer), undefined);
  const output = (sizes: readonly (number | string)[]) => (graph: PbfWriter) =>
    graph.writeMessage(12, (_, writer) => port('x', 1, sizes)(writer), undefined);
  const initializer = (field: number, value: number) => (graph: PbfWriter) =>
    graph.writeMessage(5, (_, tensor) => tensor.writeVarintField(field, value), undefined);
  const all =
    (...parts: readonly ((graph: PbfWriter) => void)[]) =>
    (graph: PbfWriter) => {
      for (const part of parts) part(graph);
    };
  const good = [input(['N', 8]), output(['N', 1, 4, 4])] as const;

  const refused: readonly (readonly [string, () => Uint8Array, RegExp])[] = [
    ['with weights in other files', () => onnxOf(all(...good, initializer(14, 1))), /external data/],
    [
      'with inner graphs',
      () =>
        onnxOf(
          all(...good, (graph) =>
            graph.writeMessage(
              1,
              (_, node) =>
                node.writeMessage(
                  5,
                  (_, attribute) => attribute.writeBytesField(6, new Uint8Array()),
                  undefined,
                ),
              undefined,
            ),
          ),
        ),
      /loops/,
    ],
    ['with two inputs', () => onnxOf(all(...good, input(['N', 2]))), /one input, got 2/],
    [
      'for a fixed batch',
      () => onnxOf(all(input([1, 8]), output([1, 1, 4, 4]))),
      /any number N, got z float32\[1, 8\]/,
    ],
    ['of sound', () => onnxOf(all(input(['N', 8]), output(['N', 16000]))), /images .* or points/],
    [
      'with an absurd latent',
      () => onnxOf(all(input(['N', 1e9]), output(['N', 1, 4, 4]))),
      /latent: expected from 1 to 8192/,
    ],
    [
      'of absurd images',
      () => onnxOf(all(input(['N', 8]), output(['N', 3, 65536, 65536]))),
      /sample: expected from 1/,
    ],
    ['without a graph', () => new Uint8Array([8, 10]), /one graph, got 0/],
    ['that is too large', () => new Uint8Array(MOST_FILE_BYTES + 1), /at most 256 MB/],
    ['that is nothing', () => new Uint8Array(), /one graph/],
  ];

  it.each(refused)('%s is refused in words', (_, bytes, message) => {
    expect(() => readGeneratorFile(bytes())).toThrow(FormatError);
    expect(() => readGeneratorFile(bytes())).toThrow(message);
  });

  it('takes such a model where all is well, and one of bytes', () => {
    expect(readGeneratorFile(onnxOf(all(...good)))).toMatchObject({ input: 'z', output: 'x', latent: 8 });
    expect(readOnnxOutside(uint8Generator(model)).outputs[0]!.dtype).toBe('uint8');
  });

  it('of any bytes is read or refused, never anything else', () => {
    const program = onnxFile(generatorProgram(planeGenerator));
    const damaged = fc.tuple(fc.nat(program.length - 1), fc.nat(255)).map(([at, byte]) => {
      const copy = program.slice();
      copy[at] = byte;
      return copy;
    });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), damaged), (bytes) => {
        try {
          readGeneratorFile(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }),
    );
  });
});
