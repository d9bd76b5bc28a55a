// Options that several optimizers have.

import * as z from 'zod/mini';
import { option } from '../base/options.ts';

const share = () => z.number().check(z.gte(0), z.lt(1));

export const learningRate = option(z.number().check(z.gte(0)), {
  label: ['Learning rate', '学习率'],
  help: ['The step size.', '一次更新走多远。'],
  changes: 'live',
});

export const momentum = option(share(), {
  default: 0,
  label: ['Momentum', '动量'],
  help: ['How much of the last step is repeated.', '重复上一步的比例。'],
});

/** A decay of Adam. */
export const decay = share;
