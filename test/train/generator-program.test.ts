import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/base/errors.ts';
import { float32, type TensorRecord } from '../../src/base/host-tensor.ts';
import { fillNormal } from '../../src/base/random.ts';
import { compile } from '../../src/compiler/program.ts';
import { architectures } from '../../src/gan/architectures/registry.ts';
import { samplingGraph } from '../../src/gan/inference.ts';
import { initialRandom } from '../../src/nn/layer.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import {
  generatorProgram,
  layersProgram,
  outputName,
  uint8Generator,
} from '../../src/train/generator-program.ts';
import { decodeGenerator, encodeGenerator, type GeneratorModel } from '../../src/train/model.ts';

const specs = [
  { norm: 'none', activation: 'leaky-relu', sampleShape: [1, 4, 5] },
  { norm: 'batch', activation: 'relu', sampleShape: [3, 4, 4] },
  { norm: 'layer', activation: 'tanh', sampleShape: [2] },
  { norm: 'batch', activation: 'elu', sampleShape: [2] },
] as const;

function modelOf(parts: (typeof specs)[number]): GeneratorModel {
  const spec = { architecture: 'mlp', latent: 6, hidden: [8, 7], ...parts };
  const parameters = architectures.get('mlp').generator(spec).init(initialRandom(3, 'init-generator'));
  return { spec, parameters, dataset: 'none', iteration: 5, weights: 'last' };
}

const noise = (count: number) => {
  const latent = float32([count, 6]);
  fillNormal(latent.data, { seed: 4, purpose: 'sample', counter: 0 });
  return latent;
};

describe.each(specs)('generator $norm, $activation, $sampleShape', (parts) => {
  const model = modelOf(parts);
  /** Those of linear layers, in order. */
  const parametersOf = (kind: 'weight' | 'bias') =>
    Object.fromEntries(
      Object.entries(model.parameters).filter(
        ([name]) => name.endsWith(kind) && model.parameters[name.replace(kind, 'weight')]!.shape.length === 2,
      ),
    );

  test.each([1, 3, 64])('for any N gives what the program for N = %d gives', async (count) => {
    const device = await openDevice('cpu', { threads: 1 });
    const { spec, parameters } = model;
    const layer = architectures.get('mlp').generator(spec);
    const options = { prefix: 'generator', latent: 6, count };
    const fixed = await device.load(compile(samplingGraph(layer, parameters, options), { name: 'fixed' }));
    const state = Object.fromEntries(
      Object.entries(parameters).map(([name, tensor]) => [`generator.${name}`, tensor]),
    );
    const { samples } = await fixed.run({ latent: noise(count), ...state });
    const any = await device.load(generatorProgram(model));
    const outputs = await any.run({ latent: noise(count) });
    expect(outputs[outputName(model)]!.shape).toEqual([count, ...parts.sampleShape]);
    const made = Array.from(outputs[outputName(model)]!.data, Number);
    const farthest = Math.max(...made.map((value, index) => Math.abs(value - Number(samples!.data[index]))));
    expect(farthest).toBeLessThan(count === 1 ? 1e-6 : 1e-9); // one row takes another kernel
    await Promise.all([fixed.release(), any.release()]);
  });

  describe('with its layers in the open', () => {
    const hidden = model.spec.hidden as readonly number[];
    const feeds = (change?: (factors: TensorRecord) => void) => {
      const factors = Object.fromEntries(
        hidden.map((width, layer) => [`factor.${layer}`, float32([width], new Float32Array(width).fill(1))]),
      );
      change?.(factors);
      return { latent: noise(64), ...factors };
    };

    test('gives the same samples, to the last bit, and the activations of its layers', async () => {
      const device = await openDevice('cpu', { threads: 1 });
      const [plain, open] = [
        await device.load(generatorProgram(model)),
        await device.load(layersProgram(model)),
      ];
      const name = outputName(model);
      const expected = (await plain.run({ latent: noise(64) }))[name]!.data.slice();
      const outputs = await open.run(feeds());
      expect(outputs[name]!.data).toEqual(expected);
      const weight = Object.values(parametersOf('weight')).at(-1)!;
      const bias = Object.values(parametersOf('bias')).at(-1)!;
      const last = outputs[`layer.${hidden.length - 1}`]!;
      expect(outputs['layer.0']!.shape).toEqual([64, hidden[0]]);
      expect(last.shape).toEqual([64, hidden.at(-1)]);
      const squash = parts.sampleShape.length > 1 ? Math.tanh : (value: number) => value;
      const [width, size] = [hidden.at(-1)!, bias.data.length];
      expected.forEach((value, index) => {
        const [row, at] = [Math.floor(index / size), index % size];
        let sum = Number(bias.data[at]);
        for (let unit = 0; unit < width; unit++)
          sum += Number(last.data[row * width + unit]) * Number(weight.data[at * width + unit]);
        expect(Math.abs(squash(sum) - Number(value))).toBeLessThan(1e-5);
      });
      await Promise.all([plain.release(), open.release()]);
    });

    test('without a unit is the generator without that column of the next weight', async () => {
      const device = await openDevice('cpu', { threads: 1 });
      const name = outputName(model);
      for (const layer of hidden.keys()) {
        const weights = Object.keys(parametersOf('weight'));
        const next = weights.at(layer - hidden.length)!;
        const { shape, data } = model.parameters[next]!;
        const cut = Float32Array.from(data as Float32Array, (value, index) =>
          index % shape[1]! === 3 ? 0 : value,
        );
        const parameters = { ...model.parameters, [next]: float32(shape, cut) };
        const [plain, open] = [
          await device.load(generatorProgram({ ...model, parameters })),
          await device.load(layersProgram(model)),
        ];
        const expected = (await plain.run({ latent: noise(64) }))[name]!.data.slice();
        const outputs = await open.run(
          feeds((factors) => {
            (factors[`factor.${layer}`]!.data as Float32Array)[3] = 0;
          }),
        );
        expect(outputs[name]!.data, `layer ${layer}`).toEqual(expected);
        await Promise.all([plain.release(), open.release()]);
      }
    });
  });

  test('comes back from its file as it was', () => {
    expect(decodeGenerator(encodeGenerator(model))).toEqual(model);
    expect(encodeGenerator(model)).toEqual(encodeGenerator(modelOf(parts)));
  });
});

test('the program has one input and one output, named as the contract says', () => {
  const images = generatorProgram(modelOf(specs[0]));
  expect(images.inputs).toEqual({ latent: { dtype: 'float32', shape: ['N', 6] } });
  expect(images.outputs).toEqual({ images: { dtype: 'float32', shape: ['N', 1, 4, 5] } });
  expect(generatorProgram(modelOf(specs[2])).outputs).toEqual({
    points: { dtype: 'float32', shape: ['N', 2] },
  });
});

test('points have no bytes', () => {
  expect(() => uint8Generator(modelOf(specs[2]))).toThrow(ConfigError);
});
