import { describe, expect, it, test } from 'vitest';
import { phasesOf } from '../../src/health/phases.ts';
import { type Story, storyOf } from '../../src/health/story.ts';
import type { StoryFacts } from '../../src/health/story-facts.ts';

const noise = (iteration: number) => 0.1 * Math.sin(iteration * 12.9898);

const course = (valueAt: (iteration: number) => number, until = 4000) =>
  Array.from({ length: until / 10 }, (_, index) => {
    const iteration = 10 * (index + 1);
    return { iteration, value: valueAt(iteration) + noise(iteration) };
  });

const learning = (iteration: number) =>
  iteration < 400 ? iteration / 80 : 1 + 4 * Math.exp(-(iteration - 400) / 600);

describe('phases', () => {
  const inShort = (points: Parameters<typeof phasesOf>[0]) =>
    phasesOf(points).map(({ direction }) => direction);

  it.each([
    ['rose, peaked, fell', course(learning), ['up', 'down']],
    ['fell', course((iteration) => 5 - iteration / 1000), ['down']],
    ['level', course(() => 3), ['level']],
    [
      'rose, fell, rose',
      course((iteration) => 2 + Math.sin((iteration / 4000) * 2.5 * Math.PI)),
      ['up', 'down', 'up'],
    ],
  ] as const)('%s', (_, points, expected) => {
    expect(inShort(points)).toEqual(expected);
  });

  it('are at most four, however a course swings, and none of a few points', () => {
    expect(phasesOf(course((iteration) => Math.sin(iteration / 150))).length).toBeLessThanOrEqual(4);
    expect(phasesOf(course(learning, 70))).toEqual([]);
  });

  it('join, from the first to the last iteration, and tell when most of the way was made', () => {
    const phases = phasesOf(course(learning));
    expect([phases[0]!.from, phases[0]!.to, phases[1]!.from, phases[1]!.to]).toEqual([
      10,
      phases[1]!.from,
      phases[0]!.to,
      4000,
    ]);
    expect(phases[1]!.mostBy).toBeLessThan(2000);
  });
});

const facts: StoryFacts = {
  run: 'runs/a',
  hasEstimate: true,
  isClipped: false,
  hasHoldout: false,
  again: (changes) => `train --dataset "my points.csv" ${JSON.stringify(changes)}`,
  state: 'done',
  iteration: 4000,
  iterations: 4000,
  learningRate: 1e-3,
  readings: course(learning).map(({ iteration, value }) => ({
    ...{ iteration, wasserstein: value, gradientNorm: 1.05, criticLoss: -value },
    ...(iteration % 100 === 0 && { diversity: 0.9 }),
  })),
  notices: [],
  scores: [],
};

/** Everything that a story says. */
const textOf = ({ summary, passages, meanings, next }: Story) =>
  [
    summary,
    ...passages.map(({ text }) => text),
    ...meanings.map(({ name, value, text }) => `${name} ${value}: ${text}`),
    ...next.map(({ text, command = '' }) => `${text} ${command}`),
  ].join('\n');

test('a good run', () => {
  const story = storyOf(facts);
  expect(textOf(story)).toMatchInlineSnapshot(`
    "The critic's estimate rose and fell. No monitor found anything wrong.
    the estimate rose from 0.552 to 4.64: the critic learnt to tell real from generated, as it must at first
    it fell from 4.64 to 0.984, most of it by iteration 1,500: as far as this critic can tell, samples came closer to real ones
    Wasserstein estimate 0.984: mean score of real minus that of generated samples. An estimate, not the distance itself: it is only as good as the critic, and it counts in units of the critic's slope. Compare it within a run, or between runs with the same critic
    gradient norm 1.05: the critic's slope between real and generated samples; the penalty asks for 1, and the estimate counts in units of it
    diversity 0.9: how far samples are from each other, measured by real ones: near 1 is right, near 0 is one sample again and again
    more iterations of the same will change little that this critic can see: look at the pictures 
    measure how good the samples are, which no loss tells evaluate runs/a
    keep samples out of training in the next run, so that overfitting shows train --dataset "my points.csv" {"holdout":0.1}"
  `);
  expect(story.curve).toMatchObject({ label: 'Wasserstein estimate' });
});

