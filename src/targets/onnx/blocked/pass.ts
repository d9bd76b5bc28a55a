// Chooses blocked layouts: from each convolution that the blocked kernels take, through everything that works in them
// as well, to where the plain layout is needed. Kernels and what optimizers keep of them are blocked once at the
// beginning of a program and laid back once at its end.

import { type StaticShape, sameShape } from '../../../base/shape.ts';
import { dimensions, elementwiseOps } from '../../../compiler/rewrites/rewrite.ts';
import {
  type Convolution,
  convInputOp,
  convOp,
  convWeightOp,
  isConvolution,
} from '../../../graph/convolution.ts';
import { add } from '../../../graph/elementwise.ts';
import { type ReduceAttributes, reduceSum, reduceSumOp } from '../../../graph/reduction.ts';
import { reshape, transpose } from '../../../graph/shaping.ts';
import { takeOp } from '../../../graph/take.ts';
import { applyOp, isOp, type Tensor, topologicalOrder, withInputs } from '../../../graph/tensor.ts';
import { isMoving } from '../layout.ts';
import {
  forward,
  forwardOfParts,
  input,
  inputParts,
  isBlockable,
  isForwardOfParts,
  isInputBlockable,
  type Meeting,
  thinForwardParts,
  thinInputOfParts,
} from './convolutions.ts';
import { isBySamples, kernel, kernelBySamples } from './kernels.ts';
import { blockKernelsOp, plainKernelsOp } from './laying.ts';
import { isThin, plainImages } from './layouts.ts';
import { blockOp, plainOp } from './ops.ts';
import { eachPart, inOnePart, type Parts, split, woven } from './parts.ts';
import { sumOfPlaces, sumOfRows } from './sums.ts';

/** What a blocked tensor holds. */
type Kind = 'images' | 'kernels';

/** A tensor in the layouts in which it has been asked for. */
interface Forms {
  plain?: Tensor;
  blocked?: { readonly kind: Kind; readonly tensor: Tensor };
  /** Blocked images in parts. */
  parts?: Parts;
  /** Strides of the parts that they come from: whole, they are woven. */
  readonly cut?: StaticShape;
}

/** The graph of `roots` with convolutions in blocked layouts. Roots keep their layout.
 *  @param block  channels of a block on this processor */
export function chooseBlocks(roots: readonly Tensor[], block: number): Tensor[] {
  const order = topologicalOrder(roots);
  if (!order.some(isConvolution)) return [...roots];
  const layout = createLayout(block, wantedParts(order, block));
  for (const node of order) layout.place(node);
  return roots.map(layout.plain);
}

