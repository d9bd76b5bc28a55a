// Networks that are told the classes of samples.

import type { Table } from '../translator.ts';

export const labels: Table = {
  'condition: expected samples of every class, got none of {1}':
    'condition：每个类别都应有样本，类别 {1} 却没有',
  'number the classes without gaps, or leave out names that no sample has':
    '请连续编号各类别，或去掉没有样本的名称',
  '{1}Condition: expected {2} of {3} with these options, got {4}':
    '{1}Condition：{3} 在这些选项下应为 {2}，得到 {4}',
  'it needs --generator-norm batch': '它需要 --generator-norm batch',
  '{1}Condition: expected a {2} that is told classes beside a {3} that is, got {4}':
    '{1}Condition：{3!}得知类别时，{2!}也应得知类别，得到 {4}',
  '--condition {1} tells both, --condition {2} neither':
    '--condition {1} 使两个网络都得知类别，--condition {2} 则都不',
  'condition: expected data with labels of two classes at least, got {1}':
    'condition：应为至少有两个类别标签的数据，得到 {1!}',
  'wgan data shows the labels of data; --condition none does without':
    'wgan data 显示数据的标签；--condition none 不需要标签',
  'classes, one-hot or mixed: [N, classes]': '类别，独热或混合：[N, classes]',
  'the condition {1}': 'condition {1}',
  '{1}: expected a condition and its classes, or neither, got {2} alone':
    '{1!}：condition 与类别应同时给出或都不给，却只有 {2!}',
  'class: expected a generator that is told classes, got one that learnt without, and class {1}':
    'class：应为得知类别的生成器，这一个学习时没有类别，却要求类别 {1}',
  'train one with --condition auto on data with labels': '请用 --condition auto 在有标签的数据上训练一个',
  'class: expected one of {1}, got {2}': 'class：应为 {1} 之一，得到 {2}',
  'Class of a generator that is told classes; 3..8 walks from one to the other. (default: the first)':
    '得知类别的生成器的类别；3..8 从一个类别走到另一个。（默认：第一个）',
  'Draw noise beyond this magnitude again: samples become more typical, and less diverse. (default: none)':
    '绝对值超过此数的噪声重新抽取：样本更典型，但多样性降低。（默认：不限）',
  'Class to make, of a generator that is told classes; all for each in turn, a row of one picture for each. (default: all)':
    '要生成的类别，用于得知类别的生成器；all 表示各类别轮流，图中每个类别一行。（默认：all）',
};
