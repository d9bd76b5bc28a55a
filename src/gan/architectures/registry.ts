// Architectures by name.

import { defineRegistry } from '../../base/registry.ts';
import type { NetworkName } from '../gan.ts';
import type { Architecture } from './architecture.ts';
import { dcgan } from './dcgan.ts';
import { mlp } from './mlp.ts';
import { resnet } from './resnet.ts';
import { vgg11, vgg16 } from './vgg.ts';

export const architectures = defineRegistry<Architecture>('architecture', [mlp, dcgan, resnet, vgg11, vgg16]);

/** The names of those that have a network of a kind. */
export const architecturesWith = (network: NetworkName): readonly string[] =>
  architectures.all
    .filter(({ isCriticOnly }) => network === 'critic' || !isCriticOnly)
    .map(({ name }) => name);
