// Whether the networks of a configuration are told classes, and that both of them are.

import { ConfigError } from '../base/errors.ts';
import type { Values } from '../base/options.ts';
import { architectures } from '../gan/architectures/registry.ts';
import { conditionKinds, conditionOf, FITTING, UNCONDITIONAL } from '../gan/conditions.ts';
import type { NetworkName } from '../gan/gan.ts';
import { type ConfigOption, networkNames } from './config-options.ts';

/** What a value said of both networks means for one of them: of a kind that only the other has, that which fits. */
export function sharedCondition({ path, shared }: ConfigOption, key: string, value: unknown): unknown {
  if (path.at(-1) !== 'condition' || key !== shared) return value;
  const [own, other] = path[0] === 'generator' ? networkNames : networkNames.toReversed();
  const isOf = (network: NetworkName) => (conditionKinds[network] as readonly unknown[]).includes(value);
  return !isOf(own!) && isOf(other!) ? FITTING : value;
}

/** The networks of a configuration. */
type Networks = Readonly<
  Record<NetworkName, Values & { readonly architecture: string; readonly condition: string }>
>;

/** Whether networks are told classes. */
export const isConditional = ({ generator }: Networks): boolean => generator.condition !== UNCONDITIONAL;

/** The configuration with kinds in place of what fits.
 *  @throws ConfigError if a network cannot be told classes so, or only one of them is told some */
export function withConditions<C extends Networks>(config: C): C {
  const [generator, critic] = networkNames.map((network) => {
    const { architecture, condition, ...values } = config[network];
    return conditionOf(network, architectures.get(architecture), values, condition);
  }) as [string, string];
  if ((generator === UNCONDITIONAL) !== (critic === UNCONDITIONAL)) {
    const [told, untold] = critic === UNCONDITIONAL ? networkNames : networkNames.toReversed();
    throw new ConfigError(
      `${untold}Condition: expected a ${untold} that is told classes beside a ${told} that is, got ${UNCONDITIONAL}`,
      { help: `--condition ${FITTING} tells both, --condition ${UNCONDITIONAL} neither` },
    );
  }
  return {
    ...config,
    generator: { ...config.generator, condition: generator },
    critic: { ...config.critic, condition: critic },
  };
}

/** The classes that the networks of a configuration are told, of data with labels; nothing where they are told none.
 *  @param classes  names of the data's classes
 *  @throws ConfigError if there are none, or fewer than two */
export function classesFor(
  config: Networks,
  classes: readonly string[] | undefined,
): readonly string[] | undefined {
  if (!isConditional(config)) return undefined;
  if (classes !== undefined && classes.length >= 2) return classes;
  throw new ConfigError(
    `condition: expected data with labels of two classes at least, got ${classes?.length ?? 'none'}`,
    { help: 'wgan data shows the labels of data; --condition none does without' },
  );
}
