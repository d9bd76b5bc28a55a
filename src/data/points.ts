// Distributions in the plane: the toys on which mode coverage and exact distances can be measured.
// Pure: every point is a function of its number, the same in every engine.

import { fillNormal, fillUniform } from '../base/random.ts';
import { checkImageOptions, type DatasetRecord, defineDataset, type MemoryDataset } from './dataset.ts';
import { numberedLabels } from './labels.ts';

/** The seed of every generated dataset, with the purpose `sample`: a dataset never changes. */
export const datasetSeed = 20170131;

/** How many points a distribution has. */
export const pointCount = 100_000;

/** A mixture of equally likely round Gaussians, in the coordinates of the data. */
export interface Modes {
  /** [x, y] of every mode. */
  readonly centres: readonly (readonly [number, number])[];
  /** Standard deviation of each coordinate around its centre. */
  readonly sigma: number;
}

/** What a point is made of: its number, a uniform number in [0, 1), two normal numbers. */
interface Draw {
  readonly index: number;
  readonly uniform: number;
  readonly normals: readonly [number, number];
}

interface PointsFields {
  readonly name: string;
  readonly source: string;
  readonly description: string;
  /** Stream counter: distinct per distribution, never changed. */
  readonly counter: number;
  /** How many classes there are; point i belongs to class i % classes. */
  readonly classes: number;
  readonly pointAt: (draw: Draw) => readonly [number, number];
  readonly modes?: Modes;
}

const toy = 'Gulrajani et al. 2017, improved_wgan_training, gan_toy.py';

const diagonal = 2 * Math.SQRT1_2;
const ringCentres = [
  [2, 0],
  [diagonal, diagonal],
  [0, 2],
  [-diagonal, diagonal],
  [-2, 0],
  [-diagonal, -diagonal],
  [0, -2],
  [diagonal, -diagonal],
] as const;

const gridSteps = [-4, -2, 0, 2, 4] as const;
const gridCentres = gridSteps.flatMap((x) => gridSteps.map((y) => [x, y] as const));

/** 8 Gaussians on a circle of radius 2, σ 0.02, all ÷ 1.414. */
const ring = mixture({
  name: 'ring',
  counter: 0,
  description: '8 Gaussians on a circle: radius 2, σ 0.02, divided by 1.414',
  centres: ringCentres,
  sigma: 0.02,
  // biome-ignore lint/suspicious/noApproximativeNumericConstant: gan_toy.py divides by 1.414, not by √2
  divisor: 1.414,
});

/** 25 Gaussians on a grid of step 2, σ 0.05, all ÷ 2.828. */
const grid = mixture({
  name: 'grid',
  counter: 1,
  description: '25 Gaussians on a square grid: step 2, σ 0.05, divided by 2.828',
  centres: gridCentres,
  sigma: 0.05,
  divisor: 2.828,
});

/** The swiss roll: angle t = 1.5 π (1 + 2u), point (t cos t, t sin t) with noise 0.25, ÷ 7.5. */
const roll: PointsFields = {
  name: 'roll',
  source: `${toy}, and scikit-learn's make_swiss_roll`,
  description: 'a swiss roll: one spiral band, noise 0.25, divided by 7.5',
  counter: 2,
  classes: 1,
  pointAt: ({ uniform, normals }) => {
    const angle = 1.5 * Math.PI * (1 + 2 * uniform);
    const x = angle * cosine(angle) + 0.25 * normals[0];
    const y = angle * sine(angle) + 0.25 * normals[1];
    return [x / 7.5, y / 7.5];
  },
};

/** Two half circles: (cos t, sin t) and (1 − cos t, ½ − sin t), t = π u, noise 0.05, centred on 0. */
const moons: PointsFields = {
  name: 'moons',
  source: "scikit-learn's make_moons",
  description: 'two interleaving half circles of radius 1, noise 0.05, centred',
  counter: 3,
  classes: 2,
  pointAt: ({ index, uniform, normals }) => {
    const angle = Math.PI * uniform;
    const [x, y] = index % 2 === 0 ? [cosine(angle), sine(angle)] : [1 - cosine(angle), 0.5 - sine(angle)];
    return [x - 0.5 + 0.05 * normals[0], y - 0.25 + 0.05 * normals[1]];
  },
};

const distributions: readonly PointsFields[] = [ring, grid, roll, moons];

/** `ring`, `grid`, `roll`, `moons`: 100,000 points each, float32[100000,2]. */
export const pointDatasets: readonly DatasetRecord[] = distributions.map((fields) => ({
  name: fields.name,
  source: fields.source,
  description: fields.description,
  load: async (options) => checkImageOptions(generatePoints(fields), options),
}));

/** The modes of a dataset that is a mixture of Gaussians, in its own coordinates; undefined for any other. */
export function modesOf({
  name,
  sampleShape,
}: Pick<MemoryDataset, 'name' | 'sampleShape'>): Modes | undefined {
  const isPlane = sampleShape.length === 1 && sampleShape[0] === 2;
  return isPlane ? distributions.find((fields) => fields.name === name)?.modes : undefined;
}

interface MixtureFields extends Pick<PointsFields, 'name' | 'counter' | 'description'>, Modes {
  readonly divisor: number;
}

/** Point i belongs to mode i % modes, so that every mode has its exact share. */
function mixture({ name, counter, description, centres, sigma, divisor }: MixtureFields): PointsFields {
  const modes: Modes = {
    centres: centres.map(([x, y]) => [x / divisor, y / divisor] as const),
    sigma: sigma / divisor,
  };
  return {
    name,
    source: toy,
    description,
    counter,
    classes: centres.length,
    modes,
    pointAt: ({ index, normals }) => {
      const [x, y] = modes.centres[index % centres.length]!;
      return [x + modes.sigma * normals[0], y + modes.sigma * normals[1]];
    },
  };
}

function generatePoints({ name, counter, classes, description, pointAt }: PointsFields): MemoryDataset {
  const key = { seed: datasetSeed, purpose: 'sample', counter } as const;
  const uniforms = new Float32Array(pointCount);
  const normals = new Float32Array(2 * pointCount);
  fillUniform(uniforms, key);
  fillNormal(normals, key);
  const values = new Float32Array(2 * pointCount);
  for (let index = 0; index < pointCount; index++) {
    const pair = [normals[2 * index]!, normals[2 * index + 1]!] as const;
    values.set(pointAt({ index, uniform: uniforms[index]!, normals: pair }), 2 * index);
  }
  const labels = Uint8Array.from({ length: pointCount }, (_, index) => index % classes);
  return defineDataset({
    name,
    sampleShape: [2],
    values,
    ...(classes > 1 && { labels: numberedLabels(labels) }),
    description: `${pointCount} points: ${description}`,
  });
}

/** cos x by its series, of x brought into [−π, π]: the same bits in every engine, error below 1e-14. */
function cosine(x: number): number {
  const reduced = x - 2 * Math.PI * Math.round(x / (2 * Math.PI));
  const square = reduced * reduced;
  let sum = 1;
  for (let even = 28; even >= 2; even -= 2) sum = 1 - (sum * square) / (even * (even - 1));
  return sum;
}

function sine(x: number): number {
  return cosine(x - Math.PI / 2);
}
