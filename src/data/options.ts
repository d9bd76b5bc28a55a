// What a configuration says of the data.

import * as z from 'zod/mini';
import { option } from '../base/options.ts';
import { scaleChoices } from '../base/point-scale.ts';
import { alphaChoices, fitChoices, RECTANGLE } from './image-size.ts';

/** What is learnt. */
export const datasetOptions = {
  dataset: option(z.string().check(z.minLength(1)), {
    default: 'mnist',
    label: ['Data', '数据'],
    help: [
      'A dataset by name, a folder of images or IDX files, or a CSV file of points.',
      '数据集名称，图片或 IDX 文件夹，或点的 CSV 文件。',
    ],
  }),
};

const SIZE = 'a whole number ≥ 4, or width and height as in 96x64';
const sizeType = z.union([z.int().check(z.gte(4)), z.string().check(z.regex(RECTANGLE, SIZE))], SIZE);

/** How it is read. */
export const dataOptions = {
  holdout: option(z.number().check(z.gte(0)), {
    default: 0,
    label: ['Held out', '留出样本'],
    help: [
      'Samples for validation, or a fraction of them, that training never sees: they show overfitting.',
      '用于验证、不参与训练的样本数或比例：用来发现过拟合。',
    ],
  }),
  size: option(z.nullable(sizeType), {
    default: null,
    label: ['Image size', '图像尺寸'],
    help: [
      'Size to which a folder of images is brought: the side of a square, or width and height as in 96x64.',
      '图片文件夹里的图像缩放到的尺寸：正方形的边长，或者宽和高，例如 96x64。',
    ],
    automatic: ['by the images', '取决于图像'],
    unit: ['pixels', '像素'],
  }),
  color: option(z.enum(['auto', 'grey', 'rgb']), {
    default: 'auto',
    label: ['Colour', '颜色'],
    help: ['Colour of a folder of images.', '图片文件夹的颜色模式。'],
  }),
  fit: option(z.enum(fitChoices), {
    default: 'crop',
    label: ['Fit', '适配'],
    help: [
      'How pictures of another shape are fitted: the middle is cut out, all of it is padded, or it is stretched.',
      '形状不同的图片如何适配：裁出中间部分，加边保留全图，或拉伸。',
    ],
    before: 'crop',
  }),
  alpha: option(z.enum(alphaChoices), {
    default: 'white',
    label: ['Transparency', '透明'],
    help: [
      'What is put behind transparent pixels; keep learns transparency as a fourth channel.',
      '透明像素后面垫什么颜色；keep 把透明度作为第四个通道来学习。',
    ],
    before: 'white',
  }),
  labels: option(z.nullable(z.string().check(z.minLength(1))), {
    default: null,
    label: ['Labels', '标签'],
    help: [
      'Which labels to take where there are several: a column of the CSV file beside the pictures, an array of the .npz file, fine or coarse of CIFAR-100.',
      '有多种标签时取哪一种：图片旁 CSV 文件的一列，.npz 文件的一个数组，或 CIFAR-100 的 fine、coarse。',
    ],
    automatic: ['by the data', '取决于数据'],
    before: null,
  }),
  mirror: option(z.boolean(), {
    default: false,
    label: ['Mirror', '镜像'],
    help: [
      'Show training each picture mirrored half of the time, left and right exchanged.',
      '训练时每张图片有一半的机会左右翻转。',
    ],
    before: false,
  }),
  scale: option(z.enum(scaleChoices), {
    default: 'auto',
    label: ['Scale', '缩放'],
    help: [
      'Scale of points from a CSV file: both axes alike, or each; auto where they lie far from ±1.',
      'CSV 文件中点的缩放：两轴相同，或各自缩放；auto 表示远离 ±1 时才缩放。',
    ],
  }),
};
