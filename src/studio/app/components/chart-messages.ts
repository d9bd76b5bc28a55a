// What charts say.

import { defineMessages } from '../i18n/language.ts';

export const chartMessages = defineMessages(
  {
    chart: 'chart',
    iteration: 'iteration',
    keys: 'Arrow keys move the pointer, + and − zoom, Shift with arrow keys pans, 0 shows all, Enter selects.',
    nothing: 'No numbers yet',
    at: (iteration: string) => `at iteration ${iteration}`,
  },
  {
    chart: '图表',
    iteration: '迭代',
    keys: '方向键移动指针，+ 和 − 缩放，Shift 加方向键平移，0 显示全部，回车选定。',
    nothing: '还没有数据',
    at: (iteration: string) => `第 ${iteration} 次迭代`,
  },
);
