// What a configuration would train, in words: `wgan train --dry-run`.

import { scaleText } from '../../data/choose-scale.ts';
import type { Dataset } from '../../data/dataset.ts';
import { emaRamps } from '../../gan/ema-ramps.ts';
import type { Gan } from '../../gan/gan.ts';
import { objectives } from '../../gan/objectives/registry.ts';
import { withZeroCentred } from '../../gan/objectives/zero-centred.ts';
import {
  type DiskEstimate,
  describeDisk,
  diskFit,
  diskHelp,
  estimateDisk,
  sizeText,
} from '../../run/disk-space.ts';
import { memoryLimit } from '../../runtime/memory.ts';
import { type Config, liveValues } from '../../train/config.ts';
import { describeMemory, estimateMemory, fitOf, gigabytes, type MemoryEstimate } from '../../train/memory.ts';
import { runOptions } from '../../train/options.ts';
import { ganOf } from '../../train/setup.ts';
import { say, translate } from '../language/say.ts';
import { listed } from '../run-texts.ts';
import { type Paint, widthOf } from '../terminal/colors.ts';
import { formatCount, formatDuration, formatOperations } from '../terminal/format.ts';
import { padEnd } from '../terminal/width.ts';
import { iterationCost } from './cost.ts';
import { lossFormulas } from './formula.ts';
import { criticRows, generatorRows, type NetworkRow } from './network-rows.ts';

/** What a plan knows of the place where it would be carried out. */
export interface Place {
  /** Where the run's files would go. */
  readonly out: string;
  /** Bytes that they may take there, where that is known. */
  readonly room: number | undefined;
  /** Multiplications and additions per second that training should reach, where that was measured. */
  readonly speed?: number | undefined;
  /** Seconds after which training is to end, where that was said. */
  readonly seconds?: number | undefined;
}

/** The lines of a plan. */
export function planLines(config: Config, dataset: Dataset, place: Place, paint: Paint): readonly string[] {
  const { out, room } = place;
  const gan = ganOf(config, dataset.sampleShape, dataset.labels?.classes);
  return [
    ...facts(paint, [
      [say`dataset`, say`${dataset.name}: ${translate(dataset.description)}`],
      ...(dataset.preparation ?? []).map((text) => ['', translate(text)] as const),
      ['', say`samples of [${dataset.sampleShape.join(',')}], ${holdoutText(config)}`],
      ...(dataset.scale ? [['', say`learnt as ${scaleText(dataset.scale)}`] as const] : []),
    ]),
    '',
    ...networkTable(say`generator`, generatorRows(gan), paint),
    '',
    ...networkTable(say`critic`, criticRows(gan), paint),
    '',
    ...facts(paint, [
      ...objectiveFacts(config),
      ...optimizerFacts(config),
      ...costFacts(config, gan, dataset, place),
    ]),
    '',
    ...facts(paint, [
      [
        say`device`,
        listed([
          config.run.device,
          config.run.threads === null
            ? translate(runOptions.threads.automatic![0])
            : say`${config.run.threads} threads`,
        ]),
      ],
      [say`seed`, String(config.training.seed)],
      [say`files`, say`${out} (nothing written: dry run)`],
      ...diskFacts(estimateDisk(gan, config.run.keep), room),
    ]),
  ];
}

type Fact = readonly [name: string, text: string];

const NAME_WIDTH = 12;

function facts(paint: Paint, rows: readonly Fact[]): readonly string[] {
  return rows.map(([name, text]) => `${paint('bold', padEnd(name, NAME_WIDTH))}${text}`);
}

function holdoutText({ data: { holdout } }: Config): string {
  if (holdout === 0) return say`all of them trained on`;
  return holdout < 1
    ? say`${holdout * 100} % of them held out`
    : say`${formatCount(holdout)} of them held out`;
}

function networkTable(name: string, rows: readonly NetworkRow[], paint: Paint): readonly string[] {
  const total = rows.reduce((sum, { parameters }) => sum + parameters, 0);
  const [prefixWidth, textWidth, outputWidth] = [
    Math.max(...rows.map(({ prefix }) => prefix.length)),
    Math.max(...rows.map(({ text }) => widthOf(text))),
    Math.max(...rows.map(({ output }) => output.length)),
  ];
  const counts = rows.map(({ parameters }) => (parameters === 0 ? '' : formatCount(parameters)));
  const countWidth = Math.max(...counts.map((count) => count.length));
  return [
    `${paint('bold', padEnd(name, NAME_WIDTH))}${say`${formatCount(total)} parameters`}`,
    ...rows.map(({ prefix, text, output }, index) =>
      [
        ' ',
        paint('dim', prefix.padStart(prefixWidth)),
        padEnd(text, textWidth),
        paint('cyan', output.padEnd(outputWidth)),
        counts[index]!.padStart(countWidth),
      ]
        .join('  ')
        .trimEnd(),
    ),
  ];
}

