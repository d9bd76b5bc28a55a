// The keys of a configuration in words, for every form of the page. The compiler lists a key without a text.

import type { ConfigKey } from '../../../train/config.ts';
import { language } from '../i18n/language.ts';

/** The name of a field, and what it does in one sentence. */
export interface FieldText {
  readonly label: string;
  readonly explanation: string;
}

/** Keys, and `learningRate` for both networks. */
export type FieldKey = ConfigKey | 'learningRate';

type Texts = { readonly [K in FieldKey]: readonly [label: string, explanation: string] };

const en: Texts = {
  objective: ['Objective', 'What critic and generator minimise.'],
  dataset: ['Data', 'What is to be learnt: a dataset by its name.'],
  iterations: ['Iterations', 'Generator updates; each comes with its critic updates.'],
  seed: ['Seed', 'Of all random numbers: the same seed gives the same run.'],
  batch: ['Batch', 'Real samples per critic update, and fakes per update of either network.'],
  criticSteps: [
    'Critic steps',
    'Critic updates per generator update: the critic must be ahead to be worth following.',
  ],
  criticWarmup: ['Critic’s head start', 'Extra critic updates before the generator’s first.'],
  optimizer: ['Optimizer', 'The update rule of both networks.'],
  learningRate: ['Learning rate', 'The step size of both networks.'],
  generatorLearningRate: ['Generator’s learning rate', 'How far one update moves the generator.'],
  criticLearningRate: ['Critic’s learning rate', 'How far one update moves the critic.'],
  momentum: ['Momentum', 'How much of the last step is repeated, in rmsprop and sgd.'],
  beta1: ['Adam’s β₁', 'Decay of Adam’s mean gradient, its momentum.'],
  beta2: ['Adam’s β₂', 'Decay of Adam’s mean squared gradient.'],
  penalty: ['Penalty weight λ', 'How strongly the critic’s slope is pulled towards 1.'],
  oneSided: ['One-sided penalty', 'Only slopes above 1 are penalised.'],
  clip: ['Clip bound', 'No parameter of the critic may leave ± this value.'],
  average: ['Averaging', 'Decay of the moving average of the generator that samples come from; 0 for none.'],
  architecture: ['Networks', 'The family of both networks.'],
  latent: ['Noise size', 'How many random numbers one sample is made from.'],
  generatorHidden: ['Generator’s layers', 'Widths of its hidden layers, from the noise on.'],
  criticHidden: ['Critic’s layers', 'Widths of its hidden layers, from the samples on.'],
  generatorNorm: ['Generator’s normalisation', 'After each of its hidden layers.'],
  criticNorm: ['Critic’s normalisation', 'After each of its hidden layers.'],
  activation: ['Activation', 'What bends the line after each hidden layer.'],
  holdout: ['Held out', 'Samples, or a fraction of them, that training never sees: they show overfitting.'],
  size: ['Image size', 'Width and height in pixels to which images are resized.'],
  color: ['Colour', 'Of a folder of images.'],
  scale: ['Scale', 'Of points from a CSV file.'],
  device: ['Device', 'What computes.'],
  threads: ['Threads', 'Threads that one operation may use.'],
  logEvery: ['Log every', 'Iterations between logged numbers.'],
  sampleEvery: ['Sample every', 'Iterations between sample pictures.'],
  evaluateEvery: ['Measure every', 'Iterations between measurements of the samples; 0 for none.'],
  checkpointEvery: ['Checkpoint every', 'Iterations between saved states.'],
  keep: ['Checkpoints kept', 'How many saved states stay, the newest ones.'],
};

const zh: Texts = {
  objective: ['目标函数', '评论器与生成器所最小化的函数。'],
  dataset: ['数据', '要学习的数据：数据集名称。'],
  iterations: ['迭代次数', '生成器更新的次数；每次还包括若干次评论器更新。'],
  seed: ['随机种子', '决定全部随机数：种子相同，训练就相同。'],
  batch: ['批大小', '每次更新使用的真实样本数与生成样本数。'],
  criticSteps: ['评论器步数', '每次生成器更新前评论器更新几次：评论器要领先，才值得跟随。'],
  criticWarmup: ['评论器预热', '生成器第一次更新之前，评论器额外更新的次数。'],
  optimizer: ['优化器', '两个网络的更新规则。'],
  learningRate: ['学习率', '两个网络的步长。'],
  generatorLearningRate: ['生成器学习率', '生成器一次更新走多远。'],
  criticLearningRate: ['评论器学习率', '评论器一次更新走多远。'],
  momentum: ['动量', 'rmsprop 与 sgd 重复上一步的比例。'],
  beta1: ['Adam 的 β₁', 'Adam 平均梯度的衰减，即其动量。'],
  beta2: ['Adam 的 β₂', 'Adam 平方梯度平均的衰减。'],
  penalty: ['惩罚权重 λ', '把评论器的斜率拉向 1 的力度。'],
  oneSided: ['单侧惩罚', '只惩罚大于 1 的斜率。'],
  clip: ['裁剪界限', '评论器的任何参数都不得超出正负此值。'],
  average: ['权重平均', '采样所用的生成器滑动平均的衰减；0 表示不平均。'],
  architecture: ['网络类型', '两个网络的结构类型。'],
  latent: ['噪声维数', '一个样本由多少个随机数生成。'],
  generatorHidden: ['生成器各层', '从噪声开始，各隐藏层的宽度。'],
  criticHidden: ['评论器各层', '从样本开始，各隐藏层的宽度。'],
  generatorNorm: ['生成器归一化', '位于每个隐藏层之后。'],
  criticNorm: ['评论器归一化', '位于每个隐藏层之后。'],
  activation: ['激活函数', '每个隐藏层之后使直线弯曲的函数。'],
  holdout: ['留出样本', '不参与训练的样本数或比例：用来发现过拟合。'],
  size: ['图像尺寸', '图像缩放后的宽和高（像素）。'],
  color: ['颜色', '图片文件夹的颜色模式。'],
  scale: ['缩放', 'CSV 文件中点的缩放。'],
  device: ['设备', '由什么来计算。'],
  threads: ['线程数', '一个运算可用的线程数。'],
  logEvery: ['记录间隔', '两次记录数值之间的迭代次数。'],
  sampleEvery: ['样本图间隔', '两张样本图之间的迭代次数。'],
  evaluateEvery: ['评估间隔', '两次评估样本质量之间的迭代次数；0 表示不评估。'],
  checkpointEvery: ['存档间隔', '两次存档之间的迭代次数。'],
  keep: ['保留存档', '保留最新的几个存档。'],
};

/** The texts of a key in the language of the page. */
export function fieldText(key: FieldKey): FieldText {
  const [label, explanation] = (language.value === 'zh' ? zh : en)[key];
  return { label, explanation };
}

/** A value of a configuration as people write it. */
export function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.join(', ');
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number' && value !== 0 && Math.abs(value) < 1e-3) return value.toExponential();
  return String(value);
}
