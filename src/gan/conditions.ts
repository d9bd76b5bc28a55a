// How networks are told the classes of samples: the kinds that there are, and which of them a family of networks has.

import * as z from 'zod/mini';
import { ConfigError } from '../base/errors.ts';
import { option, type Values } from '../base/options.ts';
import type { NetworkName } from './gan.ts';

/** By network. `embedding`: a vector for each class beside the noise (Mirza & Osindero 2014, arXiv:1411.1784).
 *  `batch-norm`: scale and offset of batch normalisation by class (de Vries et al. 2017, arXiv:1707.00683).
 *  `projection`: the score gains the product of the features with a vector for each class (Miyato & Koyama 2018,
 *  arXiv:1802.05637). `concat`: a vector, or plane, for each class beside the sample (Mirza & Osindero). */
export const conditionKinds = {
  generator: ['embedding', 'batch-norm'],
  critic: ['projection', 'concat'],
} as const;

export type ConditionKind<N extends NetworkName> = (typeof conditionKinds)[N][number];

/** The kinds that a family of networks has, the one that fits it best first; none if it cannot be told classes. */
export type Conditions = { readonly [N in NetworkName]: readonly ConditionKind<N>[] };

/** The network is told no classes. */
export const UNCONDITIONAL = 'none';
/** The kind that fits the network. */
export const FITTING = 'auto';

const help = [
  'How the network is told classes, so that one can be asked for; auto takes what fits.',
  '以何种方式把类别告诉网络，以便指定生成哪一类；auto 选用合适的方式。',
] as const;

const conditionOption = (network: NetworkName) =>
  option(z.enum([UNCONDITIONAL, FITTING, ...conditionKinds[network]]), {
    default: UNCONDITIONAL,
    before: UNCONDITIONAL,
    label: ['Told classes', '类别条件'],
    help,
  });

/** Options of each network: whether, and how, it is told classes. */
export const conditionOptions = {
  generator: { condition: conditionOption('generator') },
  critic: { condition: conditionOption('critic') },
};

/** The kind that is meant for a network of a family.
 *  @param said       by name; what only the other network has, said of both, means what fits
 *  @param values     of the network's options
 *  @throws ConfigError if the family has no such kind */
export function conditionOf(
  network: NetworkName,
  {
    name,
    conditions = { generator: [], critic: [] },
  }: { readonly name: string; readonly conditions?: Conditions },
  values: Values,
  said: string,
): string {
  if (said === UNCONDITIONAL) return said;
  const own: readonly string[] = conditions[network].filter((kind) => has(kind, values));
  const wanted = said === FITTING ? own[0] : own.find((kind) => kind === said);
  if (wanted !== undefined) return wanted;
  const names = own.length === 0 ? UNCONDITIONAL : [UNCONDITIONAL, FITTING, ...own].join(', ');
  throw new ConfigError(`${network}Condition: expected ${names} of ${name} with these options, got ${said}`, {
    help: said === 'batch-norm' ? 'it needs --generator-norm batch' : undefined,
  });
}

/** Batch normalisation tells classes where there is some. */
const has = (kind: string, { norm = 'batch' }: Values): boolean => kind !== 'batch-norm' || norm === 'batch';
