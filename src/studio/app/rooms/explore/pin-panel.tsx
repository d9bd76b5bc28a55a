// Pinned samples, and the way from one to the next: as a strip, as an animation, as files.

import { useEffect, useState } from 'preact/hooks';
import { sizeOf } from '../../../../base/shape.ts';
import { DigitGrid } from '../../components/digit-grid.tsx';
import { NumberField, SwitchField } from '../../components/field.tsx';
import { notify } from '../../components/toast.tsx';
import { prefersStillness } from '../../shell/theme.ts';
import { saveGif, savePng } from './export.ts';
import { SamplePicture } from './here-panel.tsx';
import { frameCount, frames, isLoop, LOOPS, STEPS, steps, stepsRange } from './interpolation.ts';
import { exploreMessages as t } from './messages.ts';
import { opened } from './source.ts';
import { isDrifting } from './steering.ts';
import { goTo, type Pin, pins, unpin } from './walk.ts';

const FRAME_MILLISECONDS = 80;

export function PinPanel() {
  const { sampleShape } = opened.value!.facts;
  return (
    <section class="explore-pins card stack">
      <h2>{t().pins}</h2>
      {pins.value.length < 2 && <p class="quiet">{t().pinsEmpty}</p>}
      {pins.value.length > 0 && (
        <ol class="explore-pin-list">
          {pins.value.map((pin, index) => (
            <PinItem key={pin.id} pin={pin} index={index + 1} shape={sampleShape} />
          ))}
        </ol>
      )}
      {frames.value && sampleShape.length === 3 && <Way samples={frames.value} shape={sampleShape} />}
    </section>
  );
}

interface PinItemProps {
  readonly pin: Pin;
  readonly index: number;
  readonly shape: readonly number[];
}

function PinItem({ pin, index, shape }: PinItemProps) {
  const go = () => {
    isDrifting.value = false;
    goTo(pin.position);
  };
  return (
    <li class="explore-pin">
      <button type="button" class="explore-pin-go" aria-label={t().pinLabel(index)} onClick={go}>
        {shape.length === 3 ? (
          <SamplePicture sample={pin.sample} shape={shape} label={t().pinLabel(index)} />
        ) : (
          <span class="number small">
            {pin.sample[0]!.toFixed(2)}, {pin.sample[1]!.toFixed(2)}
          </span>
        )}
      </button>
      <button
        type="button"
        class="button button-plain button-small"
        aria-label={t().unpin(index)}
        onClick={() => unpin(pin.id)}
      >
        ×
      </button>
    </li>
  );
}

interface WayProps {
  readonly samples: Float32Array<ArrayBuffer>;
  readonly shape: readonly number[];
}

function Way({ samples, shape }: WayProps) {
  const count = samples.length / sizeOf(shape);
  const columns = Math.min(steps.value, count);
  const saveStrip = async () => {
    await savePng(samples, shape, { columns, name: 'interpolation.png' });
    notify(t().saved('interpolation.png'));
  };
  const saveAnimation = async () => {
    await saveGif(samples, shape, 'interpolation.gif');
    notify(t().saved('interpolation.gif'));
  };
  return (
    <div class="explore-way">
      <div class="explore-way-pictures">
        <Film samples={samples} shape={shape} />
        <DigitGrid
          batch={{ shape: [count, ...shape], data: samples }}
          columns={columns}
          label={t().way}
          most={4}
        />
      </div>
      <div class="explore-way-controls stack">
        <NumberField
          label={t().steps}
          unit={t().stepsUnit}
          explanation={t().stepsHelp}
          value={steps.value}
          initial={STEPS}
          onChange={(next) => {
            steps.value = next;
          }}
          {...stepsRange}
          isWhole
          expected={t().stepsExpected}
        />
        <SwitchField
          label={t().loop}
          explanation={t().loopHelp}
          value={isLoop.value}
          initial={LOOPS}
          onChange={(next) => {
            isLoop.value = next;
          }}
        />
        <div class="row">
          <button type="button" class="button" disabled={frameCount.value === 0} onClick={saveAnimation}>
            {t().saveGif}
          </button>
          <button type="button" class="button" disabled={frameCount.value === 0} onClick={saveStrip}>
            {t().saveStrip}
          </button>
        </div>
      </div>
    </div>
  );
}

/** One frame after another; the first alone where less motion is wanted. */
function Film({ samples, shape }: WayProps) {
  const size = sizeOf(shape);
  const count = samples.length / size;
  const [frame, setFrame] = useState(0);
  useEffect(() => {
    if (prefersStillness()) return undefined;
    const timer = setInterval(() => setFrame((at) => at + 1), FRAME_MILLISECONDS);
    return () => clearInterval(timer);
  }, []);
  const at = frame % count;
  return (
    <div class="explore-film">
      <SamplePicture
        sample={samples.subarray(at * size, (at + 1) * size)}
        shape={shape}
        label={t().wayFrame}
      />
    </div>
  );
}
