// The samples of the runs that are looked at, as a film: one picture per run, side by side, at the same iteration.

import './film.css';
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { RunCard } from '../../../protocol/runs.ts';
import { formatCount } from '../../components/numbers.ts';
import { Pixels } from '../../components/pixels.tsx';
import { fileAddress, sampleAddress } from '../../server/api.ts';
import { prefersStillness } from '../../shell/theme.ts';
import { expectFrame, frameAt, isSettled } from './frames.ts';
import { runsMessages as t } from './messages.ts';
import { nameOf } from './run-list.tsx';
import { chosenCards, chosenIteration, colorOf, isLive, look } from './selection.ts';

/** Time between frames: a film of 65 pictures takes eight seconds. */
const FRAME_MILLISECONDS = 120;
const AHEAD = 6;

export function Film() {
  const cards = chosenCards.value;
  const isPlaying = useSignal(false);
  const hasReal = useSignal(false);
  const iterations = useMemo(() => unionOf(cards), [cards]);
  const chosen = chosenIteration.value;
  const last = iterations.length - 1;
  const at =
    chosen === undefined
      ? last
      : Math.max(
          0,
          iterations.findLastIndex((each) => each <= chosen),
        );
  usePlaying(isPlaying, cards, iterations, at);
  useOpening(cards, iterations, () => {
    isPlaying.value = true;
  });
  const show = (index: number) => {
    isPlaying.value = false;
    look(index >= last ? undefined : iterations[index]);
  };
  return (
    <section class="film card" aria-label={t().film}>
      <div class={`film-pictures film-${Math.min(3, cards.length + Number(hasReal.value))}`}>
        {cards.map((card, index) => (
          <Frame
            key={card.id}
            card={card}
            upTo={iterations[at] ?? 0}
            color={cards.length > 1 ? colorOf(index) : undefined}
          />
        ))}
        {hasReal.value && cards[0] && <RealFrame card={cards[0]} />}
      </div>
      {iterations.length > 0 && (
        <div class="film-bar">
          <button
            type="button"
            class="button film-play"
            aria-label={isPlaying.value ? t().pauseFilm : t().play}
            onClick={() => {
              isPlaying.value = !isPlaying.value;
            }}
          >
            <svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true">
              <path
                d={isPlaying.value ? 'M5 3h4v14H5zM11 3h4v14h-4z' : 'M5 3l12 7-12 7z'}
                fill="currentColor"
              />
            </svg>
          </button>
          <input
            class="film-scrubber"
            type="range"
            min={0}
            max={last}
            value={at}
            aria-label={t().scrub}
            aria-valuetext={t().atIteration(formatCount(iterations[at] ?? 0))}
            onInput={(event) => show(event.currentTarget.valueAsNumber)}
          />
          <span class="number film-at">{formatCount(iterations[at] ?? 0)}</span>
          <button
            type="button"
            class="button button-small"
            disabled={chosen === undefined}
            title={t().follow}
            onClick={() => show(last)}
          >
            {t().newest}
          </button>
          {cards[0]?.hasReal && (
            <label class="film-real small">
              <input
                type="checkbox"
                checked={hasReal.value}
                onChange={(event) => {
                  hasReal.value = event.currentTarget.checked;
                }}
              />
              {t().showReal}
            </label>
          )}
        </div>
      )}
      {iterations.length > 0 && <p class="film-help small quiet">{t().filmHelp}</p>}
    </section>
  );
}

function Frame({ card, upTo, color }: { card: RunCard; upTo: number; color: `--${string}` | undefined }) {
  const iteration = card.samples.findLast((each) => each <= upTo) ?? card.samples[0];
  if (iteration === undefined) {
    const isWaiting = card.hasReal || card.state === 'starting'; // pictures of real samples come first
    return <p class="film-none quiet">{isWaiting ? t().filmEmpty : t().filmNone}</p>;
  }
  return (
    <figure class="film-frame">
      <Pixels
        picture={frameAt(sampleAddress(card.id, iteration))}
        label={t().filmOf(nameOf(card), formatCount(iteration))}
      />
      {color && (
        <figcaption class="small">
          <i class="film-color" style={{ background: `var(${color})` }} /> {nameOf(card)} ·{' '}
          {t().atIteration(formatCount(iteration))}
        </figcaption>
      )}
    </figure>
  );
}

function RealFrame({ card }: { readonly card: RunCard }) {
  return (
    <figure class="film-frame">
      <Pixels picture={frameAt(fileAddress(card.id, 'samples/real.png'))} label={t().real} />
      <figcaption class="small">
        <i class="film-color" style={{ background: 'var(--real)' }} /> {t().real}
      </figcaption>
    </figure>
  );
}

function unionOf(cards: readonly RunCard[]): readonly number[] {
  if (cards.length === 1) return cards[0]!.samples;
  return [...new Set(cards.flatMap(({ samples }) => samples))].sort((a, b) => a - b);
}

/** Shows frame after frame, each once it is there, and stops at the newest. */
function usePlaying(
  isPlaying: { value: boolean },
  cards: readonly RunCard[],
  iterations: readonly number[],
  at: number,
): void {
  const isOn = isPlaying.value;
  useEffect(() => {
    if (!isOn) return undefined;
    const from = at >= iterations.length - 1 && chosenIteration.peek() === undefined ? -1 : at;
    const addresses = (index: number) =>
      iterations[index] === undefined
        ? []
        : cards.flatMap(({ id, samples }) =>
            samples.includes(iterations[index]!) ? [sampleAddress(id, iterations[index]!)] : [],
          );
    for (let ahead = 1; ahead <= AHEAD; ahead++) addresses(from + ahead).forEach(expectFrame);
    const timer = setInterval(() => {
      if (!addresses(from + 1).every(isSettled)) return;
      const isLast = from + 1 >= iterations.length - 1;
      if (isLast) isPlaying.value = false;
      look(isLast ? undefined : iterations[from + 1]);
    }, FRAME_MILLISECONDS);
    return () => clearInterval(timer);
  }, [isOn, at, iterations]);
}

/** A run at rest plays once when it is first seen: the page opens alive. */
function useOpening(cards: readonly RunCard[], iterations: readonly number[], play: () => void): void {
  const first = cards[0];
  const isReady = first !== undefined && iterations.length > 1;
  useEffect(() => {
    if (!isReady || prefersStillness() || isLive(first) || chosenIteration.peek() !== undefined) return;
    play();
  }, [isReady, first?.id]);
}
