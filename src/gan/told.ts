// Networks of a specification: told classes where it says so.

import { batchNorm2d } from '../nn/batch-norm.ts';
import type { GeneratorSpec, NetworkSpec } from './architectures/architecture.ts';
import { conditionalCritic, conditionalGenerator } from './conditional.ts';
import type { CriticMaking, GeneratorBody } from './making.ts';
import { type Critic, type Generator, layerCritic, layerGenerator } from './networks.ts';

/** The generator of a specification, told classes as it says. */
export const generatorOf = (spec: GeneratorSpec, body: GeneratorBody): Generator =>
  spec.condition === undefined
    ? layerGenerator(body(spec.latent, batchNorm2d))
    : conditionalGenerator(spec, body);

/** The critic of a specification, told classes as it says. */
export function criticOf(spec: NetworkSpec, making: CriticMaking): Critic {
  if (spec.condition !== undefined) return conditionalCritic(spec, making);
  const { layers, head } = making.parts(spec.sampleShape);
  return layerCritic(making.join([...layers, head]));
}
