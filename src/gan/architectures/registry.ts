// Architectures by name.

import { defineRegistry } from '../../base/registry.ts';
import type { Architecture } from './architecture.ts';
import { dcgan } from './dcgan.ts';
import { mlp } from './mlp.ts';

export const architectures = defineRegistry<Architecture>('architecture', [mlp, dcgan]);
