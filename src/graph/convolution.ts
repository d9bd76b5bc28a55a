// Convolution as one trilinear form T(x, w, y) = Σ x·w·y over all places where an image x, a kernel w and an output y
// meet. Its three partial derivatives are three ops, and the derivatives of each are the other two: every order closes.
//   conv(x, w)       = ∂T/∂y   what networks call convolution
//   convInput(y, w)  = ∂T/∂x   its adjoint in the image: the transposed convolution
//   convWeight(x, y) = ∂T/∂w   its adjoint in the kernel

import { ShapeError } from '../base/errors.ts';
import { type Dimension, formatType, type StaticShape, sizeOf, type TensorType } from '../base/shape.ts';
import { fixedShape } from './leaves.ts';
import { applyOp, type Dense, defineOp, isOp, type Op, type Tensor, topologicalOrder } from './tensor.ts';

/** How image, kernel and output meet: output (i, j) sees image (i·stride − before + u·dilation, …) through kernel (u, v).
 *  Pairs are [vertical, horizontal]. */
export type ConvAttributes = {
  readonly strides: StaticShape;
  /** Zeros around the image: [top, left, bottom, right]. */
  readonly pads: StaticShape;
  readonly dilations: StaticShape;
  /** Channels of image and output fall into so many groups, which do not see each other. */
  readonly groups: number;
  /** Height and width of the image. */
  readonly size: StaticShape;
  /** Height and width of the kernel. */
  readonly kernel: StaticShape;
};

/** Height and width of the output.
 *  @throws ShapeError if the kernel does not fit into the image */
export function outputSize({ strides, pads, dilations, size, kernel }: ConvAttributes): [number, number] {
  const along = (axis: 0 | 1) => {
    const padded = size[axis]! + pads[axis]! + pads[axis + 2]!;
    const reach = dilations[axis]! * (kernel[axis]! - 1) + 1;
    if (padded >= reach) return Math.floor((padded - reach) / strides[axis]!) + 1;
    throw new ShapeError(
      `conv: the kernel must fit into the padded image, got a reach of ${reach} in ${padded} along ${axis === 0 ? 'the height' : 'the width'}`,
    );
  };
  return [along(0), along(1)];
}

function requireFit(op: string, inputs: readonly Tensor[], isFit: boolean, rule: string): void {
  const isFloat = inputs.every(({ dtype, shape }) => dtype === 'float32' && shape.length === 4);
  if (isFloat && isFit) return;
  throw new ShapeError(`${op}: needs ${rule}, got ${inputs.map(formatType).join(' and ')}`);
}

const hasSize = ({ shape }: Tensor, [height, width]: StaticShape) =>
  shape[2] === height && shape[3] === width;

const isDivided = (channels: Dimension | undefined, groups: number) =>
  typeof channels === 'number' && channels % groups === 0;

function convType([x, w]: readonly Tensor[], attributes: ConvAttributes): TensorType {
  const { groups, size, kernel } = attributes;
  const [outputs, perGroup] = w!.shape;
  requireFit(
    'conv',
    [x!, w!],
    x!.shape[1] === groups * (perGroup as number) &&
      isDivided(outputs, groups) &&
      hasSize(x!, size) &&
      hasSize(w!, kernel),
    `images [N,${groups === 1 ? '' : `${groups}·`}C,H,W] and a kernel [outputs,C,height,width] of as many channels`,
  );
  return { dtype: 'float32', shape: [x!.shape[0]!, outputs!, ...outputSize(attributes)] };
}

function convInputType([y, w]: readonly Tensor[], attributes: ConvAttributes): TensorType {
  const { groups, size, kernel } = attributes;
  const [outputs, perGroup] = w!.shape;
  requireFit(
    'convInput',
    [y!, w!],
    y!.shape[1] === outputs &&
      isDivided(outputs, groups) &&
      hasSize(y!, outputSize(attributes)) &&
      hasSize(w!, kernel),
    `outputs [N,C,${outputSize(attributes).join(',')}] and a kernel [C,inputs,height,width] of as many channels`,
  );
  return { dtype: 'float32', shape: [y!.shape[0]!, groups * (perGroup as number), ...size] };
}

