// Stands in the page for src/gan/conditional.ts and src/train/conditioning.ts: networks that are told classes train and
// sample on the command line.

import { ConfigError } from '../../../base/errors.ts';
import { UNCONDITIONAL } from '../../../gan/conditions.ts';

function refuse(): never {
  throw new ConfigError(
    'condition: networks that are told classes run on the command line, not in this page',
  );
}

export const conditionalGenerator = refuse;
export const conditionalCritic = refuse;
export const isConditional = () => false;
export const classesFor = () => undefined;
export const sharedCondition = (_: unknown, __: string, value: unknown) => value;

export function withConditions<C extends { readonly generator: object; readonly critic: object }>(
  config: C,
): C {
  const isTold = (network: { readonly condition?: string }) => network.condition !== UNCONDITIONAL;
  return isTold(config.generator) || isTold(config.critic) ? refuse() : config;
}
