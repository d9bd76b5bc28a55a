// How wide the chosen networks are, and how long pictures of a folder train: by their number, and by what this machine can
// do. Speeds are reckoned, never measured: the same command must choose the same networks twice.

import type { StaticShape } from '../base/shape.ts';
import type { Dataset } from '../data/dataset.ts';
import { datasets } from '../data/registry.ts';
import type { Config, Leaves, PartialConfig } from './config.ts';
import { approximateOperations, secondsOf } from './cost.ts';
import { estimateMemory, fitOf, passesOf } from './memory.ts';
import { ganOf } from './setup.ts';

/** What is known besides the data. */
export interface Wish {
  /** What was said, by flags, files or a preset. */
  readonly given: Leaves;
  /** The configuration with what is chosen below all that was said. */
  resolve(chosen: PartialConfig): Config;
  /** Processors that a thread can have, where nothing was said. */
  readonly processors: number;
  /** What memory there is, in bytes; by default that of this machine. */
  readonly memory?: number;
  /** Seconds after which training is ended, where that was said. */
  readonly seconds?: number | undefined;
}

export type ChoiceData = Pick<Dataset, 'name' | 'sampleShape' | 'count' | 'values' | 'labels'>;

/** What is chosen, with the reasons. */
export interface Part {
  readonly chosen: PartialConfig;
  readonly reasons: readonly string[];
  /** What it costs, where that was reckoned. */
  readonly cost?: Cost;
}

/** Of so few pictures a critic learns less by heart if it is small. */
const FEW_PICTURES = 1000;
const [WIDE, NARROW] = [64, 16];
/** An iteration should not take longer. */
const SECONDS = 2;
/** Narrower networks pay where they leave at most this part of the time or memory. */
const WORTHWHILE = 0.75;
/** How often each picture of a folder is seen, unless a length is said. */
const EPOCHS = 2000;
const LEAST_ITERATIONS = 500;
/** The training of a folder should not take longer, unless a length or a time is said. */
const HOURS = 4;
/** By how much reckoned speeds may be too low: a time that was said is not used up before. */
const FASTER = 2;

/** What a configuration takes here. */
interface Cost {
  /** Of an iteration. */
  readonly seconds: number;
  /** Bytes. */
  readonly memory: number;
  readonly isFitting: boolean;
}

function costOf(config: Config, data: ChoiceData, wish: Wish): Cost {
  const gan = ganOf(config, data.sampleShape, data.labels?.classes);
  const passes = passesOf(gan);
  const memory = estimateMemory(gan, data, passes);
  return {
    seconds: secondsOf(approximateOperations(gan, passes), config.run.threads ?? wish.processors),
    memory: memory.total,
    isFitting: fitOf(memory, wish.memory) === 'fits',
  };
}

/** Channels, and what they cost. */
interface Width {
  readonly channels: number;
  readonly cost: Cost;
  /** Why there are not more. */
  readonly reason?: string | undefined;
}

/** Channels: halved while pictures are few, an iteration is slow, or memory is short, as far as that helps.
 *  @param families  the networks that are chosen; one that was named stays as it is */
export function widthFor(data: ChoiceData, wish: Wish, families: PartialConfig, name: string): Part {
  const why = `networks: ${name}, since convolutions learn images of ${sizeText(data.sampleShape)} better than fully connected layers`;
  const isSaid = ['generator', 'critic'].some((network) => wish.given.has(`${network}.channels`));
  if (isSaid) return { chosen: families, reasons: [why] };
  const widthAt = (channels: number, reason?: string): Width => ({
    ...{ channels, reason },
    cost: costOf(wish.resolve({ ...families, channels }), data, wish),
  });
  const isFew = data.count < FEW_PICTURES && families.generator === undefined;
  const first = isFew
    ? widthAt(WIDE / 2, `of ${data.count} pictures a small critic learns less by heart`)
    : widthAt(WIDE);
  const last = narrowed(first, widthAt);
  const isHelping = [last.cost.seconds / first.cost.seconds, last.cost.memory / first.cost.memory].some(
    (part) => part <= WORTHWHILE,
  );
  const { channels, cost, reason } = isHelping ? last : first;
  const texts = reason === undefined ? [] : [`${channels} channels, since ${reason}`];
  const slow = slowCritic(wish.resolve({ ...families, channels }), cost);
  return { chosen: { ...families, channels }, reasons: [why, ...texts, ...slow], cost };
}

function narrowed(width: Width, widthAt: (channels: number, reason: string) => Width): Width {
  const obstacle = obstacleTo(width.cost);
  if (obstacle === undefined || width.channels <= NARROW) return width;
  return narrowed(widthAt(width.channels / 2, obstacle), widthAt);
}

const sizeText = ([, height, width]: StaticShape) => `${width}×${height} pixels`;

function obstacleTo({ seconds, isFitting }: Cost): string | undefined {
  if (!isFitting) return 'more would not surely fit into the memory of this machine';
  return seconds > SECONDS ? `with more an iteration would take about ${seconds.toFixed(1)} s` : undefined;
}

/** What to do about a critic that was named and is slow. */
function slowCritic({ critic }: Config, { seconds }: Cost): readonly string[] {
  if (seconds <= SECONDS || critic.width !== 1) return [];
  return [
    `an iteration will take about ${seconds.toFixed(1)} s, most of it for ${critic.architecture} at full width: --critic-width 4 makes it faster`,
  ];
}

/** Iterations for pictures of a folder: by their number, and by what can be done in the time. */
export function lengthFor(data: ChoiceData, wish: Wish, { chosen, cost }: Part): Part {
  const { sampleShape, name, count } = data;
  if (wish.given.has('training.iterations') || datasets.has(name) || sampleShape.length === 1) {
    return { chosen: {}, reasons: [] };
  }
  const config = wish.resolve(chosen);
  const { batch, accumulate, criticSteps, iterations: usual } = config.training;
  const { seconds } = cost ?? costOf(config, data, wish);
  const perIteration = batch * accumulate * criticSteps;
  const inTime = wish.seconds === undefined ? undefined : wish.seconds / seconds;
  const bySpeed =
    inTime === undefined ? Math.min(usual, (3600 * HOURS) / seconds) : Math.max(usual, FASTER * inTime);
  const most = Math.max(LEAST_ITERATIONS, Math.min((EPOCHS * count) / perIteration, bySpeed));
  const iterations = 100 * Math.floor(most / 100);
  if (inTime !== undefined && inTime < iterations) {
    const made = grouped(roughly(inTime));
    return {
      chosen: { iterations },
      reasons: [`length: what the time allows, by reckoning about ${made} iterations`],
    };
  }
  const times = grouped(Math.round((iterations * perIteration) / count));
  const minutes = grouped(Math.max(1, Math.round((iterations * seconds) / 60)));
  return {
    chosen: { iterations },
    reasons: [
      `length: ${grouped(iterations)} iterations, in which each of ${grouped(count)} pictures is seen ${times} times, in about ${minutes} min`,
    ],
  };
}

const grouped = (value: number) => value.toLocaleString('en');

/** Two digits of a number are more than a reckoning knows. */
const roughly = (value: number) => Number(value.toPrecision(2));
