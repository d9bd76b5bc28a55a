// Every number of a report in two sentences for a beginner, with the direction that is better and the paper.

/** What a number is measured in. */
export type Unit = 'none' | 'share' | 'nats' | 'pixels' | 'modes' | 'samples' | 'units of the data';

/** What a number means. */
export interface Explanation {
  readonly label: string;
  /** Which way is better; `real` is as near to the real data's own value as possible. */
  readonly better: 'lower' | 'higher' | 'real';
  /** Of the number; shares lie between 0 and 1, plain numbers have none. */
  readonly unit: Unit;
  /** Two sentences. */
  readonly text: string;
  readonly source?: string;
}

const kynkaanniemi = 'Kynkäänniemi et al. 2019, arXiv:1904.06991';
const naeem = 'Naeem et al. 2020, arXiv:2002.09797';
const pacgan = 'Lin et al. 2018 (PacGAN), arXiv:1712.04086';

/** The most telling first, by the names in the reports; a name that starts with `test` is the same number of real data. */
export const explanations = {
  frechetDistance: {
    label: 'Fréchet distance',
    better: 'lower',
    unit: 'none',
    text: 'A small network that reads digits describes every image by 64 numbers; this compares the average and the spread of those numbers between generated and real images. 0 would be the same; look at what the test images reach, and compare only numbers of the same classifier and the same number of samples.',
    source: 'Heusel et al. 2017, arXiv:1706.08500',
  },
  wassersteinDistance: {
    label: 'Wasserstein distance',
    better: 'lower',
    unit: 'units of the data',
    text: 'The least average way that points must go to turn the generated set into a real one, computed exactly: what the critic of a WGAN only estimates. Two sets of real points are not at 0 either, so that their distance beside it is the mark.',
    source: 'solved as an assignment problem: Jonker & Volgenant 1987',
  },
  slicedWasserstein: {
    label: 'sliced distance',
    better: 'lower',
    unit: 'none',
    text: 'Cuts patches of 7×7 pixels out of the images, at several sizes from fine texture to the whole, and compares along many directions how generated and real ones are spread, in standard deviations of the real ones. It knows nothing of what the images show; two sets of real images are not at 0 either, so that their distance beside it is the mark.',
    source: 'Karras et al. 2018, arXiv:1710.10196, section 5',
  },
  modesCovered: {
    label: 'modes covered',
    better: 'higher',
    unit: 'modes',
    text: 'How many of the separate clusters of the data, or of the 1,000 triples of digits, the generator reaches at least once. Missing ones are mode collapse, a known fault of GANs.',
    source: pacgan,
  },
  highQualityShare: {
    label: 'high-quality share',
    better: 'higher',
    unit: 'share',
    text: 'The share of generated points within three standard deviations of a cluster’s centre. Real points reach 0.989, for 1.1 % of a round Gaussian in the plane lies outside.',
    source: pacgan,
  },
  reverseKl: {
    label: 'reverse KL',
    better: 'lower',
    unit: 'nats',
    text: 'How unevenly the samples spread over the clusters compared with the data, in nats; 0 is the same. Samples are finite, so that even real data show a little more than 0.',
    source: pacgan,
  },
  precision: {
    label: 'precision',
    better: 'higher',
    unit: 'share',
    text: 'The share of generated images that look like some real image: quality. A generator that makes one perfect image again and again reaches 1, so read it beside the recall.',
    source: kynkaanniemi,
  },
  recall: {
    label: 'recall',
    better: 'higher',
    unit: 'share',
    text: 'The share of real images that look like some generated image: variety. A generator that scatters widely can reach much with poor images, so read it beside the precision.',
    source: kynkaanniemi,
  },
  density: {
    label: 'density',
    better: 'higher',
    unit: 'none',
    text: 'How crowded with real images the neighbourhoods are in which generated images lie: quality, like precision, but a lone odd real image counts little. Real test images reach about 1; above that, the generator keeps to the most typical images.',
    source: naeem,
  },
  coverage: {
    label: 'coverage',
    better: 'higher',
    unit: 'share',
    text: 'The share of real images that have a generated one in their neighbourhood: variety, without the recall’s weakness for scattered samples. Real test images reach about 0.96, which is the most to hope for.',
    source: naeem,
  },
  classKl: {
    label: 'class divergence',
    better: 'real',
    unit: 'nats',
    text: 'How far the shares of the ten digits are from a tenth each, in nats: 0 is even, 2.3 is a single digit. Real digits are not quite even, so the test set’s value is the mark.',
  },
  classHistogram: {
    label: 'digits',
    better: 'real',
    unit: 'samples',
    text: 'How many samples the classifier reads as 0, 1, 2 and so on up to 9. An empty or very small entry means that the generator has given up on a digit.',
  },
  fragments: {
    label: 'fragments',
    better: 'real',
    unit: 'share',
    text: 'The share of images with more than 2 % of their ink in specks beside the largest stroke. Fully connected generators leave such specks, which an eye sees and the classifier’s features hardly do.',
  },
  nearestDistance: {
    label: 'nearest training image',
    better: 'real',
    unit: 'pixels',
    text: 'How far, in pixels fully changed (root of the sum of squares), a typical sample is from the most similar training image. Much less than real images show means that training images were learnt by heart.',
  },
  modeHistogram: {
    label: 'samples per mode',
    better: 'real',
    unit: 'samples',
    text: 'How many generated points lie nearest to each cluster’s centre. Even numbers are right, for the clusters are equally likely.',
  },
} as const satisfies Readonly<Record<string, Explanation>>;
