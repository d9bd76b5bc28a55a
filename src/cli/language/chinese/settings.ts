// What the keys of a configuration say of themselves.

import type { Bilingual, Options } from '../../../base/options.ts';
import { dataOptions, datasetOptions } from '../../../data/options.ts';
import { architectures } from '../../../gan/architectures/registry.ts';
import { emaOptions } from '../../../gan/ema-ramps.ts';
import { objectives } from '../../../gan/objectives/registry.ts';
import { optimizers } from '../../../optim/registry.ts';
import { fieldWords } from '../../../studio/words/fields.ts';
import { iterationOptions, lengthOptions, runOptions } from '../../../train/options.ts';
import type { Table } from '../translator.ts';

const of = (key: keyof typeof fieldWords): string => fieldWords[key][1];

const all: readonly Options[] = [
  ...objectives.all.map(({ options = {} }) => options),
  ...optimizers.all.map(({ options }) => options),
  ...architectures.all.flatMap(({ options: { generator, critic, both } }) => [generator, critic, both]),
  ...[emaOptions, datasetOptions, dataOptions, lengthOptions, iterationOptions, runOptions],
];

const textsOf = (options: Options): readonly Bilingual[] =>
  Object.values(options).flatMap(({ label, help, automatic }) => [
    label,
    help,
    ...(automatic ? [automatic] : []),
  ]);

export const settings: Table = {
  ...Object.fromEntries(all.flatMap(textsOf)),
  'What critic and generator minimise.': of('objective'),
  'Generator updates; each comes with its critic updates.': of('iterations'),
  'Seed of all random numbers; the same seed gives the same run.': '全部随机数的种子；种子相同，运行就相同。',
  'Real samples per critic update, and fakes per update of either network.': of('batch'),
  'Critic updates per generator update.': '每次生成器更新前评论器更新的次数。',
  'Extra critic updates before the first generator update.': of('criticWarmup'),
  'Update rule of both networks.': of('optimizer'),
  'Step size of both networks.': of('learningRate'),
  "The generator's step size.": '生成器的步长。',
  "The critic's step size.": '评论器的步长。',
  'Momentum of rmsprop and sgd.': 'rmsprop 与 sgd 的动量。',
  "Adam's decay of the mean gradient: its momentum.": of('beta1'),
  "Adam's decay of the mean squared gradient.": of('beta2'),
  'Weight of the gradient penalty.': '梯度惩罚的权重。',
  'Penalise only gradient norms above 1.': '只惩罚大于 1 的梯度范数。',
  'Bound of every critic parameter under weight clipping.': '使用权重裁剪时，评论器每个参数的界限。',
  "Decay of the generator's moving average; 0 for none.": '生成器滑动平均的衰减；0 表示不平均。',
  'How fast the decay of the average grows to its value: at first the weights are random.': of('emaRamp'),
  'Family of both networks.': of('architecture'),
  'Size of the noise vector.': '噪声向量的维数。',
  "Widths of the generator's hidden layers, from the noise on.": '生成器各隐藏层的宽度，从噪声一侧数起。',
  "Widths of the critic's hidden layers, from the samples on.": '评论器各隐藏层的宽度，从样本一侧数起。',
  "Normalisation after the generator's hidden layers.": '生成器隐藏层之后的归一化。',
  "Normalisation after the critic's hidden layers.": '评论器隐藏层之后的归一化。',
  'Activation after the hidden layers.': '隐藏层之后的激活函数。',
  'Samples, or a fraction of them, kept out of training for the held-out estimate.':
    '不参与训练的样本数或比例，用来计算留出估计。',
  'Width and height in pixels to which a folder of images is resized.':
    '图片文件夹里的图像缩放到的宽和高（像素）。',
  'Colour of a folder of images.': of('color'),
  'What computes.': of('device'),
  'Threads that one operation may use.': of('threads'),
  'Iterations between logged numbers.': of('logEvery'),
  'Iterations between sample pictures.': of('sampleEvery'),
  'Iterations between measurements of the samples; 0 for none.': of('evaluateEvery'),
  'Iterations between checkpoints.': of('checkpointEvery'),
  'Checkpoints that are kept, the newest ones.': of('keep'),
  'A dataset by name, a folder of images or IDX files, or a CSV file of points.':
    '数据集名称，图片或 IDX 文件夹，或点的 CSV 文件。',
  'Scale of points from a CSV file: both axes alike, or each; auto where they lie far from ±1.':
    'CSV 文件中点的缩放：两轴相同，或各自缩放；auto 表示远离 ±1 时才缩放。',
};