function convWeightType([x, y]: readonly Tensor[], attributes: ConvAttributes): TensorType {
  const { groups, size, kernel } = attributes;
  const [count, inputs] = x!.shape;
  requireFit(
    'convWeight',
    [x!, y!],
    typeof count === 'number' &&
      y!.shape[0] === count &&
      isDivided(inputs, groups) &&
      isDivided(y!.shape[1], groups) &&
      hasSize(x!, size) &&
      hasSize(y!, outputSize(attributes)),
    `images [N,C,${size.join(',')}] and outputs [N,C,${outputSize(attributes).join(',')}], N fixed`,
  );
  return { dtype: 'float32', shape: [y!.shape[1]!, (inputs as number) / groups, ...kernel] };
}

/** Calls `meet` with the offsets of image, kernel and output wherever the three meet. */
function eachMeeting(
  attributes: ConvAttributes,
  { count, inputs, outputs }: { readonly count: number; readonly inputs: number; readonly outputs: number },
  meet: (x: number, w: number, y: number) => void,
): void {
  const { strides, pads, dilations, groups, size, kernel } = attributes;
  const [height, width] = size as [number, number];
  const [rows, columns] = kernel as [number, number];
  const [outputHeight, outputWidth] = outputSize(attributes);
  const perGroup = inputs / groups;
  let y = -1;
  for (let n = 0; n < count; n++) {
    for (let o = 0; o < outputs; o++) {
      const first = Math.floor(o / (outputs / groups)) * perGroup;
      for (let i = 0; i < outputHeight; i++) {
        for (let j = 0; j < outputWidth; j++) {
          y += 1;
          for (let c = 0; c < perGroup; c++) {
            for (let u = 0; u < rows; u++) {
              const row = i * strides[0]! - pads[0]! + u * dilations[0]!;
              if (row < 0 || row >= height) continue;
              for (let v = 0; v < columns; v++) {
                const column = j * strides[1]! - pads[1]! + v * dilations[1]!;
                if (column < 0 || column >= width) continue;
                const x = ((n * inputs + first + c) * height + row) * width + column;
                meet(x, ((o * perGroup + c) * rows + u) * columns + v, y);
              }
            }
          }
        }
      }
    }
  }
}

export const convOp: Op<ConvAttributes> = defineOp<ConvAttributes>({
  name: 'Conv',
  infer: convType,
  gradient: ({ inputs: [x, w], attributes }, dy) => [
    applyOp(convInputOp, [dy, w!], attributes),
    applyOp(convWeightOp, [x!, dy], attributes),
  ],
  reference: ([x, w], node) => {
    const [count, outputs] = fixedShape(node) as [number, number];
    const result = new Float64Array(sizeOf(fixedShape(node)));
    eachMeeting(node.attributes, { count, outputs, inputs: x!.shape[1]! }, (at, weight, place) => {
      result[place]! += x!.values[at]! * w!.values[weight]!;
    });
    return result;
  },
});

export const convInputOp: Op<ConvAttributes> = defineOp<ConvAttributes>({
  name: 'ConvInput',
  infer: convInputType,
  gradient: ({ inputs: [y, w], attributes }, dx) => [
    applyOp(convOp, [dx, w!], attributes),
    applyOp(convWeightOp, [dx, y!], attributes),
  ],
  reference: ([y, w], node) => {
    const [count, inputs] = fixedShape(node) as [number, number];
    const result = new Float64Array(sizeOf(fixedShape(node)));
    eachMeeting(node.attributes, { count, inputs, outputs: y!.shape[1]! }, (at, weight, place) => {
      result[at]! += y!.values[place]! * w!.values[weight]!;
    });
    return result;
  },
});

export const convWeightOp: Op<ConvAttributes> = defineOp<ConvAttributes>({
  name: 'ConvWeight',
  infer: convWeightType,
  gradient: ({ inputs: [x, y], attributes }, dw) => [
    applyOp(convInputOp, [y!, dw], attributes),
    applyOp(convOp, [x!, dw], attributes),
  ],
  reference: ([x, y]: readonly Dense[], node) => {
    const [count, inputs] = x!.shape as [number, number];
    const result = new Float64Array(sizeOf(fixedShape(node)));
    eachMeeting(node.attributes, { count, inputs, outputs: y!.shape[1]! }, (at, weight, place) => {
      result[weight]! += x!.values[at]! * y!.values[place]!;
    });
    return result;
  },
});

/** A number for both directions, or [vertical, horizontal]. */
export type Pair = number | readonly [number, number];

