// A trained generator as an ONNX model that needs nothing else: the weights are in it, under PyTorch's names.

import { mapRecord, withPrefix } from '../base/record.ts';
import { lower } from '../compiler/lower.ts';
import type { Program } from '../compiler/program.ts';
import { simplify } from '../compiler/simplify.ts';
import { encodeOnnx } from '../formats/onnx.ts';
import { architectures } from '../gan/architectures/registry.ts';
import { samplingGraph } from '../gan/inference.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { GeneratorModel } from './model.ts';

const PREFIX = 'generator';

/** The samples' name among a generator's outputs. */
export function outputName({ spec }: GeneratorModel): 'images' | 'points' {
  return spec.sampleShape.length > 1 ? 'images' : 'points';
}

/** The generator as a program from `latent` float32[N, latent] to `images` float32[N, C, H, W] in [−1, 1], or to
 *  `points` float32[N, 2]; its bytes are an `.onnx` file.
 *  @param finish  turns the samples into what the program gives; by default it gives them */
export function generatorProgram(
  model: GeneratorModel,
  finish = (samples: Tensor): Tensor => samples,
): Program {
  const { spec, parameters } = model;
  const layer = architectures.get(spec.architecture).generator(spec);
  const { samples } = samplingGraph(layer, parameters, { prefix: PREFIX, latent: spec.latent, count: 'N' });
  const name = outputName(model);
  const graph = simplify({ [name]: finish(samples) });
  const lowered = lower(graph, {
    name: 'generator',
    descriptions: {
      latent: 'noise: independent standard normal numbers',
      [name]: describeOutput(graph[name]!),
    },
    metadata: {
      generator: JSON.stringify(spec),
      dataset: model.dataset,
      iteration: String(model.iteration),
      weights: model.weights,
    },
  });
  const inputs = lowered.inputs.filter((value) => value.name === 'latent');
  const used = new Set(lowered.inputs.map((value) => value.name));
  const weights = Object.entries(withPrefix(PREFIX, parameters)).filter(([key]) => used.has(key));
  return {
    name: 'generator',
    inputs: { latent: { dtype: 'float32', shape: ['N', spec.latent] } },
    outputs: mapRecord(graph, ({ dtype, shape }) => ({ dtype, shape })),
    graph,
    bytes: encodeOnnx({
      ...lowered,
      inputs,
      initializers: { ...lowered.initializers, ...Object.fromEntries(weights) },
    }),
  };
}

function describeOutput({ dtype, shape }: Tensor): string {
  if (shape.length < 4) return 'points in the coordinates of the data';
  return dtype === 'uint8' ? 'images, [N, C, H, W], from 0 to 255' : 'images, [N, C, H, W], from -1 to 1';
}
