// What a configuration says of training itself, and of the run that does it.

import * as z from 'zod/mini';
import { option } from '../base/options.ts';

const whole = (least: number) => z.int().check(z.gte(least));

/** How long, and with which random numbers. */
export const lengthOptions = {
  iterations: option(whole(0), {
    default: 6500,
    label: ['Iterations', '迭代次数'],
    help: [
      'Generator updates; each comes with its critic updates.',
      '生成器更新的次数；每次还包括若干次评论器更新。',
    ],
    changes: 'resumable',
  }),
  seed: option(whole(0), {
    default: 1,
    label: ['Seed', '随机种子'],
    help: [
      'Seed of all random numbers; the same seed gives the same run.',
      '全部随机数的种子；种子相同，运行就相同。',
    ],
  }),
};

/** What an iteration consists of. */
export const iterationOptions = {
  batch: option(whole(1), {
    default: 64,
    label: ['Batch', '批大小'],
    help: [
      'Real samples per critic update, and fakes per update of either network.',
      '每次更新使用的真实样本数与生成样本数。',
    ],
    unit: ['samples', '样本'],
  }),
  accumulate: option(whole(1), {
    default: 1,
    before: 1,
    label: ['Accumulate', '梯度累积'],
    help: [
      'Batches whose gradients make one update: the update of a larger batch, in the memory of a smaller one.',
      '多少批的梯度合成一次更新：更新等同大批量，内存只需小批量。',
    ],
    unit: ['batches', '批'],
  }),
  clipGradient: option(z.number().check(z.gte(0)), {
    default: 0,
    before: 0,
    label: ['Gradient bound', '梯度上限'],
    help: [
      'Largest norm of the whole gradient of a network; 0 for none.',
      '一个网络整体梯度范数的上限；0 表示不限。',
    ],
  }),
  orthogonal: option(z.number().check(z.gte(0)), {
    default: 0,
    before: 0,
    label: ['Orthogonal regularisation', '正交正则化'],
    help: [
      'Pull of the generator’s weights towards orthogonal rows; 0 for none.',
      '把生成器权重的各行拉向正交的力度；0 表示不用。',
    ],
  }),
  criticSteps: option(whole(1), {
    label: ['Critic steps', '评论器步数'],
    help: [
      'Critic updates per generator update: the critic must be ahead to be worth following.',
      '每次生成器更新前评论器更新几次：评论器要领先，才值得跟随。',
    ],
  }),
  criticWarmup: option(whole(0), {
    default: 0,
    before: 0,
    label: ['Critic’s head start', '评论器预热'],
    help: [
      'Extra critic updates before the first generator update.',
      '生成器第一次更新之前，评论器额外更新的次数。',
    ],
  }),
};

/** What computes, and how often what is written; none of it changes what is learnt. */
export const runOptions = {
  device: option(z.string().check(z.minLength(1)), {
    default: 'cpu',
    label: ['Device', '设备'],
    help: ['What computes.', '由什么来计算。'],
  }),
  threads: option(z.nullable(whole(1)), {
    default: null,
    label: ['Threads', '线程数'],
    help: ['Threads that one operation may use.', '一个运算可用的线程数。'],
    automatic: ['all processors', '全部处理器'],
    changes: 'resumable',
  }),
  logEvery: option(whole(1), {
    default: 10,
    label: ['Log every', '记录间隔'],
    help: ['Iterations between logged numbers.', '两次记录数值之间的迭代次数。'],
    unit: ['iterations', '次迭代'],
    changes: 'resumable',
  }),
  sampleEvery: option(whole(1), {
    default: 100,
    label: ['Sample every', '样本图间隔'],
    help: ['Iterations between sample pictures.', '两张样本图之间的迭代次数。'],
    unit: ['iterations', '次迭代'],
    changes: 'resumable',
  }),
  evaluateEvery: option(whole(0), {
    default: 0,
    before: 0,
    label: ['Measure every', '评估间隔'],
    help: [
      'Iterations between measurements of the samples; 0 for none.',
      '两次评估样本质量之间的迭代次数；0 表示不评估。',
    ],
    unit: ['iterations', '次迭代'],
    changes: 'resumable',
  }),
  checkpointEvery: option(whole(1), {
    default: 500,
    label: ['Checkpoint every', '存档间隔'],
    help: ['Iterations between checkpoints.', '两次存档之间的迭代次数。'],
    unit: ['iterations', '次迭代'],
    changes: 'resumable',
  }),
  keep: option(whole(1), {
    default: 3,
    label: ['Checkpoints kept', '保留存档'],
    help: ['Checkpoints that are kept, the newest ones.', '保留最新的几个存档。'],
    changes: 'resumable',
  }),
};
