// Play, pause, step, slow motion, restart; and how it goes.

import './transport.css';
import { formatBytes, formatCount } from '../../components/numbers.ts';
import { PlayButton } from '../../components/play-button.tsx';
import { runtimeBytes } from '../../runtime/runtime-sizes.ts';
import { chosenDevice } from './device-order.ts';
import { deviceText } from './device-text.ts';
import { trainMessages as t } from './messages.ts';
import { packedDigits } from './packed-digits.ts';
import { frame, opened, pace, recipe, restart, run, step, waiting } from './trainer-client.ts';
import type { Opened } from './worker-messages.ts';

export function Transport() {
  const isRunning = pace.value !== 'paused';
  return (
    <div class="transport">
      <div class="row">
        <PlayButton
          isRunning={isRunning}
          label={isRunning ? t().pause : t().play}
          onClick={() => run(isRunning ? 'paused' : 'fast')}
        />
        <button type="button" class="button" title={t().stepHint} onClick={step}>
          {t().step}
        </button>
        <button
          type="button"
          class="button"
          title={t().slowHint}
          aria-pressed={pace.value === 'slow'}
          onClick={() => run(pace.value === 'slow' ? 'fast' : 'slow')}
        >
          {t().slow}
        </button>
        <button
          type="button"
          class="button button-plain"
          title={t().restartHint}
          disabled={frame.value === undefined}
          onClick={restart}
        >
          {t().restart}
        </button>
      </div>
      <Progress />
    </div>
  );
}

function Progress() {
  const now = waiting.value;
  if (now?.part === 'compiling') return <p class="transport-note quiet">{t().compiling}…</p>;
  if (now !== undefined) {
    const label = now.part === 'digits' ? t().loadingDigits : t().loadingRuntime;
    const size = runtimeBytes[chosenDevice()];
    const total = now.part === 'runtime' ? Math.max(size, now.loaded) : now.total;
    return (
      <label class="transport-note transport-progress">
        <span>
          {label} <span class="number quiet">{t().of(formatBytes(now.loaded), formatBytes(total))}</span>
        </span>
        <progress max={total} value={now.loaded} />
      </label>
    );
  }
  if (opened.value !== undefined) return <Reading opened={opened.value} />;
  const runtime = formatBytes(runtimeBytes[chosenDevice()]);
  return (
    <p class="transport-note small quiet">
      {recipe.value.data === 'digits'
        ? t().willLoadDigits(runtime, formatBytes(packedDigits.bytes))
        : t().willLoad(runtime)}
    </p>
  );
}

/** Iteration, speed, device. */
function Reading({ opened }: { readonly opened: Opened }) {
  const { iteration = 0, speed = 0 } = frame.value ?? {};
  return (
    <dl class="transport-note transport-reading">
      <div>
        <dt>{t().iteration}</dt>
        <dd class="number" data-iteration={iteration}>
          {formatCount(iteration)}
        </dd>
      </div>
      <div>
        <dt>{t().speed}</dt>
        <dd>
          <span class="number">{speed === 0 ? '–' : formatCount(speed)}</span> {t().perSecond}
        </dd>
      </div>
      <div>
        <dt>{t().device}</dt>
        <dd>{deviceText(opened)}</dd>
      </div>
    </dl>
  );
}
