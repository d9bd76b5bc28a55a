// Convolutions of a program, and each as a graph of its own in several ways. Images, outputs and kernels are inputs that
// lie as the way wants them: what is timed is the kernel, not the layouts around it.

import type { StaticShape } from '../../src/base/shape.ts';
import { convInputOp, convOp, convWeightOp, isConvolution, outputSize } from '../../src/graph/convolution.ts';
import { gemm } from '../../src/graph/gemm.ts';
import { input } from '../../src/graph/leaves.ts';
import { reshape } from '../../src/graph/shaping.ts';
import { take } from '../../src/graph/take.ts';
import { applyOp, type Tensor, topologicalOrder } from '../../src/graph/tensor.ts';
import * as blocked from '../../src/targets/onnx/blocked/convolutions.ts';
import { kernel as kernelAdjoint } from '../../src/targets/onnx/blocked/kernels.ts';
import { blockImages, blockKernels, isThin } from '../../src/targets/onnx/blocked/layouts.ts';
import { eachPart, inOnePart } from '../../src/targets/onnx/blocked/parts.ts';
import { meetingOf } from '../../src/targets/onnx/blocked/pass.ts';
import { below } from '../../src/targets/onnx/blocked/tables.ts';

/** A convolution with its channels, and how many images it is timed with. */
export type Sized = blocked.Meeting & { readonly batch: number };

type Graph = Readonly<Record<string, Tensor>>;

/** One derivative of a convolution; undefined is a way that cannot compute it. */
export interface Ways {
  readonly blocked: Graph | undefined;
  readonly patches: Graph | undefined;
  readonly standard: Graph;
}

/** Every convolution of fixed size of a graph once, whichever derivative it is there. */
export function convolutionsIn(
  graph: Graph,
  { block, batch }: { readonly block: number; readonly batch: number },
): Sized[] {
  const found = new Map<string, Sized>();
  for (const node of topologicalOrder(Object.values(graph)).filter(isConvolution)) {
    const meeting = meetingOf(node, block);
    if (meeting !== undefined) found.set(describe({ ...meeting, batch }), { ...meeting, batch });
  }
  return [...found.values()].toSorted((a, b) => multiplications(b) - multiplications(a));
}

/** `64→128, 14×14, k4 s2 p1, 64`. */
export function describe({ inputs, outputs, size, kernel, strides, pads, batch }: Sized): string {
  return `${inputs}→${outputs}, ${size.join('×')}, k${kernel[0]} s${strides[0]} p${pads[0]}, ${batch}`;
}

/** Of numbers, zeros around the image counted as if they were some. */
export function multiplications(sized: Sized): number {
  const [height, width] = outputSize(sized);
  const { batch, inputs, outputs, kernel, groups } = sized;
  return (batch * height * width * outputs * inputs * kernel[0]! * kernel[1]!) / groups;
}

/** The convolution and its two derivatives, each in all ways. */
export function alternativesOf(sized: Sized): Readonly<Record<'forward' | 'input' | 'kernel', Ways>> {
  const { batch, inputs, outputs, block, ...attributes } = sized;
  const { size, kernel, groups } = attributes;
  const [x, y, w] = [
    input('x', [batch, inputs, ...size]),
    input('y', [batch, outputs, ...outputSize(sized)]),
    input('w', [outputs, inputs / groups, ...kernel]),
  ] as const;
  const standard = {
    forward: { y: applyOp(convOp, [x, w], attributes) },
    input: { x: applyOp(convInputOp, [y, w], attributes) },
    kernel: { w: applyOp(convWeightOp, [x, y], attributes) },
  };
  const patches = hasPatches(sized) ? patchesOf(sized) : undefined;
  const isFit = blocked.isBlockable(sized);
  const images = isThin(inputs, block) ? x : like('x', blockImages, x, block);
  const waysOf = (derivative: keyof typeof standard, make: () => Tensor | undefined): Ways => {
    const result = isFit ? make() : undefined;
    return {
      standard: standard[derivative],
      patches: patches?.[derivative],
      blocked: result && { result },
    };
  };
  const kernels = () => like('w', blockKernels, w, block);
  const results = () => like('y', blockImages, y, block);
  return {
    forward: waysOf('forward', () => blocked.forward(images, kernels(), sized)),
    input: waysOf('input', () => {
      if (!blocked.isInputBlockable(sized)) return undefined;
      return isThin(inputs, block)
        ? blocked.thinInputOfParts(inOnePart(results()), kernels(), sized)
        : blocked.input(results(), kernels(), sized);
    }),
    kernel: waysOf('kernel', () => kernelAdjoint(images, results(), sized)),
  };
}