/** @param wanted  strides of the parts in which images are read */
function createLayout(block: number, wanted: ReadonlyMap<Tensor, StaticShape>) {
  const forms = new Map<Tensor, Forms>();

  const plain = (node: Tensor): Tensor => {
    const own = forms.get(node)!;
    own.plain ??= laidBack(own.blocked!);
    return own.plain;
  };
  const blocked = (node: Tensor, kind: Kind): Tensor => {
    const own = forms.get(node)!;
    if (own.blocked?.kind === kind) return own.blocked.tensor;
    const x = plain(node);
    const tensor = applyOp(kind === 'images' ? blockOp : blockKernelsOp, [x], { block });
    own.blocked ??= { kind, tensor };
    return tensor;
  };
  const images = (node: Tensor) =>
    isThin(dimensions(node)[1]!, block) ? plain(node) : blocked(node, 'images');

  /** The blocked form of a convolution; undefined where it stays plain. */
  const convolved = (node: Convolution): Forms | undefined => {
    const meeting = meetingOf(node, block);
    if (meeting === undefined || !isBlockable(meeting)) return undefined;
    const [a, b] = node.inputs as [Tensor, Tensor];
    const { strides, size } = meeting;
    const asImages = (tensor: Tensor): Forms => ({ blocked: { kind: 'images', tensor } });
    if (isOp(node, convOp)) {
      const kernels = blocked(b, 'kernels');
      if (isForwardOfParts(meeting) && (isInParts(a, strides) || isNarrow(node))) {
        return asImages(forwardOfParts(parts(a, strides), kernels, meeting));
      }
      const whole = asImages(forward(images(a), kernels, meeting));
      const cut = isThin(meeting.inputs, block) ? wanted.get(node) : undefined;
      if (cut === undefined) return whole;
      const tensors = thinForwardParts(plain(a), kernels, meeting, cut);
      return { ...whole, parts: { strides: cut, tensors }, cut };
    }
    if (isOp(node, convWeightOp)) {
      const isCut = isInCut(a) && sameShape(forms.get(a)!.cut!, strides);
      const tensor = isBySamples(dimensions(b)[0]!, meeting)
        ? kernelBySamples(isCut ? asCut(a) : inOnePart(images(a)), asCut(b), meeting)
        : kernel(images(a), blocked(b, 'images'), meeting);
      return { blocked: { kind: 'kernels', tensor } };
    }
    if (!isInputBlockable(meeting)) return undefined;
    const w = blocked(b, 'kernels');
    if (isThin(meeting.inputs, block)) {
      return { plain: thinInputOfParts(asCut(a), w, meeting) };
    }
    const y = blocked(a, 'images');
    if (strides.every((stride) => stride === 1)) return asImages(input(y, w, meeting));
    const made = { strides, tensors: inputParts(y, w, meeting) };
    return { ...asImages(woven(made, size)), parts: made, cut: strides };
  };

  /** Whether images come from parts that are at hand. */
  const isInCut = (node: Tensor): boolean => {
    const { cut } = forms.get(node)!;
    return cut !== undefined && isInParts(node, cut);
  };

  /** Blocked images in the parts that they come from. */
  const asCut = (node: Tensor): Parts => {
    const { cut } = forms.get(node)!;
    return cut !== undefined && isInCut(node)
      ? { strides: cut, tensors: parts(node, cut) }
      : inOnePart(blocked(node, 'images'));
  };

  /** Whether parts are at hand, or are those of an elementwise op whose operands are. */
  const isInParts = (node: Tensor, strides: StaticShape): boolean => {
    const own = forms.get(node)!;
    if (own.parts) return sameShape(own.parts.strides, strides);
    const wholes = node.inputs.filter((x) => sameShape(x.shape, node.shape));
    return isElementwiseOfImages(node) && wholes.some((x) => isInParts(x, strides));
  };

  const isElementwiseOfImages = (node: Tensor) =>
    elementwiseOps.has(node.op.name) && forms.get(node)!.blocked?.kind === 'images';

  /** Blocked images in parts: of an elementwise op, by parts of its operands. */
  const parts = (node: Tensor, strides: StaticShape): readonly Tensor[] => {
    const own = forms.get(node)!;
    if (own.parts && sameShape(own.parts.strides, strides)) return own.parts.tensors;
    const made =
      (isInParts(node, strides) && workedInParts(node, strides)) || split(blocked(node, 'images'), strides);
    own.parts ??= { strides, tensors: made };
    return made;
  };

  const workedInParts = (node: Tensor, strides: StaticShape): readonly Tensor[] | undefined => {
    const operands = node.inputs.map((x) => {
      if (sameShape(x.shape, node.shape)) return parts(x, strides);
      const one = operand(x, node, 'images');
      const isSpread =
        one === undefined ||
        dimensions(one)
          .slice(2, 4)
          .some((count) => count !== 1);
      return isSpread ? undefined : one;
    });
    if (operands.includes(undefined)) return undefined;
    return eachPart(strides, (row, column) => {
      const at = row * strides[1]! + column;
      const inputs = operands.map((x) => ('op' in x! ? x : x![at]!));
      return applyOp(node.op, inputs, node.attributes);
    });
  };

  /** An operand that broadcasts, for blocked tensors of a kind; undefined if it does not fit there. */
  const operand = (x: Tensor, node: Tensor, kind: Kind): Tensor | undefined => {
    if (sameShape(x.shape, node.shape)) {
      return x.dtype === 'float32' || forms.get(x)!.blocked?.kind === kind ? blocked(x, kind) : undefined;
    }
    if (dimensions(x).every((d) => d === 1)) return reshape(plain(x), []);
    return kind === 'images' ? spread(plain(x), block) : undefined;
  };

  /** Whether a tensor can be blocked, or is. */
  const canBe = (kind: Kind, x: Tensor) =>
    (x.dtype === 'float32' || forms.get(x)!.blocked?.kind === kind) &&
    (kind === 'kernels' || isBlockShape(x, block));

  /** An elementwise op of blocked tensors, or one that chooses or joins samples, rows or columns of them. */
  const worked = (node: Tensor): Forms | undefined => {
    const kind = node.inputs.map((x) => forms.get(x)!.blocked?.kind).find((found) => found !== undefined);
    if (kind === undefined || node.shape.length !== 4) return undefined;
    if (isMovingBlocks(node, kind) && node.inputs.every((x) => canBe(kind, x))) {
      const operands = node.inputs.map((x) => blocked(x, kind));
      return { blocked: { kind, tensor: applyOp(node.op, operands, node.attributes) } };
    }
    if (!elementwiseOps.has(node.op.name)) return undefined;
    const whole = node.inputs.find((x) => forms.get(x)!.blocked && sameShape(x.shape, node.shape));
    if (whole === undefined) return undefined;
    const operands = node.inputs.map((x) => operand(x, node, kind));
    if (operands.includes(undefined)) return undefined;
    const tensor = applyOp(node.op, operands as Tensor[], node.attributes);
    const wholes = node.inputs.filter((x) => sameShape(x.shape, node.shape));
    const cut = wholes.map((x) => forms.get(x)!.cut).find((found) => found !== undefined);
    return { blocked: { kind, tensor }, ...(cut && { cut }) };
  };

  /** Sums of blocked images: over places, and over channels where over all of them. */
  const summed = (node: Tensor<ReduceAttributes>): Forms | undefined => {
    const [x] = node.inputs as [Tensor];
    const form = forms.get(x)!.blocked;
    if (form?.kind !== 'images' || x.shape.length !== 4) return undefined;
    const { axes } = node.attributes;
    if (x.dtype === 'float32' && axes.includes(2) && axes.includes(3) && !axes.includes(1)) {
      const sums = asCut(x)
        .tensors.map(sumOfPlaces)
        .reduce((total, sum) => add(total, sum));
      return { plain: reshape(axes.includes(0) ? sumOfRows(sums) : sums, node.shape) };
    }
    const inner = axes.includes(1) ? [...axes, 4] : [...axes];
    const sum = reduceSum(form.tensor, { axes: inner, keepDims: true });
    const [height, width] = dimensions(sum).slice(2) as [number, number];
    const isInOrder = axes.includes(1) || height * width === 1;
    return { plain: reshape(isInOrder ? sum : transpose(sum, [0, 1, 4, 2, 3]), node.shape) };
  };

  return {
    plain,
    place(node: Tensor): void {
      const found =
        (isConvolution(node) && convolved(node)) || (isOp(node, reduceSumOp) && summed(node)) || worked(node);
      forms.set(node, found ?? { plain: withInputs(node, node.inputs.map(plain)) });
    },
  };
}