test('the estimate is never called a distance without its caveat', () => {
  for (const isClipped of [false, true]) {
    const text = textOf(storyOf({ ...facts, isClipped }));
    expect(text).toContain('An estimate, not the distance itself');
    expect(text.replaceAll('not the distance itself', '')).not.toMatch(/distance/i);
  }
});

test('the losses of a gan tell nothing of quality, and their course is no story of it', () => {
  const gan = {
    ...facts,
    hasEstimate: false,
    chanceLoss: 1.386,
    readings: course(() => 0.8).map(({ iteration, value }) => ({ iteration, criticLoss: value })),
  };
  const story = storyOf(gan);
  expect(story.passages).toEqual([]);
  expect(story.summary).toMatch(/tell nothing about the quality of samples/);
  expect(textOf(story)).toMatch(
    /discriminator's loss 0\.\d+: guessing gives 1\.39, so a fair game; it tells nothing/,
  );
  expect(textOf(story)).not.toMatch(/estimate|distance/i);
  expect(textOf(story)).toContain('evaluate runs/a');
});

describe('what to do next', () => {
  const next = (change: Partial<StoryFacts>) =>
    storyOf({ ...facts, ...change }).next.map(({ text, command = '' }) => `${text}: ${command}`);

  it.each(['running', 'paused', 'interrupted', 'stopped', 'crashed'])('of a run that is %s', (state) => {
    expect(next({ state, iteration: 2000 })[0]).toMatch(
      { running: /let it train/, paused: /: resume runs\/a/ }[state] ?? /: train --resume runs\/a$/,
    );
  });

  it('of one that overflowed: a quarter of the rate, then on from the checkpoint', () => {
    const error = { name: 'NumericError', message: 'iteration 900: criticLoss must be finite, got NaN' };
    const change = { state: 'failed', iteration: 900, error };
    expect(next(change).slice(0, 2)).toEqual([
      'take a smaller learning rate: set runs/a --learning-rate 0.00025',
      'and go on from the last checkpoint, which is unharmed: train --resume runs/a',
    ]);
    expect(storyOf({ ...facts, ...change }).summary).toMatch(/^The numbers overflowed .* got NaN\.$/);
    expect(next({ ...change, learningRate: 1e30 })[0]).toMatch(
      /^start again with a smaller learning rate: 1e\+?30/,
    );
  });

  it('of one that fell until its end: train longer', () => {
    const readings = course((iteration) => 5 - iteration / 1000).map(({ iteration, value }) => {
      return { iteration, wasserstein: value };
    });
    expect(next({ readings })[0]).toBe(
      'train longer: the estimate was still falling: train --resume runs/a --iterations 8000',
    );
  });

  it('of one with a trouble: its cure first; of a past one, it is told as past', () => {
    const trouble = {
      name: 'collapse',
      iteration: 700,
      message: 'collapse: seen. Meaning.',
      help: 'try this',
    };
    expect(next({ notices: [trouble] })[0]).toBe('collapse: try this: ');
    const story = storyOf({ ...facts, notices: [trouble, { ...trouble, iteration: 900, isOver: true }] });
    expect(story.summary).toMatch(/It has recovered from: collapse\.$/);
    expect(story.episodes).toEqual([expect.objectContaining({ name: 'collapse', from: 700, to: 900 })]);
  });
});

test('tiny runs have a story too', () => {
  const story = storyOf({ ...facts, readings: [], iteration: 0, state: 'crashed' });
  expect(story.summary).toBe('There are too few logged numbers yet to see a course.');
  expect(story.meanings).toEqual([]);
  expect(storyOf({ ...facts, readings: facts.readings.slice(0, 3) }).passages).toEqual([]);
});

test('evaluations are told with the best one and the real data’s', () => {
  const scores = [
    { iteration: 1000, label: 'Fréchet distance', value: 9, real: 0.1 },
    { iteration: 2000, label: 'Fréchet distance', value: 12, real: 0.1 },
  ];
  expect(textOf(storyOf({ ...facts, scores }))).toContain(
    'Fréchet distance 12: at iteration 2,000, best: 9 at iteration 1,000; smaller is better; real samples reach 0.1',
  );
});
