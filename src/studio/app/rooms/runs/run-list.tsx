// The list of runs: state, progress, last estimate; which one is looked at, and which are on the same axes.

import './run-list.css';
import type { RunCard } from '../../../protocol/runs.ts';
import { formatClock, formatCount, formatNumber } from '../../components/numbers.ts';
import { hrefOf } from '../../shell/router.ts';
import { runsMessages as t } from './messages.ts';
import {
  chosenIds,
  colorOf,
  isExample,
  isLive,
  MOST_RUNS,
  sortedCards,
  toggleCompared,
} from './selection.ts';

/** What a run is called. */
export const nameOf = (card: Pick<RunCard, 'id'>): string => (isExample(card) ? t().exampleName : card.id);

export function RunList() {
  return (
    <ul class="run-list" aria-label={t().list}>
      {sortedCards.value.map((card) => (
        <RunEntry key={card.id} card={card} />
      ))}
    </ul>
  );
}

function RunEntry({ card }: { readonly card: RunCard }) {
  const ids = chosenIds.value;
  const at = ids.indexOf(card.id);
  const isMain = at === 0;
  const isFull = at < 0 && ids.length >= MOST_RUNS;
  return (
    <li class={`run-entry${isMain ? ' run-entry-main' : ''}`}>
      <a
        class="run-entry-link"
        href={hrefOf({ room: 'runs', path: [card.id] })}
        aria-current={isMain ? 'true' : undefined}
      >
        <span class="run-entry-name" title={nameOf(card)}>
          {nameOf(card)}
        </span>
        <span class="run-entry-what">
          <StateMark card={card} />
          {card.objective !== '' && <span class="quiet"> · {card.objective}</span>}
        </span>
        <Progress card={card} />
        <span class="run-entry-numbers quiet">{entryText(card)}</span>
      </a>
      {sortedCards.value.length > 1 && (
        <label class="run-entry-compare" title={isFull ? t().compareFull : t().compare(nameOf(card))}>
          <input
            type="checkbox"
            checked={at >= 0}
            disabled={isFull || isMain}
            aria-label={t().compare(nameOf(card))}
            style={{ accentColor: at >= 0 && ids.length > 1 ? `var(${colorOf(at)})` : '' }}
            onChange={() => toggleCompared(card.id)}
          />
        </label>
      )}
    </li>
  );
}

function entryText(card: RunCard): string {
  const estimate = card.last?.wasserstein;
  const parts = [
    isLive(card) && card.secondsLeft !== undefined
      ? t().left(formatClock(card.secondsLeft))
      : formatCount(card.iteration),
    card.state === 'running' && card.iterationsPerSecond !== undefined
      ? t().speed(formatNumber(Number(card.iterationsPerSecond.toPrecision(3))))
      : '',
    estimate === undefined ? '' : `W ${formatNumber(Number(estimate.toPrecision(3)))}`,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

const tones = {
  starting: 'live',
  running: 'live',
  paused: 'caution',
  done: 'rest',
  stopped: 'rest',
  interrupted: 'rest',
  failed: 'bad',
  crashed: 'bad',
  damaged: 'bad',
} as const;

/** The state in words, with a dot. */
export function StateMark({ card }: { readonly card: RunCard }) {
  return (
    <span class={`state-mark state-${tones[card.state]}`}>
      <i aria-hidden="true" />
      {isExample(card) ? t().example : t()[card.state]}
    </span>
  );
}

/** How far a run is. */
export function Progress({ card }: { readonly card: RunCard }) {
  const share = card.iterations > 0 ? Math.min(1, card.iteration / card.iterations) : 0;
  return (
    <span
      class="progress"
      role="progressbar"
      aria-valuenow={Math.round(100 * share)}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-label={t().progress(formatCount(card.iteration), formatCount(card.iterations))}
    >
      <i class={`progress-bar progress-${tones[card.state]}`} style={{ width: `${100 * share}%` }} />
    </span>
  );
}