/** From images to the strides of the parts in which convolutions read them, through what acts on each element. */
function wantedParts(order: readonly Tensor[], block: number): ReadonlyMap<Tensor, StaticShape> {
  const wanted = new Map<Tensor, StaticShape>();
  for (const node of order.toReversed()) {
    const meeting = isOp(node, convOp) || isOp(node, convWeightOp) ? meetingOf(node, block) : undefined;
    if (meeting !== undefined && isBlockable(meeting) && isForwardOfParts(meeting)) {
      wanted.set(node.inputs[0]!, meeting.strides);
    }
    const own = wanted.get(node);
    if (own === undefined || !elementwiseOps.has(node.op.name)) continue;
    for (const x of node.inputs) if (sameShape(x.shape, node.shape) && !wanted.has(x)) wanted.set(x, own);
  }
  return wanted;
}

/** ONNX Runtime reorders float32 images alone. */
function laidBack({ kind, tensor }: NonNullable<Forms['blocked']>): Tensor {
  if (kind === 'kernels') return applyOp(plainKernelsOp, [tensor], {});
  return tensor.dtype === 'float32' ? applyOp(plainOp, [tensor], {}) : plainImages(tensor);
}

/** True if the op moves places of images or kernels, or samples: along an axis that blocks have as well. */
function isMovingBlocks(node: Tensor, kind: Kind): boolean {
  if (!isMoving(node) && !isOp(node, takeOp)) return false;
  return node.attributes.axis >= 2 || (kind === 'images' && node.attributes.axis === 0);
}

/** Whether rows of the result are so short that a stride costs more than to cut the image into parts. */
const isNarrow = ({ shape }: Tensor) => (shape[3] as number) <= 8;

const isBlockShape = ({ shape }: Tensor, block: number) => (shape[1] as number) % block === 0;

/** The convolution of a node with its channels; undefined where sizes are not fixed. */
export function meetingOf(node: Convolution, block: number): Meeting | undefined {
  const [a, b] = node.inputs as [Tensor, Tensor];
  if (node.shape.includes('N') || a.shape.includes('N')) return undefined;
  const [inputs, outputs] = isOp(node, convOp)
    ? [dimensions(a)[1]!, dimensions(node)[1]!]
    : isOp(node, convInputOp)
      ? [dimensions(node)[1]!, dimensions(a)[1]!]
      : [dimensions(a)[1]!, dimensions(b)[1]!];
  return { ...node.attributes, inputs: inputs!, outputs: outputs!, block };
}

/** A tensor that broadcasts with images, as it broadcasts with blocked ones; undefined if it does not. */
function spread(x: Tensor, block: number): Tensor | undefined {
  const [count, channels, height, width] = [
    ...new Array<number>(4 - x.shape.length).fill(1),
    ...dimensions(x),
  ] as [number, number, number, number];
  if (channels === 1) return reshape(x, [count, 1, height, width, 1]);
  if (channels % block !== 0) return undefined;
  const parts = reshape(x, [count, channels / block, block, height, width]);
  return height * width === 1
    ? reshape(parts, [count, channels / block, 1, 1, block])
    : transpose(parts, [0, 1, 3, 4, 2]);
}
