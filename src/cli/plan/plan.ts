// What a configuration would train, in words: `wgan train --dry-run`.

import type { Dataset } from '../../data/dataset.ts';
import type { Gan } from '../../gan/gan.ts';
import { objectives } from '../../gan/objectives/registry.ts';
import { optimizers } from '../../optim/registry.ts';
import type { Config } from '../../train/config.ts';
import { ganOf } from '../../train/setup.ts';
import type { Paint } from '../terminal/colors.ts';
import { formatBytes, formatCount, formatOperations } from '../terminal/format.ts';
import { iterationCost } from './cost.ts';
import { lossFormulas } from './formula.ts';
import { type NetworkRow, networkRows } from './network-rows.ts';

/** The lines of a plan.
 *  @param out  where the run's files would go */
export function planLines(config: Config, dataset: Dataset, out: string, paint: Paint): readonly string[] {
  const gan = ganOf(config, dataset.sampleShape);
  return [
    ...facts(paint, [
      ['dataset', `${dataset.name}: ${dataset.description}`],
      ['', `samples of [${dataset.sampleShape.join(',')}], ${holdoutText(config)}`],
    ]),
    '',
    ...networkTable('generator', networkRows(gan.generator, 'noise', ['N', gan.latent]), paint),
    '',
    ...networkTable('critic', networkRows(gan.critic, 'samples', ['N', ...gan.sampleShape]), paint),
    '',
    ...facts(paint, [
      ...objectiveFacts(config),
      ...optimizerFacts(config),
      ...costFacts(config, gan, dataset),
    ]),
    '',
    ...facts(paint, [
      [
        'device',
        `${config.device}, ${config.threads === null ? 'all processors' : `${config.threads} threads`}`,
      ],
      ['seed', String(config.seed)],
      ['files', `${out} (nothing written: dry run)`],
    ]),
  ];
}

type Fact = readonly [name: string, text: string];

const NAME_WIDTH = 12;

function facts(paint: Paint, rows: readonly Fact[]): readonly string[] {
  return rows.map(([name, text]) => `${paint('bold', name.padEnd(NAME_WIDTH))}${text}`);
}

function holdoutText({ holdout }: Config): string {
  if (holdout === 0) return 'all of them trained on';
  return holdout < 1 ? `${holdout * 100} % of them held out` : `${formatCount(holdout)} of them held out`;
}

function networkTable(name: string, rows: readonly NetworkRow[], paint: Paint): readonly string[] {
  const total = rows.reduce((sum, { parameters }) => sum + parameters, 0);
  const [prefixWidth, textWidth, outputWidth] = [
    Math.max(...rows.map(({ prefix }) => prefix.length)),
    Math.max(...rows.map(({ text }) => text.length)),
    Math.max(...rows.map(({ output }) => output.length)),
  ];
  const counts = rows.map(({ parameters }) => (parameters === 0 ? '' : formatCount(parameters)));
  const countWidth = Math.max(...counts.map((count) => count.length));
  return [
    `${paint('bold', name.padEnd(NAME_WIDTH))}${formatCount(total)} parameters`,
    ...rows.map(({ prefix, text, output }, index) =>
      [
        ' ',
        paint('dim', prefix.padStart(prefixWidth)),
        text.padEnd(textWidth),
        paint('cyan', output.padEnd(outputWidth)),
        counts[index]!.padStart(countWidth),
      ]
        .join('  ')
        .trimEnd(),
    ),
  ];
}

function objectiveFacts(config: Config): readonly Fact[] {
  const { objective: name, penalty, clip, oneSided, criticSteps, criticWarmup } = config;
  const objective = objectives.get(name);
  const formulas = lossFormulas(objective, penalty);
  const sides = oneSided ? 'gradient norms above 1 only' : 'gradient norms other than 1';
  return [
    ['objective', `${name}: ${objective.summary}`],
    ['', `critic minimises ${formulas.critic}`],
    ['', `generator minimises ${formulas.generator}`],
    ...(objective.penalty ? [['', `penalty on ${sides}, between real and fake samples`] as const] : []),
    ...(objective.constrain
      ? [['', `every critic parameter clipped to ±${clip} after each update`] as const]
      : []),
    ['', objective.source],
    [
      'iteration',
      `${criticSteps} critic ${criticSteps === 1 ? 'update' : 'updates'}, then one of the generator`,
    ],
    ...(criticWarmup > 0
      ? [['', `before the first, ${formatCount(criticWarmup)} critic updates of warm-up`] as const]
      : []),
  ];
}

function optimizerFacts(config: Config): readonly Fact[] {
  const { optimizer, average, generatorLearningRate, criticLearningRate } = config;
  const options = optimizers.get(optimizer).reads.map((key) => `${key} ${config[key]}`);
  const rates =
    generatorLearningRate === criticLearningRate
      ? [`learning rate ${criticLearningRate}`]
      : [`learning rates ${generatorLearningRate} (generator) and ${criticLearningRate} (critic)`];
  const averaging = average > 0 ? `generator's weights averaged with decay ${average}` : 'no averaging';
  return [
    ['optimizer', [optimizer, ...rates, ...options].join(', ')],
    ['', averaging],
  ];
}

function costFacts(
  { iterations, batch, criticSteps, criticWarmup }: Config,
  gan: Gan,
  dataset: Dataset,
): readonly Fact[] {
  const { operations, nodes, stateBytes } = iterationCost(gan);
  const images = (iterations * criticSteps + criticWarmup) * batch;
  const epochs = images / dataset.count;
  return [
    [
      'cost',
      `${formatOperations(operations)} of matrix products per iteration, ` +
        `in one program of ${nodes} operations`,
    ],
    ['', `${formatBytes(stateBytes)} of weights and optimizer state`],
    [
      'length',
      `${formatCount(iterations)} iterations of batch ${batch}: ${formatCount(images)} real samples, ` +
        `${epochs < 10 ? epochs.toFixed(1) : formatCount(epochs)} epochs`,
    ],
  ];
}
