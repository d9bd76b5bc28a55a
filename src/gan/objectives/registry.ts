// Objectives by name.

import { defineRegistry } from '../../base/registry.ts';
import { gan, ganMinimax } from './gan.ts';
import type { Objective } from './objective.ts';
import { wgan } from './wgan.ts';
import { wganGp } from './wgan-gp.ts';

export const objectives = defineRegistry<Objective>('objective', [wganGp, wgan, gan, ganMinimax]);