/** How an image is convolved. */
export interface ConvOptions {
  /** Default 1. */
  readonly stride?: Pair;
  /** Zeros around the image on each side, or [top, left, bottom, right]; default 0. */
  readonly padding?: Pair | readonly [number, number, number, number];
  /** Distance between the image's elements that neighbours in the kernel see; default 1. */
  readonly dilation?: Pair;
  /** Default 1. */
  readonly groups?: number;
}

export const pairOf = (value: Pair): readonly [number, number] =>
  typeof value === 'number' ? [value, value] : value;

function padsOf(padding: NonNullable<ConvOptions['padding']>): StaticShape {
  if (typeof padding !== 'number' && padding.length === 4) return padding;
  const [vertical, horizontal] = pairOf(padding);
  return [vertical, horizontal, vertical, horizontal];
}

function geometryOf({ stride = 1, padding = 0, dilation = 1, groups = 1 }: ConvOptions) {
  const geometry = { strides: pairOf(stride), pads: padsOf(padding), dilations: pairOf(dilation), groups };
  const atLeast = (least: number) => (value: number) => Number.isInteger(value) && value >= least;
  const { strides, pads, dilations } = geometry;
  if ([...strides, ...dilations, groups].every(atLeast(1)) && pads.every(atLeast(0))) return geometry;
  throw new ShapeError(
    `conv: needs whole strides, dilations and groups ≥ 1 and paddings ≥ 0, got ${JSON.stringify(geometry)}`,
  );
}

const imageSize = ({ shape }: Tensor) => shape.slice(2) as StaticShape;

/** Cross-correlation, as PyTorch's `Conv2d` without bias: yₙₒᵢⱼ = Σ xₙ,c,i·s−p+u·d,j·s−p+v·d · w_o,c,u,v.
 *  @param x  float32[N, C, H, W]
 *  @param w  float32[outputs, C ÷ groups, height, width]
 *  @returns  float32[N, outputs, ⌊(H + padding − reach) ÷ stride⌋ + 1, …], reach = dilation·(height − 1) + 1
 *  @throws   ShapeError if the channels do not fit, or the kernel is larger than the padded image */
export function conv(x: Tensor, w: Tensor, options: ConvOptions = {}): Tensor {
  return applyOp(convOp, [x, w], { ...geometryOf(options), size: imageSize(x), kernel: imageSize(w) });
}

/** How an image is grown. */
export interface ConvTransposeOptions extends ConvOptions {
  /** Added to the result's size on the far side, below the stride; default 0. */
  readonly outputPadding?: Pair;
}

/** The adjoint of `conv` in its image, as PyTorch's `ConvTranspose2d` without bias: each element of x paints the kernel,
 *  scaled by it, into the result.
 *  @param x  float32[N, C, H, W]
 *  @param w  float32[C, outputs ÷ groups, height, width]
 *  @returns  float32[N, outputs, (H − 1)·stride − padding + reach + outputPadding, …]
 *  @throws   ShapeError if the channels do not fit, or the padding leaves nothing */
export function convTranspose(x: Tensor, w: Tensor, options: ConvTransposeOptions = {}): Tensor {
  const { strides, pads, dilations, groups } = geometryOf(options);
  const kernel = imageSize(w);
  const extra = pairOf(options.outputPadding ?? 0);
  const size = imageSize(x).map(
    (dimension, axis) =>
      (dimension - 1) * strides[axis]! -
      pads[axis]! -
      pads[axis + 2]! +
      dilations[axis]! * (kernel[axis]! - 1) +
      1 +
      extra[axis]!,
  );
  if (size.some((dimension) => dimension < 1)) {
    throw new ShapeError(
      `convTranspose: padding must leave pixels of the result, got ${size.join('×')} from ${formatType(x)}`,
    );
  }
  return applyOp(convInputOp, [x, w], { strides, pads, dilations, groups, size, kernel });
}

/** A node of one of the three. */
export type Convolution = Tensor<ConvAttributes>;

export const isConvolution = (node: Tensor): node is Convolution =>
  isOp(node, convOp) || isOp(node, convInputOp) || isOp(node, convWeightOp);

/** Whether anything in a graph is convolved. */
export const convolves = (graph: Readonly<Record<string, Tensor>>): boolean =>
  topologicalOrder(Object.values(graph)).some(isConvolution);
