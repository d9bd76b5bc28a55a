// Train again, pause, step, restart; and how it goes.

import '../rooms/train/transport.css';
import { formatCount } from '../components/numbers.ts';
import { PlayButton } from '../components/play-button.tsx';
import { frame, lastRecorded, open, opened, pace, run, step, waiting } from './client.ts';
import { recordingMessages as t } from './messages.ts';

export function Transport() {
  const isRunning = pace.value !== 'paused';
  const isReady = opened.value !== undefined;
  const iteration = frame.value?.iteration ?? 0;
  return (
    <div class="transport">
      <div class="row">
        <PlayButton
          isRunning={isRunning}
          label={isRunning ? t().pause : iteration > 0 ? t().resume : t().play}
          isDisabled={!isReady}
          onClick={() => run(isRunning ? 'paused' : 'fast')}
        />
        <button type="button" class="button" title={t().stepHint} disabled={!isReady} onClick={step}>
          {t().step}
        </button>
        <button
          type="button"
          class="button button-plain"
          title={t().restartHint}
          disabled={!isReady || iteration === 0}
          onClick={open}
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
  if (now !== undefined) {
    return (
      <p class="transport-note quiet" role="status">
        {now.part === 'compiling' ? t().compiling : t().unpacking}…
      </p>
    );
  }
  const { iteration = 0, speed = 0 } = frame.value ?? {};
  return (
    <dl class="transport-note transport-reading">
      <div>
        <dt>{t().iteration}</dt>
        <dd class="number" data-iteration={iteration}>
          {t().of(formatCount(iteration), formatCount(lastRecorded))}
        </dd>
      </div>
      <div>
        <dt>{t().speed}</dt>
        <dd>
          <span class="number">{speed === 0 ? '–' : Number(speed.toPrecision(2))}</span> {t().perSecond}
        </dd>
      </div>
      <div>
        <dt>{t().device}</dt>
        <dd>{t().thisTab}</dd>
      </div>
    </dl>
  );
}
