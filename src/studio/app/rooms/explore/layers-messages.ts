// What the look inside the generator says.

import { defineMessages } from '../../i18n/language.ts';

export const layersMessages = defineMessages(
  {
    noise: (count: number) => `Noise, ${count} ${count === 1 ? 'number' : 'numbers'}`,
    layer: (layer: number, count: number) => `Layer ${layer}, ${count} ${count === 1 ? 'unit' : 'units'}`,
    range: (least: string, most: string) => `from ${least} to ${most}`,
    changed: (count: number) => (count === 0 ? '' : ` · ${count} changed`),
    unit: (unit: number, layer: number) => `Unit ${unit} of layer ${layer}`,
    unitValue: (unit: number, value: string) => `unit ${unit}: ${value}`,
    sample: 'The sample that they make',
    mapKeys: 'Arrow keys go from unit to unit.',
    choose: 'Choose a unit, by a click on a square or on a picture, to change it.',
    value: 'It gives',
    strength: 'Strength',
    strengthUnit: 'times',
    strengthHelp:
      'What the unit gives is multiplied by this, in every picture of the plane; 0 switches it off.',
    switchOff: 'Switch off',
    switchOn: 'Switch on',
    largest: 'What the last layer draws here',
    largestHelp:
      'The units of the last hidden layer that weigh most in this sample, each with what it adds: grey is nothing, white adds light, black takes it away. The share is of all units’ sizes together.',
    draws: (unit: number, share: string) => `Unit ${unit} draws ${share} % here`,
    off: 'off',
  },
  {
    noise: (count: number) => `噪声，${count} 个数`,
    layer: (layer: number, count: number) => `第 ${layer} 层，${count} 个单元`,
    range: (least: string, most: string) => `从 ${least} 到 ${most}`,
    changed: (count: number) => (count === 0 ? '' : ` · 已改 ${count} 个`),
    unit: (unit: number, layer: number) => `第 ${layer} 层的单元 ${unit}`,
    unitValue: (unit: number, value: string) => `单元 ${unit}：${value}`,
    sample: '它们生成的样本',
    mapKeys: '方向键在单元之间移动。',
    choose: '点击方格或图像，选一个单元来改变它。',
    value: '输出',
    strength: '强度',
    strengthUnit: '倍',
    strengthHelp: '单元的输出乘以此数，作用于平面上的所有图像；0 表示关闭。',
    switchOff: '关闭',
    switchOn: '打开',
    largest: '最后一层在此处画了什么',
    largestHelp:
      '在此样本中作用最大的末层隐藏单元，以及各自添加的内容：灰色表示没有，白色变亮，黑色变暗。百分比是占所有单元大小之和的份额。',
    draws: (unit: number, share: string) => `单元 ${unit} 在此处占 ${share} %`,
    off: '已关闭',
  },
);
