// A trained generator as an ONNX model that needs nothing else: the weights are in it, under PyTorch's names.

import { ConfigError } from '../base/errors.ts';
import { float32 } from '../base/host-tensor.ts';
import { mapRecord, withPrefix } from '../base/record.ts';
import { compile, type Program } from '../compiler/program.ts';
import { encodeOnnx, type OnnxModel, type OnnxNode } from '../formats/onnx.ts';
import { architectures } from '../gan/architectures/registry.ts';
import { withHiddenLayers } from '../gan/hidden-layers.ts';
import { samplingGraph } from '../gan/inference.ts';
import { add, mul } from '../graph/elementwise.ts';
import { constant } from '../graph/leaves.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Tensors } from '../nn/layer.ts';
import { optimize } from '../targets/lower.ts';
import { onnx, onnxModel } from '../targets/onnx/onnx.ts';
import type { GeneratorModel } from './model.ts';

const PREFIX = 'generator';
/** `TensorProto.UINT8` of onnx.proto. */
const UINT8 = 2;

/** The samples' name among a generator's outputs. */
export function outputName({ spec }: Pick<GeneratorModel, 'spec'>): 'images' | 'points' {
  return spec.sampleShape.length > 1 ? 'images' : 'points';
}

/** The generator as a program from `latent` float32[N, latent] to `images` float32[N, C, H, W] in [−1, 1], or to
 *  `points` float32[N, 2]. It brings its weights along. */
export function generatorProgram(model: GeneratorModel): Program {
  return programOf(model, samplesOf(model));
}

/** A generator with its hidden layers in the open: beside the samples, `layer.<k>` float32[N, width];
 *  beside the noise, `factor.<k>` float32[width], by which each unit of a layer is multiplied. */
export function layersProgram(model: GeneratorModel): Program {
  return programOf(model, withHiddenLayers(samplesOf(model)));
}

function programOf(model: GeneratorModel, graph: Tensors): Program {
  return compile(graph, {
    name: 'generator',
    weights: withPrefix(PREFIX, model.parameters),
    descriptions: {
      latent: 'noise: independent standard normal numbers',
      labels: 'classes, one-hot or mixed: [N, classes]',
      images: 'images, [N, C, H, W], from -1 to 1',
      points: 'points in the coordinates of the data',
    },
    metadata: {
      generator: JSON.stringify(model.spec),
      dataset: model.dataset,
      iteration: String(model.iteration),
      weights: model.weights,
      ...(model.spec.classes && { classes: JSON.stringify(model.spec.classes) }),
    },
  });
}

/** The generator as an `.onnx` file that gives bytes: `images` uint8[N, 3, H, W], with `imageGrid`'s rounding and grey
 *  repeated to three channels, as torch-fidelity reads it.
 *  @throws ConfigError if its samples are no images */
export function uint8Generator(model: GeneratorModel): Uint8Array {
  const { sampleShape } = model.spec;
  if (outputName(model) !== 'images') {
    throw new ConfigError(`uint8: expected a generator of images, got samples of [${sampleShape.join(',')}]`);
  }
  const program = generatorProgram(model);
  const graph = optimize(program.graph, onnx);
  return encodeOnnx(withBytes(onnxModel({ ...program, graph }), sampleShape));
}

/** The samples, under the name of the output. */
function samplesOf(model: GeneratorModel): Tensors {
  const { spec, parameters } = model;
  const layer = architectures.get(spec.architecture).generator(spec);
  const { samples } = samplingGraph(layer, parameters, { prefix: PREFIX, latent: spec.latent, count: 'N' });
  return { [outputName(model)]: inUnits(samples, spec) };
}

/** Points as those of the data: sample · spread + centre. */
function inUnits(samples: Tensor, { scale }: GeneratorModel['spec']): Tensor {
  return scale === undefined ? samples : add(mul(samples, constant(scale.spread)), constant(scale.centre));
}

/** Appends (x + 1) · 127.5 in float32, rounded half to even, clipped to 0…255, cast. */
function withBytes(model: OnnxModel, sampleShape: readonly number[]): OnnxModel {
  const [channels, ...size] = sampleShape;
  const isGrey = channels === 1;
  const scaled = (value: string) => (value === 'images' ? 'scaled' : value);
  const nodes = model.nodes.map((node) => ({
    ...node,
    inputs: node.inputs.map(scaled),
    outputs: node.outputs.map(scaled),
  }));
  const added: readonly OnnxNode[] = [
    node('Add', ['scaled', 'one'], 'shifted'),
    node('Mul', ['shifted', 'half_range'], 'levels'),
    node('Round', ['levels'], 'rounded'),
    node('Clip', ['rounded', 'least', 'largest'], 'clipped'),
    {
      ...node('Cast', ['clipped'], isGrey ? 'grey' : 'images'),
      attributes: { to: { int: UINT8 } },
    },
    ...(isGrey
      ? [{ ...node('Concat', ['grey', 'grey', 'grey'], 'images'), attributes: { axis: { int: 1 } } }]
      : []),
  ];
  return {
    ...model,
    nodes: [...nodes, ...added],
    initializers: {
      ...model.initializers,
      ...mapRecord({ one: 1, half_range: 127.5, least: 0, largest: 255 }, (value) => float32([], [value])),
    },
    outputs: [
      {
        name: 'images',
        dtype: 'uint8',
        shape: ['N', isGrey ? 3 : channels!, ...size],
        description: 'images, [N, 3, H, W], from 0 to 255',
      },
    ],
  };
}

const node = (opType: string, inputs: readonly string[], output: string): OnnxNode => ({
  name: `${opType}_bytes`,
  opType,
  inputs,
  outputs: [output],
  attributes: {},
});
