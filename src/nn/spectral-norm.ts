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
  const initial = layer.init(typesOnly);
  const axis = outputAxis(layer, 'weight');
  const { shape } = initial.weight!;
  const rows = shape[axis]!;
  const columns = sizeOf(shape) / rows;
  return {
    ...layer,
    pytorch: layer.pytorch && `nn.utils.spectral_norm(${layer.pytorch})`,
    buffers: [...(layer.buffers ?? []), 'weight_u', 'weight_v'],
    ...(axis === 1 && { transposed: ['weight_orig'] }),
    init(random) {
      const { weight, ...others } = layer.init(random);
      return {
        ...others,
        weight_orig: weight!,
        weight_u: unitVector(random, rows),
        weight_v: unitVector(random, columns),
      };
    },
    apply(variables, x, pass) {
      const { weight_orig, weight_u, weight_v, ...others } = variables;
      const matrix = asMatrix(weight_orig!, axis, rows, columns);
      const stored = { weight_u: weight_u!, weight_v: weight_v! };
      const vectors = pass.mode === 'training' ? nearer(stopGradient(matrix), stored) : stored;
      const weight = div(weight_orig!, spectralRadius(matrix, vectors));
      const { output, buffers } = layer.apply({ ...others, weight }, x, pass);
      return { output, buffers: { ...buffers, ...(pass.buffers === 'advance' && vectors) } };
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
function nearer(matrix: Tensor, { weight_u }: Tensors): Tensors {
  const [rows, columns] = matrix.shape;
  const v = unit(gemm(asRow(weight_u!), matrix));
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