function objectiveFacts(config: Config): readonly Fact[] {
  const { name, clip } = config.objective;
  const { criticSteps, criticWarmup } = config.training;
  const objective = withZeroCentred(objectives.get(name), config.training);
  const formulas = lossFormulas(objective, liveValues(config));
  return [
    [say`objective`, say`${name}: ${translate(objective.summary)}`],
    ['', say`critic minimises ${formulas.critic}`],
    ['', say`generator minimises ${formulas.generator}`],
    ...(objective.critic.terms ?? []).flatMap(({ about }) =>
      about ? [['', translate(about)] as const] : [],
    ),
    ...(objective.constrain
      ? [['', say`every critic parameter clipped to ±${String(clip)} after each update`] as const]
      : []),
    ['', translate(objective.source)],
    [
      say`iteration`,
      criticSteps === 1
        ? say`1 critic update, then one of the generator`
        : say`${criticSteps} critic updates, then one of the generator`,
    ],
    ...(criticWarmup > 0
      ? [['', say`before the first, ${formatCount(criticWarmup)} critic updates of warm-up`] as const]
      : []),
  ];
}

function optimizerFacts({ optimizer, training: { ema } }: Config): readonly Fact[] {
  const { generator, critic } = optimizer;
  const averaging =
    ema.decay > 0 ? say`generator's weights averaged with decay ${ema.decay}` : say`no averaging`;
  const hasRamp = ema.decay > 0 && ema.ramp !== 'none';
  const isOne = JSON.stringify(withoutRate(generator)) === JSON.stringify(withoutRate(critic));
  const rates =
    generator.learningRate === critic.learningRate
      ? say`learning rate ${critic.learningRate}`
      : say`learning rates ${generator.learningRate} (generator) and ${critic.learningRate} (critic)`;
  const rateOf = ({ learningRate }: Rule) => say`learning rate ${learningRate}`;
  return [
    ...(isOne
      ? [[say`optimizer`, ruleText(critic, rates)] as const]
      : [
          [say`optimizer`, say`generator: ${ruleText(generator, rateOf(generator))}`] as const,
          ['', say`critic: ${ruleText(critic, rateOf(critic))}`] as const,
        ]),
    ['', averaging],
    ...(hasRamp ? [['', say`at first ${translate(emaRamps.get(ema.ramp).description)}`] as const] : []),
  ];
}

type Rule = Config['optimizer']['critic'];

const withoutRate = ({ learningRate: _, ...rule }: Rule) => rule;

/** "adam, learning rate 0.0002, beta1 0.5, beta2 0.999". */
function ruleText(rule: Rule, rate: string): string {
  const { name, ...options } = withoutRate(rule);
  return listed([name, rate, ...Object.entries(options).map(([key, value]) => `${key} ${value}`)]);
}

/** What to expect of a training that this machine may be too small for. */
function memoryWarning(memory: MemoryEstimate): string {
  const limit = gigabytes(memoryLimit());
  return fitOf(memory) === 'refused'
    ? say`more than the ${limit} of this machine: training would be refused`
    : say`this machine has ${limit}: training may not fit`;
}

function diskFacts(estimate: DiskEstimate, room: number | undefined): readonly Fact[] {
  const text = translate(describeDisk(estimate));
  if (room === undefined) return [[say`disk`, say`up to ${text}`]];
  const fit = diskFit(estimate, room);
  return [
    [say`disk`, say`up to ${text}; there is room for ${sizeText(room)}`],
    ...(fit === 'refused'
      ? [['', say`not even for one checkpoint: training would be refused`] as const]
      : []),
    ...(fit === 'short'
      ? [['', say`it may be full before the end: ${translate(diskHelp(estimate, room))}`] as const]
      : []),
  ];
}

function costFacts({ training }: Config, gan: Gan, dataset: Dataset, place: Place): readonly Fact[] {
  const { iterations, batch, accumulate, criticSteps, criticWarmup } = training;
  const memory = estimateMemory(gan, dataset);
  const images = (iterations * criticSteps + criticWarmup) * batch * accumulate;
  const epochs = images / dataset.count;
  const length = say`${formatCount(iterations)} iterations of batch ${batch}: ${formatCount(images)} real samples, ${epochs < 10 ? epochs.toFixed(1) : formatCount(epochs)} epochs`;
  return [
    ...(fitOf(memory) === 'refused' ? [] : operationFacts(gan, iterations, place)),
    [say`memory`, say`about ${translate(describeMemory(memory))}`],
    ...(fitOf(memory) === 'fits' ? [] : [['', memoryWarning(memory)] as const]),
    [say`length`, length],
  ];
}

/** What an iteration computes, and how long all of them take. */
function operationFacts(gan: Gan, iterations: number, { speed, seconds: most }: Place): readonly Fact[] {
  const { operations, nodes } = iterationCost(gan);
  const cost = say`${formatOperations(operations)} of matrix products per iteration, in one program of ${nodes} operations`;
  if (speed === undefined) return [[say`cost`, cost]];
  const seconds = (operations * iterations) / speed;
  const isCut = most !== undefined && most < seconds;
  const rate = say`at ${formatOperations(speed)} a second, as convolutions just timed here let expect`;
  return [
    [say`cost`, cost],
    [
      say`time`,
      isCut
        ? say`stopped after ${formatDuration(most)}, at about iteration ${formatCount(most / (seconds / iterations))} of ${formatCount(iterations)}`
        : say`about ${formatDuration(seconds)}`,
    ],
    ['', rate],
  ];
}
