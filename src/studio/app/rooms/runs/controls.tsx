// Steering a run: pause, stop, live settings while it trains; training on and branching otherwise and always.

import './controls.css';
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { ControlRequest, RunCard, RunDetails } from '../../../protocol/runs.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { NumberField } from '../../components/field.tsx';
import { formatClock, formatCount, formatNumber } from '../../components/numbers.ts';
import { notify } from '../../components/toast.tsx';
import { fieldText, valueText } from '../../config/field-texts.ts';
import { type ApiError, continueRun, controlRun } from '../../server/api.ts';
import { Branch } from './branch.tsx';
import { changeText } from './chart-list.ts';
import { knownDetails } from './details.ts';
import { Health } from './health.tsx';
import { runsMessages as t } from './messages.ts';
import { nameOf, Progress, StateMark } from './run-list.tsx';
import { isExample, isLive } from './selection.ts';

/** Everything beside the pictures that is about one run. */
export function Panel({ card }: { readonly card: RunCard }) {
  const details = knownDetails(card);
  return (
    <div class="panel">
      <Place card={card} />
      {card.problem && <ErrorNote {...card.problem} />}
      {!isExample(card) && card.state !== 'damaged' && (
        <Steering key={card.id} card={card} details={details} />
      )}
      <Health card={card} />
      {!isExample(card) && details && <Branch key={card.id} card={card} details={details} />}
    </div>
  );
}

/** Where a run is, how fast it goes, when it will be done. */
function Place({ card }: { readonly card: RunCard }) {
  const { iteration, iterations, iterationsPerSecond, secondsLeft, elapsedSeconds, state } = card;
  const time =
    secondsLeft === undefined ? t().took(formatClock(elapsedSeconds)) : t().left(formatClock(secondsLeft));
  return (
    <section class="panel-place" aria-label={nameOf(card)}>
      <h2>{nameOf(card)}</h2>
      <p>
        <StateMark card={card} />
      </p>
      <Progress card={card} />
      <p class="small panel-numbers">
        <span>{t().progress(formatCount(iteration), formatCount(iterations))}</span>
        {state === 'running' && iterationsPerSecond !== undefined && (
          <span>{t().speed(formatNumber(Number(iterationsPerSecond.toPrecision(3))))}</span>
        )}
        <span>{time}</span>
      </p>
    </section>
  );
}

interface SteeringProps {
  readonly card: RunCard;
  readonly details: RunDetails | undefined;
}

function Steering({ card, details }: SteeringProps) {
  return isLive(card) ? (
    <LiveSteering card={card} details={details} />
  ) : (
    <RestSteering card={card} details={details} />
  );
}

/** A part of the panel with the error of what was last asked in it. */
function useAsking() {
  const error = useSignal<ApiError | undefined>(undefined);
  const isBusy = useSignal(false);
  const ask = async (request: () => Promise<void>) => {
    error.value = undefined;
    isBusy.value = true;
    try {
      await request();
    } catch (problem) {
      error.value = problem as ApiError;
    } finally {
      isBusy.value = false;
    }
  };
  return { error, isBusy, ask };
}

function Section({
  title,
  error,
  children,
}: {
  title: string;
  error: ApiError | undefined;
  children: ComponentChildren;
}) {
  return (
    <section class="panel-part" aria-label={title}>
      <h2>{title}</h2>
      {children}
      {error && <ErrorNote message={error.message} help={error.help} />}
    </section>
  );
}

function LiveSteering({ card, details }: SteeringProps) {
  const { error, isBusy, ask } = useAsking();
  const send = (request: ControlRequest, done: (iteration: number) => string) =>
    ask(async () => {
      const { iteration } = await controlRun(card.id, request);
      notify(iteration === undefined ? t().noted : done(iteration));
    });
  const isPaused = card.state === 'paused';
  const said = (text: (iteration: string) => string) => (iteration: number) => text(formatCount(iteration));
  return (
    <Section title={t().controls} error={error.value}>
      <div class="row">
        <button
          type="button"
          class="button button-main"
          disabled={isBusy.value || card.state === 'starting'}
          onClick={() =>
            send({ command: isPaused ? 'resume' : 'pause' }, said(isPaused ? t().resumedAt : t().pausedAt))
          }
        >
          {isPaused ? t().resume : t().pause}
        </button>
        <button
          type="button"
          class="button"
          title={t().stopHelp}
          disabled={isBusy.value}
          onClick={() => send({ command: 'stop' }, said(t().stoppedAt))}
        >
          {t().stop}
        </button>
      </div>
      {details &&
        Object.entries(details.live).map(([key, value]) => (
          <LiveField
            key={key}
            name={key}
            value={value}
            initial={Number(details.config[key])}
            onChange={(next) =>
              send({ command: 'set', key, value: next }, (iteration) => changeText(key, next, iteration))
            }
          />
        ))}
    </Section>
  );
}

interface LiveFieldProps {
  readonly name: string;
  readonly value: number;
  readonly initial: number;
  readonly onChange: (value: number) => void;
}

/** A setting that may change while a run trains; its reset goes back to what the run began with. */
export function LiveField({ name, value, initial, onChange }: LiveFieldProps) {
  const { label, explanation } = fieldText(name);
  return (
    <NumberField
      {...{ label, explanation, value, initial, onChange }}
      least={0}
      expected={t().expectedPositive}
    />
  );
}

function RestSteering({ card }: SteeringProps) {
  const { error, isBusy, ask } = useAsking();
  const isDone = card.iteration >= card.iterations;
  const until = useSignal(isDone ? roundUp(card.iterations * 1.5) : card.iterations);
  const goOn = () =>
    ask(async () => {
      await continueRun(card.id, { iterations: until.value });
      notify(t().goesOn);
    });
  return (
    <Section title={t().controls} error={error.value}>
      <p class="quiet">{t().atRest}</p>
      <NumberField
        label={t().goOnUntil}
        explanation={t().goOnHelp}
        value={until.value}
        onChange={(value) => {
          until.value = value;
        }}
        least={card.iteration + 1}
        isWhole
        expected={t().expectedWhole(valueText(card.iteration + 1))}
      />
      <button type="button" class="button button-main" disabled={isBusy.value} onClick={goOn}>
        {t().goOn}
      </button>
    </Section>
  );
}

/** To two digits. */
function roundUp(value: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  return Math.ceil(value / unit) * unit;
}
