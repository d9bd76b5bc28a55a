// Play, one step, start again: the same in every figure that trains.

import { learnMessages as t } from '../messages.ts';
import type { Loop } from '../training/loop.ts';

export function Playback({
  loop,
}: {
  readonly loop: Pick<Loop<unknown>, 'isPlaying' | 'toggle' | 'once' | 'restart'>;
}) {
  return (
    <div class="row learn-playback">
      <button type="button" class="button button-main" onClick={loop.toggle}>
        <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
          <path
            d={loop.isPlaying ? 'M3 2h3.5v12H3zM9.5 2H13v12H9.5z' : 'M3 1.5l11 6.5-11 6.5z'}
            fill="currentColor"
          />
        </svg>
        {loop.isPlaying ? t().pause : t().play}
      </button>
      <button type="button" class="button" onClick={loop.once}>
        {t().step}
      </button>
      <button type="button" class="button" onClick={loop.restart}>
        {t().restart}
      </button>
    </div>
  );
}
