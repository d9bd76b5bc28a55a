// Samples now, and beside them the last ones of the record.

import '../rooms/train/room.css';
import { useEffect, useState } from 'preact/hooks';
import { DigitGrid } from '../components/digit-grid.tsx';
import { formatCount } from '../components/numbers.ts';
import { Plane } from '../rooms/train/plane.tsx';
import type { Shown } from '../rooms/train/plane-drawing.ts';
import { recordedPicture, recording } from './carried.ts';
import { frame, realPoints } from './client.ts';
import { recordingMessages as t } from './messages.ts';

const shown: Shown = { real: true, fake: true, critic: true, slope: false, arrows: true, warp: false };

export function Picture() {
  const { view, sampleShape } = recording.dataset;
  const { iteration = 0, lane } = frame.value ?? {};
  const at = formatCount(iteration);
  const isImage = sampleShape.length === 3 && [1, 3].includes(sampleShape[0]!);
  return (
    <div class="recording-pictures">
      <figure class="recording-live">
        {view && (
          <Plane
            real={realPoints.value}
            frame={lane}
            shown={shown}
            view={view}
            label={t().planeLabel((lane?.samples.data.length ?? 0) / 2, at)}
          />
        )}
        {isImage && <DigitGrid batch={lane?.samples} columns={8} label={t().imagesLabel(64, at)} />}
        {!view && !isImage && <p class="quiet">{t().noPicture}</p>}
        <figcaption class="small quiet">
          <b>{t().now}</b>, {t().atIteration(at)}. {view && t().planeKey}
        </figcaption>
      </figure>
      <RecordedPicture />
    </div>
  );
}

function RecordedPicture() {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (recordedPicture === undefined) return undefined;
    const bytes = Uint8Array.from(atob(recordedPicture.png), (letter) => letter.charCodeAt(0));
    const made = URL.createObjectURL(new Blob([bytes], { type: 'image/png' }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, []);
  if (recordedPicture === undefined) return null;
  const at = formatCount(recordedPicture.iteration);
  return (
    <figure class="recording-recorded">
      {address !== undefined && <img src={address} alt={t().recordedLabel(at)} />}
      <figcaption class="small quiet">
        <b>{t().recorded}</b>, {t().atIteration(at)}
      </figcaption>
    </figure>
  );
}
