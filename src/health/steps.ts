// What to do next with a run.

import type { Episode } from './episodes.ts';
import { shown, typed } from './monitor.ts';
import type { Phase } from './phases.ts';
import type { StoryChanges, StoryFacts } from './story-facts.ts';

/** Something to do. */
export interface Step {
  readonly text: string;
  /** What to type after the program's name. */
  readonly command?: string;
}

/** Iterations to begin with. */
const FIRST = 1000;

/** At most so many steps are worth reading. */
const MOST = 4;

/** What to do next, the most urgent first. */
export function nextSteps(
  facts: StoryFacts,
  phases: readonly Phase[],
  episodes: readonly Episode[],
): readonly Step[] {
  const open = episodes.filter(({ to, help }) => to === undefined && help !== undefined);
  const cures = open.map(({ label, help }): Step => ({ text: `${label}: ${help}` }));
  const steps = [...failure(facts), ...cures, ...going(facts, phases, open.length > 0), ...measuring(facts)];
  return steps.slice(0, MOST);
}

/** The command that trains the same again but for something, where the facts know it. */
function againWith({ again }: StoryFacts, changes: StoryChanges): Pick<Step, 'command'> {
  return again === undefined ? {} : { command: again(changes) };
}

function failure(facts: StoryFacts): readonly Step[] {
  const { error, run, learningRate, iteration } = facts;
  if (error === undefined) return [];
  if (error.name !== 'NumericError') {
    return [
      { text: 'when the cause is gone, go on from the last checkpoint', command: `train --resume ${run}` },
    ];
  }
  if (iteration === 0 || learningRate > 0.1) {
    return [
      {
        text: `start again with a smaller learning rate: ${shown(learningRate)} is too large`,
        ...againWith(facts, { learningRate: Math.min(learningRate / 10, 1e-3) }),
      },
    ];
  }
  return [
    {
      text: 'take a smaller learning rate',
      command: `set ${run} --learning-rate ${typed(learningRate / 4)}`,
    },
    { text: 'and go on from the last checkpoint, which is unharmed', command: `train --resume ${run}` },
  ];
}

function going(facts: StoryFacts, phases: readonly Phase[], isIll: boolean): readonly Step[] {
  const { run, state, error } = facts;
  if (error !== undefined) return [];
  switch (state) {
    case 'starting':
    case 'running':
      return isIll
        ? [{ text: 'stop it, everything is saved', command: `stop ${run}` }]
        : [{ text: 'let it train' }];
    case 'paused':
      return [{ text: 'it is paused: let it go on', command: `resume ${run}` }];
    case 'done':
      return isIll ? [] : afterwards(facts, phases);
    default:
      return isIll ? [] : [{ text: 'go on where it stopped', command: `train --resume ${run}` }];
  }
}

function afterwards({ run, iterations, hasEstimate }: StoryFacts, phases: readonly Phase[]): readonly Step[] {
  const last = phases.at(-1);
  const longer = `train --resume ${run} --iterations ${2 * iterations || FIRST}`;
  if (last === undefined) return [{ text: 'train longer: so few iterations teach little', command: longer }];
  if (!hasEstimate) return [{ text: 'train longer if the pictures still get better', command: longer }];
  if (last.direction === 'down' && last.mostBy === undefined) {
    return [{ text: 'train longer: the estimate was still falling', command: longer }];
  }
  return [
    { text: 'more iterations of the same will change little that this critic can see: look at the pictures' },
  ];
}

function measuring(facts: StoryFacts): readonly Step[] {
  const { scores, run, hasHoldout, hasFewSamples, error } = facts;
  if (error !== undefined || hasFewSamples) return [];
  return [
    ...(scores.length === 0
      ? [{ text: 'measure how good the samples are, which no loss tells', command: `evaluate ${run}` }]
      : []),
    ...(hasHoldout
      ? []
      : [
          {
            text: 'keep samples out of training in the next run, so that overfitting shows',
            ...againWith(facts, { holdout: 0.1 }),
          },
        ]),
  ];
}
