// The claims of the tutorial behind wgan, in short, and which experiment speaks to each.

export interface Claim {
  readonly number: number;
  readonly text: string;
  /** The experiment whose verdict counts; without one, what stands in its place. */
  readonly experiment?: string;
  readonly instead?: string;
}

export const claims: readonly Claim[] = [
  {
    number: 1,
    text: 'Unlabelled data is cheap: unsupervised learning, and so improving GANs, matters.',
    instead: 'a motive, not measured',
  },
  {
    number: 2,
    text: 'Generator and discriminator of a GAN must stay matched, or the networks collapse; WGAN lifts that.',
    experiment: 'match',
  },
  { number: 3, text: 'GANs train slowly; WGAN is faster.', experiment: 'speed' },
  { number: 4, text: 'A GAN’s loss does not tell its state; WGAN’s does.', experiment: 'loss' },
  { number: 5, text: 'No optimizer with momentum: RMSprop, or SGD.', experiment: 'momentum' },
  {
    number: 6,
    text: 'The generator is that of the GAN: three fully connected layers.',
    instead: 'a definition: `--preset tutorial`',
  },
  {
    number: 7,
    text: 'The critic is the discriminator without its sigmoid.',
    instead: 'a definition: every objective here reads scores',
  },
  {
    number: 8,
    text: 'The difference of the critic’s means is the Wasserstein distance.',
    experiment: 'estimate',
  },
  {
    number: 9,
    text: 'A discriminator that is trained more makes the generator grow faster.',
    experiment: 'speed',
  },
  {
    number: 10,
    text: 'The generator minimises minus the critic’s score of fresh samples.',
    instead: 'a definition: tested against PyTorch',
  },
  {
    number: 11,
    text: 'The gain is stability, not image quality: networks need no careful design.',
    experiment: 'match',
  },
  { number: 12, text: 'BigGAN and StyleGAN follow.', instead: 'not part of wgan yet' },
];
