// What two versions are compared on: each work is a training by the command line, tiny unless it says otherwise.

const tiny = '--latent 4 --generator-hidden 8,6 --critic-hidden 6,8 --batch 8 --threads 1 --log-every 2';
const briefly = '--iterations 12 --checkpoint-every 4 --keep 9 --sample-every 6';

const objectives = {
  'wgan-gp': { optimizer: 'rmsprop', own: ['--penalty 2', '--one-sided'], live: { penalty: 3 } },
  wgan: { optimizer: 'rmsprop', own: ['--clip 0.05'], live: { clip: 0.02 } },
  gan: { optimizer: 'adam', own: [], live: { criticLearningRate: 1e-4 } },
  'gan-minimax': { optimizer: 'adam', own: [], live: { generatorLearningRate: 1e-4 } },
};

const datasets = ['digits', 'photos', 'points.csv', 'ring'];

/** Kinds of networks. */
const networks = [
  '--generator-norm batch',
  '--critic-norm layer',
  '--generator-norm layer --critic-norm layer --activation elu',
  '--generator-norm batch --activation relu --critic-hidden 12',
  '--generator-hidden none --critic-hidden none',
  '--activation softplus',
  '--activation tanh --generator-hidden 8,8,8',
  '--activation sigmoid',
];

/** Ways to train. */
const trainings = [
  '--optimizer sgd',
  '--optimizer sgd --momentum 0.5',
  '--optimizer rmsprop --learning-rate 1e-3',
  '--optimizer rmsprop --momentum 0.5 --generator-learning-rate 2e-3',
  '--optimizer adam --beta1 0 --beta2 0.9',
  '--optimizer adam --critic-learning-rate 1e-3',
  '--average 0.9 --ema-ramp none',
  '--average 0.9 --ema-ramp linear',
  '--average 0',
  '--holdout 16',
  '--critic-warmup 3',
  '--critic-steps 2 --generator-norm batch --holdout 0.2 --average 0.5',
  '--critic-steps 3 --seed 7',
  '--critic-steps 1 --critic-norm layer --critic-warmup 2 --holdout 9 --optimizer adam',
];

const work = (options, more = {}) => ({ name: options, options: `${tiny} ${briefly} ${options}`, ...more });

function worksOf([objective, { own, live }]) {
  const base = `--objective ${objective} --dataset`;
  return [
    ...datasets.flatMap((dataset) => [
      work(`${base} ${dataset}`),
      work(`${base} ${dataset} --critic-warmup 1 --holdout 8`, { set: live, resumeAt: 5 }),
    ]),
    ...[...own, ...networks, ...trainings].map((options, at) =>
      work(`${base} ${datasets[at % 4]} ${options}`, { hasExports: true }),
    ),
    ...['digits', 'ring'].map((dataset) => work(`${base} ${dataset} --device wasm --generator-norm batch`)),
    work(`${base} digits --critic-norm batch`, { mayFail: true }),
  ];
}

/** Sizes that people train, for which products are laid out otherwise than for tiny ones. */
const large = (options) => ({
  name: `full size ${options}`,
  options: `--threads 2 --iterations 2 ${options}`,
  hasExports: true,
});

export const works = [
  ...Object.entries(objectives).flatMap(worksOf),
  work('--dataset ring --evaluate-every 6'),
  work('--dataset points.csv --scale axes'),
  work('--dataset photos --size 8 --color grey'),
  work('--dataset stacked-mnist'),
  ...Object.keys(objectives).map((objective) => large(`--objective ${objective} --dataset mnist`)),
  large('--preset tutorial'),
  large('--preset tutorial --generator-norm batch --critic-norm layer --optimizer adam'),
  large('--dataset ring --batch 256 --generator-hidden 128,128,128 --critic-hidden 128,128,128 --latent 2'),
];
