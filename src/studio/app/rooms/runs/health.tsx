// What the health checks of a run say, in words: what is going on now, and what is over.

import './health.css';
import type { RunCard } from '../../../protocol/runs.ts';
import { formatCount } from '../../components/numbers.ts';
import { logOf } from '../../server/logs.ts';
import { runsMessages as t } from './messages.ts';
import { monitorText } from './monitor-texts.ts';
import { isLive, look } from './selection.ts';

interface Warning {
  readonly iteration: number;
  readonly name: string;
  readonly message: string;
  readonly help?: string;
  /** Where it ended. */
  readonly end?: number;
}

export function Health({ card }: { readonly card: RunCard }) {
  const warnings = card.bytes.warnings > 0 ? warningsOf(logOf(card, 'warnings').value.lines) : [];
  return (
    <section class="health" aria-label={t().health}>
      <h2>{t().health}</h2>
      {warnings.length === 0 && <p class="quiet">{isLive(card) ? t().healthyLive : t().healthy}</p>}
      <ul class="health-list">
        {warnings.map((warning) => (
          <WarningNote key={`${warning.name} ${warning.iteration}`} {...warning} />
        ))}
      </ul>
    </section>
  );
}

function WarningNote({ iteration, name, message, help, end }: Warning) {
  const text = monitorText(name);
  return (
    <li class={end === undefined ? 'health-note' : 'health-note health-over'}>
      <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
        {end === undefined ? (
          <>
            <path
              d="M10 2.5l8 14.5H2z"
              fill="none"
              stroke="currentColor"
              stroke-width="1.7"
              stroke-linejoin="round"
            />
            <path d="M10 8v4.2M10 14.4v.4" stroke="currentColor" stroke-width="1.9" stroke-linecap="round" />
          </>
        ) : (
          <path
            d="M4 10.5l4 4 8-9"
            fill="none"
            stroke="currentColor"
            stroke-width="1.9"
            stroke-linecap="round"
          />
        )}
      </svg>
      <div>
        <p>{text?.meaning ?? message}</p>
        {(text !== undefined || help !== undefined) && (
          <p class="small health-help">{text?.advice ?? help}</p>
        )}
        {text && (
          <p class="small quiet" lang="en">
            {message}
          </p>
        )}
        <button type="button" class="health-when" onClick={() => look(iteration)}>
          {end === undefined ? t().since(formatCount(iteration)) : t().overSince(formatCount(end))}
        </button>
      </div>
    </li>
  );
}

/** The newest first, those that go on before those that are over. A name that comes again is one warning. */
function warningsOf(lines: readonly unknown[]): readonly Warning[] {
  const byName = new Map<string, Warning>();
  for (const line of lines) {
    const { iteration, name, message, help, isOver } = (line ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof iteration !== 'number' || typeof name !== 'string' || typeof message !== 'string') continue;
    const before = byName.get(name);
    if (isOver === true) {
      if (before !== undefined) byName.set(name, { ...before, end: iteration });
    } else {
      byName.set(name, { iteration, name, message, ...(typeof help === 'string' && { help }) });
    }
  }
  const order = ({ end, iteration }: Warning) => (end === undefined ? 1e12 : 0) + iteration;
  return [...byName.values()].sort((a, b) => order(b) - order(a));
}