/** An input that lies as `layout` lays a tensor. */
const like = (name: string, layout: (x: Tensor, block: number) => Tensor, x: Tensor, block: number): Tensor =>
  input(name, layout(x, block).shape);

const hasPatches = ({ groups, dilations }: Sized) => groups === 1 && dilations.every((d) => d === 1);

/** A place of an image as its number, −1 for the zeros around it. */
const placeIn = ([height, width]: StaticShape, row: number, column: number) =>
  row < 0 || column < 0 || row >= height! || column >= width! ? -1 : row * width! + column;

/** Images are rows of channels, [N, H·W, C]; kernels matrices. */
function patchesOf(sized: Sized): Readonly<Record<'forward' | 'input' | 'kernel', Graph>> {
  const { batch, inputs, outputs, size, kernel, strides, pads } = sized;
  const [rows, columns] = outputSize(sized);
  const x = input('x', [batch, size[0]! * size[1]!, inputs]);
  const y = input('y', [batch, rows * columns, outputs]);
  const taps = below(kernel[0]!).flatMap((u) => below(kernel[1]!).map((v) => [u, v] as const));
  const table = below(rows).flatMap((i) =>
    below(columns).flatMap((j) =>
      taps.map(([u, v]) => placeIn(size, i * strides[0]! - pads[0]! + u, j * strides[1]! - pads[1]! + v)),
    ),
  );
  const places = batch * rows * columns;
  const seen = reshape(take(x, table, 1), [places, taps.length * inputs]);
  return {
    forward: { y: gemm(seen, input('w', [taps.length * inputs, outputs])) },
    kernel: { w: gemm(seen, reshape(y, [places, outputs]), { transposeA: true }) },
    input: inputOfPatches(sized, y),
  };
}

/** For each place within a stride, the pixels there: a product of the outputs that each sees. */
function inputOfPatches(sized: Sized, y: Tensor): Graph {
  const { batch, inputs, outputs, size, kernel, strides, pads } = sized;
  const along = (axis: 0 | 1, place: number) => ({
    pixels: below(size[axis]!).filter((pixel) => (pixel + pads[axis]!) % strides[axis]! === place),
    taps: below(kernel[axis]!).filter((tap) => tap % strides[axis]! === place),
    at: (pixel: number, tap: number) => (pixel + pads[axis]! - tap) / strides[axis]!,
  });
  return Object.fromEntries(
    eachPart(strides, (r, q) => {
      const [down, across] = [along(0, r), along(1, q)];
      const count = down.taps.length * across.taps.length;
      if (count === 0) return [];
      const table = down.pixels.flatMap((row) =>
        across.pixels.flatMap((column) =>
          down.taps.flatMap((u) =>
            across.taps.map((v) => placeIn(outputSize(sized), down.at(row, u), across.at(column, v))),
          ),
        ),
      );
      const pixels = batch * down.pixels.length * across.pixels.length;
      const seen = reshape(take(y, table, 1), [pixels, count * outputs]);
      return [[`x.${r}.${q}`, gemm(seen, input(`w.${r}.${q}`, [count * outputs, inputs]))]] as const;
    }).flat(),
  );
}
