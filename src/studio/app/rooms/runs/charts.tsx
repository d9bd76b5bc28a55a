// The curves of the runs that are looked at, zoomed together.

import './charts.css';
import { computed, signal } from '@preact/signals';
import { Chart } from '../../components/chart.tsx';
import type { Range } from '../../components/curves.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { formatBytes } from '../../components/numbers.ts';
import { logOf } from '../../server/logs.ts';
import { readSetting, writeSetting } from '../../shell/settings.ts';
import { chartsOf, marksOf } from './chart-list.ts';
import { runsMessages as t } from './messages.ts';
import { chosenCards, chosenIteration, look } from './selection.ts';

const view = signal<Range | undefined>(undefined);

/** Weights in steps that look even: each halves what is left of the noise. */
const weights = ['0', '0.5', '0.75', '0.9', '0.95', '0.98', '0.99'] as const;
const smoothing = signal<(typeof weights)[number]>(readSetting('smoothing', weights) ?? '0.75');
const scale = signal<'even' | 'logarithmic'>(readSetting('scale', ['even', 'logarithmic']) ?? 'even');

const charts = computed(() => chartsOf(chosenCards.value));
const marks = computed(() => {
  const [main] = chosenCards.value;
  return main === undefined ? [] : marksOf(main);
});

export function Charts() {
  return (
    <section class="charts card" aria-label={t().curves}>
      <div class="charts-bar">
        <h2>{t().curves}</h2>
        <label class="charts-choice small" title={t().smoothingHelp}>
          {t().smoothing}
          <input
            type="range"
            min={0}
            max={weights.length - 1}
            value={weights.indexOf(smoothing.value)}
            aria-valuetext={smoothing.value}
            onInput={(event) => {
              smoothing.value = weights[event.currentTarget.valueAsNumber]!;
              writeSetting('smoothing', smoothing.value);
            }}
          />
        </label>
        <label class="charts-choice small" title={t().logarithmHelp}>
          <input
            type="checkbox"
            checked={scale.value === 'logarithmic'}
            onChange={(event) => {
              scale.value = event.currentTarget.checked ? 'logarithmic' : 'even';
              writeSetting('scale', scale.value);
            }}
          />
          {t().logarithm}
        </label>
        {view.value && (
          <button
            type="button"
            class="button button-small"
            onClick={() => {
              view.value = undefined;
            }}
          >
            {t().showAll}
          </button>
        )}
      </div>
      <Reading />
      <div class="charts-grid">
        {charts.value.map(({ name, ...content }) => (
          <Chart
            key={name}
            {...content}
            view={view}
            selected={chosenIteration.value}
            onSelect={look}
            marks={marks.value}
            isLogarithmic={scale.value === 'logarithmic'}
            smoothing={Number(smoothing.value)}
            pointer="runs"
            height={name === 'estimate' ? 240 : 168}
          />
        ))}
      </div>
      <p class="small quiet">{t().zoomHelp}</p>
    </section>
  );
}

/** How much of the logs is still to come. */
function Reading() {
  const logs = chosenCards.value.map((card) => logOf(card, 'metrics').value);
  const total = logs.reduce((sum, log) => sum + log.total, 0);
  const done = logs.reduce((sum, log) => sum + log.bytes, 0);
  const error = logs.find((log) => log.error !== undefined)?.error;
  if (error !== undefined) return <ErrorNote message={t().logFailed(error)} />;
  if (total - done < 4e6) return null;
  return (
    <p class="small quiet" role="status">
      {t().reading(formatBytes(done), formatBytes(total))}
    </p>
  );
}
