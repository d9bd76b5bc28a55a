// The experiments, in the order of the report.

import { estimateExperiment } from './estimate.ts';
import type { Experiment } from './experiment.ts';
import { lossExperiment } from './loss.ts';
import { matchExperiment } from './match.ts';
import { matureExperiment } from './mature.ts';
import { modesExperiment } from './modes.ts';
import { momentumExperiment } from './momentum.ts';
import { overfitExperiment } from './overfit.ts';
import { rateSearch } from './rates.ts';
import { speedExperiment } from './speed.ts';

export const experiments: readonly Experiment[] = [
  rateSearch,
  matchExperiment,
  lossExperiment,
  speedExperiment,
  overfitExperiment,
  modesExperiment,
  estimateExperiment,
  momentumExperiment,
  matureExperiment,
];
