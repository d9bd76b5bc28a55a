// A layer whose weight is divided by its largest singular value.

import { type Float32Tensor, float32 } from '../base/host-tensor.ts';
import { type StaticShape, sizeOf } from '../base/shape.ts';
import { square } from '../graph/compositions.ts';
import { div, maximum, mul, sqrt } from '../graph/elementwise.ts';
import { gemm } from '../graph/gemm.ts';
import { stopGradient } from '../graph/leaves.ts';
import { reduceSum } from '../graph/reduction.ts';
import { reshape, transpose } from '../graph/shaping.ts';
import type { Tensor } from '../graph/tensor.ts';
import { type InitialRandom, type Layer, outputAxis, type Tensors, typesOnly } from './layer.ts';

/** No vector is divided by less, as in PyTorch. */
const EPSILON = 1e-12;

/** The layer with W/σ in place of its weight W, σ = uᵀWv the largest singular value of W as a matrix with a row for each
 *  output (Miyato et al. 2018, arXiv:1802.05957, algorithm 1). As `torch.nn.utils.spectral_norm`: W is `weight_orig`, u and v
 *  are buffers, which one step of power iteration brings nearer in every pass of training, v first; to gradients they are
 *  constants. A pass from the side makes the same step, so that its W/σ is that of the loss, and keeps nothing; after
 *  training u and v are as they were stored.
 *  @param layer  with one weight, called `weight` */
export function spectralNorm(layer: Layer): Layer {
  return dividing(layer, {
    pytorch: layer.pytorch && `nn.utils.spectral_norm(${layer.pytorch})`,
    vectors: ['weight_u', 'weight_v'],
    isFresh: false,
  });
}

const SPECTRALLY_NORMALIZED = `def spectrally_normalized(layer):
    layer.weight_orig = nn.Parameter(layer._parameters.pop("weight").detach())
    layer.register_buffer("weight_u", nn.functional.normalize(torch.randn(len(layer.weight_orig)), dim=0))

    def divide(layer, _):
        matrix = layer.weight_orig.flatten(1)
        with torch.no_grad():
            v = nn.functional.normalize(layer.weight_u @ matrix, dim=0)
            u = nn.functional.normalize(matrix @ v, dim=0)
            if layer.training:
                layer.weight_u = u
        layer.weight = layer.weight_orig / (u @ matrix @ v)

    layer.register_forward_pre_hook(divide)
    return layer`;

/** The same as BigGAN's code has it (Brock et al. 2019, arXiv:1809.11096): u alone is a buffer, and passes after training make
 *  a step from it too, which they do not keep. So a W that is an average of others, with an average of their u, is divided
 *  by its own σ.
 *  @param layer  with one weight [out, in, ...], called `weight` */
export function freshSpectralNorm(layer: Layer): Layer {
  return {
    ...dividing(layer, {
      pytorch: layer.pytorch && `spectrally_normalized(${layer.pytorch})`,
      ...{ vectors: ['weight_u'], isFresh: true },
    }),
    definitions: [...(layer.definitions ?? []), SPECTRALLY_NORMALIZED],
  };
}

interface Dividing {
  readonly pytorch: string | undefined;
  /** Buffers: u, and v where it is kept. */
  readonly vectors: readonly string[];
  /** Whether passes after training make a step too. */
  readonly isFresh: boolean;
}

function dividing(layer: Layer, { pytorch, vectors: names, isFresh }: Dividing): Layer {
  const initial = layer.init(typesOnly);
  const axis = outputAxis(layer, 'weight');
  const { shape } = initial.weight!;
  const rows = shape[axis]!;
  const columns = sizeOf(shape) / rows;
  const sizes: Readonly<Record<string, number>> = { weight_u: rows, weight_v: columns };
  return {
    ...layer,
    pytorch,
    buffers: [...(layer.buffers ?? []), ...names],
    ...(axis === 1 && { transposed: ['weight_orig'] }),
    ...(layer.embeddings && { embeddings: ['weight_orig'] }),
    init(random) {
      const { weight, ...others } = layer.init(random);
      const vectors = names.map((name) => [name, unitVector(random, sizes[name]!)] as const);
      return { ...others, weight_orig: weight!, ...Object.fromEntries(vectors) };
    },
    apply(variables, x, pass) {
      const { weight_orig, weight_u, weight_v, ...others } = variables;
      const matrix = asMatrix(weight_orig!, axis, rows, columns);
      const isStep = isFresh || pass.mode === 'training';
      const vectors = isStep
        ? nearer(stopGradient(matrix), weight_u!)
        : { weight_u: weight_u!, weight_v: weight_v! };
      const weight = div(weight_orig!, spectralRadius(matrix, vectors));
      const { output, buffers } = layer.apply({ ...others, weight }, x, pass);
      const moved = pass.buffers === 'advance' ? names.map((name) => [name, vectors[name]!] as const) : [];
      return { output, buffers: { ...buffers, ...Object.fromEntries(moved) } };
    },
  };
}

function asMatrix(weight: Tensor, axis: 0 | 1, rows: number, columns: number): Tensor {
  const [first, second, ...rest] = weight.shape.map((_, index) => index) as [number, number, ...number[]];
  return reshape(axis === 0 ? weight : transpose(weight, [second, first, ...rest]), [rows, columns]);
}

const unit = (x: Tensor): Tensor => div(x, maximum(sqrt(reduceSum(square(x))), EPSILON));

const asRow = (vector: Tensor): Tensor => reshape(vector, [1, vector.shape[0]!]);

/** v ← Wᵀu/‖Wᵀu‖, then u ← Wv/‖Wv‖. */
function nearer(matrix: Tensor, before: Tensor): Tensors {
  const [rows, columns] = matrix.shape;
  const v = unit(gemm(asRow(before), matrix));
  const u = unit(gemm(v, matrix, { transposeB: true }));
  return { weight_u: reshape(u, [rows!]), weight_v: reshape(v, [columns!]) };
}

/** uᵀWv */
const spectralRadius = (matrix: Tensor, { weight_u, weight_v }: Tensors): Tensor =>
  reduceSum(mul(asRow(weight_u!), gemm(asRow(weight_v!), matrix, { transposeB: true })));

function unitVector(random: InitialRandom, size: number): Float32Tensor {
  const shape: StaticShape = [size];
  const { data } = random.normal(shape, 1);
  const norm = Math.sqrt(data.reduce((sum, value) => sum + value * value, 0));
  return data.length === 0
    ? random.constant(shape, 0)
    : float32(
        shape,
        data.map((value) => value / norm),
      );
}
