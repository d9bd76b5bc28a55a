// Layers that change the size of images and have no variables.

import { mean } from '../graph/compositions.ts';
import {
  averagePool,
  depthToSpace,
  enlargeNearest,
  maxPool,
  resizeBilinear,
  spaceToDepth,
} from '../graph/images.ts';
import { pad, slice } from '../graph/shaping.ts';
import { argument } from './affine.ts';
import { functionLayer, type Layer } from './layer.ts';

const upsample = (times: number, mode: string) =>
  `nn.Upsample(scale_factor=${times}${argument('mode', `'${mode}'`, '')})`;

/** The mean of each window of size × size, one beside the other. */
export const averagePool2d = (size: number): Layer =>
  functionLayer((x) => averagePool(x, { size }), `nn.AvgPool2d(${size})`);

/** The largest value of each window of size × size, one beside the other; of equal ones the first has the adjoint. */
export const maxPool2d = (size: number): Layer =>
  functionLayer((x) => maxPool(x, { size }), `nn.MaxPool2d(${size})`);

/** The mean of each channel: float32[N, C, 1, 1]. */
export const globalAveragePool2d = (): Layer =>
  functionLayer((x) => mean(x, { axes: [2, 3], keepDims: true }), 'nn.AdaptiveAvgPool2d(1)');

/** Every pixel as a block of times × times equal ones. */
export const upsampleNearest = (times: number): Layer =>
  functionLayer((x) => enlargeNearest(x, times), upsample(times, 'nearest'));

/** Bilinear interpolation to times the height and width. */
export const upsampleBilinear = (times: number): Layer =>
  functionLayer(
    (x) => resizeBilinear(x, [(x.shape[2] as number) * times, (x.shape[3] as number) * times]),
    upsample(times, 'bilinear'),
  );

/** times² channels as one of times the height and width. */
export const pixelShuffle = (times: number): Layer =>
  functionLayer((x) => depthToSpace(x, times), `nn.PixelShuffle(${times})`);

/** Blocks of times × times pixels as channels. */
export const pixelUnshuffle = (times: number): Layer =>
  functionLayer((x) => spaceToDepth(x, times), `nn.PixelUnshuffle(${times})`);

/** Zeros below and to the right of images, until they have a size. */
export const zeroPad2d = (below: number, right: number): Layer =>
  functionLayer(
    (x) => pad(pad(x, { axis: 2, before: 0, after: below }), { axis: 3, before: 0, after: right }),
    `nn.ZeroPad2d((0, ${right}, 0, ${below}))`,
  );

/** Images without their last rows and columns. */
export const crop2d = (below: number, right: number): Layer =>
  functionLayer((x) => {
    const [height, width] = x.shape.slice(2) as [number, number];
    const rows = slice(x, { axis: 2, start: 0, end: height - below });
    return slice(rows, { axis: 3, start: 0, end: width - right });
  }, `nn.ZeroPad2d((0, ${-right}, 0, ${-below}))`);
