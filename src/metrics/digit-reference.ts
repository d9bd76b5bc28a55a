// What is remembered of the training images: features as JSON has them.

import { featureCount } from './mnist-features.ts';
import type { TrainingFeatures } from './parts/digits.ts';
import { vectors } from './vectors.ts';

export interface StoredFeatures {
  readonly moments: { readonly count: number; readonly mean: number[]; readonly covariance: number[] };
  readonly neighbours: number[];
}

export function toStored({ moments, neighbours }: TrainingFeatures): StoredFeatures {
  const { count, mean, covariance } = moments;
  return {
    moments: { count, mean: [...mean], covariance: [...covariance] },
    neighbours: [...neighbours.values],
  };
}

export function fromStored({ moments, neighbours }: StoredFeatures): TrainingFeatures {
  const { count, mean, covariance } = moments;
  return {
    moments: { count, mean: Float64Array.from(mean), covariance: Float64Array.from(covariance) },
    neighbours: vectors(Float32Array.from(neighbours), featureCount),
  };
}
