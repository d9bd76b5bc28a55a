// The switch `oneSided` of wgan-gp, which is the objective wgan-lp by now. Files and commands that say it keep their
// meaning, and runs that began with it their hash.

import * as z from 'zod/mini';
import { option } from '../base/options.ts';
import type { ConfigOption, Leaf } from './config-options.ts';

/** The switch as configurations had it. */
export const oneSided: ConfigOption = {
  key: 'oneSided',
  path: ['objective', 'oneSided'],
  option: option(z.boolean(), {
    default: false,
    label: ['One-sided penalty', '单侧惩罚'],
    help: ['Penalise only gradient norms above 1.', '只惩罚大于 1 的梯度范数。'],
  }),
  group: 'training',
};

export const oneSidedOwners = { kind: 'objective', names: ['wgan-gp'] } as const;

const SWITCH = oneSided.path.join('.');
const NAME = 'objective.name';
const names: readonly unknown[] = ['wgan-gp', 'wgan-lp'];

/** Values by path, the switch said by the name of the objective; where the objective is another, or not known, it stays.
 *  @param usual  the objective where none is said; without it, the values are those of one layer */
export function withoutSwitch(given: ReadonlyMap<string, Leaf>, usual?: string): ReadonlyMap<string, Leaf> {
  const said = given.get(SWITCH);
  const isOneLayer = usual === undefined;
  const name = given.get(NAME) ?? (isOneLayer ? undefined : { value: usual });
  if (said === undefined || !names.includes(name?.value) || typeof said.value !== 'boolean') return given;
  const rest = [...given].filter(([path]) => path !== SWITCH);
  const isNamed = isOneLayer && name!.value === 'wgan-lp'; // which is said plainly
  const wanted = said.value || isNamed ? 'wgan-lp' : 'wgan-gp';
  return new Map([...rest, [NAME, wanted === name!.value ? name! : { ...said, value: wanted }]]);
}

/** What hashes say of the objective: as when the switch was there. */
export const hashedObjective = (name: string): { readonly name: string; readonly oneSided?: boolean } =>
  names.includes(name) ? { name: 'wgan-gp', oneSided: name === 'wgan-lp' } : { name };
