// Objectives by name.

import { defineRegistry } from '../../base/registry.ts';
import { dragan } from './dragan.ts';
import { gan, ganMinimax } from './gan.ts';
import { hinge } from './hinge.ts';
import { lsgan } from './lsgan.ts';
import type { Objective } from './objective.ts';
import { rpgan } from './rpgan.ts';
import { wgan } from './wgan.ts';
import { wganDiv } from './wgan-div.ts';
import { wganGp } from './wgan-gp.ts';
import { wganLp } from './wgan-lp.ts';

export const objectives = defineRegistry<Objective>('objective', [
  ...[wganGp, wganLp, wganDiv, wgan],
  ...[gan, ganMinimax, lsgan, hinge, dragan, rpgan],
]);
