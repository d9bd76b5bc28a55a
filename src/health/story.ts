// A run in plain words: what happened, what its numbers mean, what to do next. Texts only; whoever shows them formats.

import { type Episode, episodesOf } from './episodes.ts';
import { median, type Reading, type Signal } from './history.ts';
import { percent, shown } from './monitor.ts';
import { type Phase, type Point, phasesOf } from './phases.ts';
import { nextSteps, type Step } from './steps.ts';
import type { Score, StoryFacts } from './story-facts.ts';

/** A stretch of iterations and what happened in it. */
export interface Passage {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** A number and what it means. */
export interface Meaning {
  readonly name: string;
  readonly value: string;
  readonly text: string;
}

export interface Story {
  /** The whole in one or two sentences. */
  readonly summary: string;
  /** What the curve shows: the estimate, or a loss that says nothing of quality. */
  readonly curve: { readonly label: string; readonly points: readonly Point[] };
  readonly passages: readonly Passage[];
  readonly episodes: readonly Episode[];
  readonly meanings: readonly Meaning[];
  readonly next: readonly Step[];
}

/** Tells a run. */
export function storyOf(facts: StoryFacts): Story {
  const points = pointsOf(facts.readings, facts.hasEstimate ? 'wasserstein' : 'criticLoss');
  const phases = phasesOf(points);
  const episodes = episodesOf(facts.notices);
  return {
    summary: summaryOf(facts, phases, episodes),
    curve: { label: facts.hasEstimate ? 'Wasserstein estimate' : "discriminator's loss", points },
    passages: facts.hasEstimate ? phases.map((phase, index) => passageOf(phase, index)) : [],
    episodes,
    meanings: meaningsOf(facts),
    next: nextSteps(facts, phases, episodes),
  };
}

function pointsOf(readings: readonly Reading[], signal: 'wasserstein' | 'criticLoss'): readonly Point[] {
  return readings.flatMap(({ iteration, [signal]: value }) =>
    value === undefined || !Number.isFinite(value) ? [] : [{ iteration, value }],
  );
}

const tiny = 'There are too few logged numbers yet to see a course.';

function summaryOf(
  { hasEstimate, error }: StoryFacts,
  phases: readonly Phase[],
  episodes: readonly Episode[],
): string {
  if (error?.name === 'NumericError') return `The numbers overflowed and the run ended: ${error.message}.`;
  if (error !== undefined) return `The run failed: ${error.message}.`;
  const open = episodes.filter(({ to }) => to === undefined).map(({ label }) => label);
  const past = episodes.filter(({ to }) => to !== undefined).map(({ label }) => label);
  const health =
    open.length > 0
      ? `Something is wrong: ${open.join(', ')}.`
      : past.length > 0
        ? `It has recovered from: ${past.join(', ')}.`
        : phases.length === 0
          ? ''
          : 'No monitor found anything wrong.';
  const course = phases.length === 0 ? tiny : hasEstimate ? courseText(phases) : lossText;
  return [course, health].filter((text) => text !== '').join(' ');
}

const lossText =
  'The losses of this objective tell nothing about the quality of samples: they only tell who is ahead, and both may stay level while samples get better or worse.';

/** At first, and when it happens again. */
const verbsOf = {
  up: ['rose', 'rose again'],
  down: ['fell', 'fell again'],
  level: ['stayed level', 'stayed level again'],
} as const;

function courseText(phases: readonly Phase[]): string {
  const verbs = phases.map(({ direction }, index) => {
    const isAgain = phases.slice(0, index).some((earlier) => earlier.direction === direction);
    return verbsOf[direction][isAgain ? 1 : 0];
  });
  const list = verbs.length < 2 ? verbs[0]! : `${verbs.slice(0, -1).join(', ')} and ${verbs.at(-1)}`;
  return `The critic's estimate ${list}.`;
}

function passageOf({ direction, from, to, first, last, mostBy }: Phase, index: number): Passage {
  const way = `from ${shown(first)} to ${shown(last)}`;
  const most = mostBy === undefined ? '' : `, most of it by iteration ${count(mostBy)}`;
  switch (direction) {
    case 'up':
      return {
        ...{ from, to },
        text:
          index === 0
            ? `the estimate rose ${way}${most}: the critic learnt to tell real from generated, as it must at first`
            : `it rose ${way}${most}: the critic learnt new differences, or samples got worse; the pictures tell which`,
      };
    case 'down':
      return {
        ...{ from, to },
        text: `${index === 0 ? 'the estimate' : 'it'} fell ${way}${most}: as far as this critic can tell, samples came closer to real ones`,
      };
    case 'level':
      return {
        ...{ from, to },
        text: `${index === 0 ? 'the estimate' : 'it'} stayed near ${shown(last)}: this critic saw neither progress nor loss`,
      };
    default:
      return direction satisfies never;
  }
}

const count = (value: number) => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** Logged numbers are noisy: so many of the last ones have a median worth telling. */
const LAST = 9;

/** What the last numbers say. */
function meaningsOf(facts: StoryFacts): readonly Meaning[] {
  const valuesOf = (signal: Signal) =>
    facts.readings.flatMap(({ [signal]: value }) => (value === undefined ? [] : [value]));
  const last = (signal: Signal) => valuesOf(signal).at(-1);
  const usual = (signal: Signal) => {
    const values = valuesOf(signal).slice(-LAST);
    return values.length === 0 ? undefined : median(values);
  };
  const told = (name: string, value: number | undefined, text: (value: number) => string): Meaning[] =>
    value === undefined ? [] : [{ name, value: shown(value), text: text(value) }];
  const { meanings: own = {} } = facts;
  const loss = facts.hasEstimate ? undefined : usual('criticLoss');
  return [
    ...told('Wasserstein estimate', usual('wasserstein'), () => estimateText(facts)),
    ...told("discriminator's loss", loss, (value) => own.criticLoss ?? chanceText(facts, value)),
    ...told('on held-out samples', last('unseenEstimate'), () => {
      return `${shown(last('seenEstimate')!)} on as many training samples: ${heldOutText}`;
    }),
    ...told(
      'gradient norm',
      usual('gradientNorm'),
      () =>
        own.gradientNorm ??
        "the critic's slope between real and generated samples; the penalty asks for 1, and the estimate counts in units of it",
    ),
    ...told(
      'at the clip bound',
      last('atBound'),
      (value) => `${percent(value)} of the critic's weights; many are normal, all of them leave it no room`,
    ),
    ...told(
      'diversity',
      last('diversity'),
      () =>
        'how far samples are from each other, measured by real ones: near 1 is right, near 0 is one sample again and again',
    ),
    ...told(
      'modes',
      last('modeShare'),
      (value) => `${percent(value)} of the modes of the data, unevenness counted`,
    ),
    ...told(
      'classes',
      last('classEvenness'),
      (value) => `${percent(value)} of the classes, unevenness counted`,
    ),
    ...scoreMeanings(facts.scores),
  ];
}

function estimateText({ isClipped }: StoryFacts): string {
  const scale = isClipped
    ? 'clipping sets its scale, which differs from critic to critic'
    : "it counts in units of the critic's slope";
  return `mean score of real minus that of generated samples. An estimate, not the distance itself: it is only as good as the critic, and ${scale}. Compare it within a run, or between runs with the same critic`;
}

function chanceText({ chanceLoss }: StoryFacts, value: number): string {
  if (chanceLoss === undefined) return 'tells nothing about the quality of samples';
  const side =
    value < chanceLoss / 4
      ? 'the discriminator wins'
      : value > chanceLoss
        ? 'the generator wins'
        : 'a fair game';
  return `guessing gives ${shown(chanceLoss)}, so ${side}; it tells nothing about the quality of samples`;
}

const heldOutText = 'where they part, the critic learnt its training samples by heart';

function scoreMeanings(scores: readonly Score[]): readonly Meaning[] {
  const last = scores.at(-1);
  if (last === undefined) return [];
  const isBetter = (a: Score, b: Score) => (last.isHigherBetter ? a.value > b.value : a.value < b.value);
  const best = scores.reduce((a, b) => (isBetter(b, a) ? b : a));
  const where =
    best === last ? 'the best so far' : `best: ${shown(best.value)} at iteration ${count(best.iteration)}`;
  const real = last.real === undefined ? '' : `; real samples reach ${shown(last.real)}`;
  const at = count(last.iteration);
  return [
    {
      name: last.label,
      value: shown(last.value),
      text: last.isHigherBetter
        ? `at iteration ${at}, ${where}; larger is better${real}`
        : `at iteration ${at}, ${where}; smaller is better${real}`,
    },
  ];
}
