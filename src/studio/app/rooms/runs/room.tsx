// The room of runs: every run of the folder, live. Pictures and curves in the middle, the list and the controls beside.

import './room.css';
import { useSignal } from '@preact/signals';
import type { RunCard } from '../../../protocol/runs.ts';
import { CommandLine } from '../../components/command-line.tsx';
import { ErrorNote } from '../../components/error-note.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { cards, connect, connection, failedStarts, forgetFailure } from '../../server/live.ts';
import { shellMessages } from '../../shell/messages.ts';
import { hrefOf } from '../../shell/router.ts';
import { About } from './about.tsx';
import { Charts } from './charts.tsx';
import { Panel } from './controls.tsx';
import { Film } from './film.tsx';
import { runsMessages as t } from './messages.ts';
import { NewRun } from './new-run.tsx';
import { RunList, StateMark } from './run-list.tsx';
import { chosenCards, chosenIds, isExample, isExpected, sortedCards } from './selection.ts';

connect();

export function Room() {
  const isMaking = useSignal(false);
  const make = () => {
    isMaking.value = true;
  };
  const isEmpty = cards.value !== undefined && sortedCards.value.every(isExample);
  return (
    <div class="runs">
      <div class="runs-head">
        <h1>{t().title}</h1>
        <button type="button" class="button button-main" onClick={make}>
          {t().newRun}
        </button>
      </div>
      {connection.value === 'lost' && <ErrorNote message={t().lost} />}
      {[...failedStarts.value].map(([run, problem]) => (
        <ErrorNote
          key={run}
          message={`${t().startFailed(run)}: ${problem.message}`}
          help={problem.help}
          action={{ label: shellMessages().close, run: () => forgetFailure(run) }}
        />
      ))}
      {cards.value === undefined ? (
        <Skeleton label={t().loading} lines={6} />
      ) : (
        <>
          {isEmpty && <Welcome />}
          <div class="runs-parts">
            <nav class="runs-list" aria-label={t().list}>
              <RunList />
            </nav>
            <Chosen />
          </div>
        </>
      )}
      {isMaking.value && (
        <NewRun
          onClose={() => {
            isMaking.value = false;
          }}
        />
      )}
    </div>
  );
}

function Welcome() {
  return (
    <section class="runs-welcome card">
      <div>
        <h2>{t().emptyTitle}</h2>
        <p>{t().emptyText}</p>
      </div>
      <div class="runs-welcome-do">
        <p class="small quiet">{t().emptyCommand}</p>
        <CommandLine command="npx wgan train" />
        <a class="button" href={hrefOf({ room: 'train' })}>
          {shellMessages().train}
        </a>
      </div>
    </section>
  );
}

/** The runs that are looked at: what is seen, and what can be done. */
function Chosen() {
  const [main] = chosenCards.value;
  const missing = chosenIds.value.filter((id) => !chosenCards.value.some((card) => card.id === id));
  return (
    <>
      <div class="runs-seen">
        {missing.map((id) => (
          <Missing key={id} id={id} />
        ))}
        {main && (
          <>
            <div class="runs-pictures">
              <Film key={main.id} />
              <About />
            </div>
            <Charts />
          </>
        )}
      </div>
      {main && <Sheet card={main} />}
    </>
  );
}

/** The controls: a column of their own, or on a phone a sheet that is drawn up from below. */
function Sheet({ card }: { readonly card: RunCard }) {
  const isOpen = useSignal(false);
  return (
    <aside class={`runs-panel card${isOpen.value ? ' runs-panel-open' : ''}`} aria-label={t().steer}>
      <button
        type="button"
        class="runs-handle"
        aria-expanded={isOpen.value}
        onClick={() => {
          isOpen.value = !isOpen.value;
        }}
      >
        <StateMark card={card} />
        <span>{isOpen.value ? shellMessages().close : t().steer}</span>
      </button>
      <div class="runs-panel-content">
        <Panel card={card} />
      </div>
    </aside>
  );
}

/** A run in the address that is not there: one that is being prepared, or one that is gone. */
function Missing({ id }: { readonly id: string }) {
  if (failedStarts.value.has(id)) return null; // told above
  if (isExpected(id)) {
    return (
      <p class="runs-missing card" role="status">
        <b>{id}</b> {t().preparing}
      </p>
    );
  }
  return <ErrorNote message={`${id}: ${t().missing}`} />;
}
