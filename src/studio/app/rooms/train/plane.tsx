// The plane as a picture that follows its frames.

import { useEffect, useReducer, useRef } from 'preact/hooks';
import type { PlaneView } from '../../../../formats/plane-picture.ts';
import { useWidth } from '../../components/pixels.tsx';
import { isDark } from '../../shell/theme.ts';
import { drawPlane, type Shown } from './plane-drawing.ts';
import { usualView } from './plane-size.ts';
import type { LaneFrame } from './worker-messages.ts';

interface PlaneProps {
  readonly real: Float32Array | undefined;
  readonly frame: LaneFrame | undefined;
  readonly shown: Shown;
  readonly label: string;
  readonly view?: PlaneView | undefined;
}

export function Plane({ real, frame, shown, label, view = usualView }: PlaneProps) {
  const place = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(place);
  const dark = isDark.value;
  const [losses, drawAgain] = useReducer((count: number, _: Event) => count + 1, 0);
  useEffect(() => {
    canvas.current!.addEventListener('contextrestored', drawAgain); // a lost graphics processor takes pictures along
    return () => canvas.current?.removeEventListener('contextrestored', drawAgain);
  }, []);
  useEffect(() => {
    if (canvas.current === null || width === 0) return;
    const size = Math.round(width * devicePixelRatio);
    if (canvas.current.width !== size) {
      canvas.current.width = size;
      canvas.current.height = size;
    }
    drawPlane(canvas.current.getContext('2d')!, size, { real, frame, shown, view });
  }, [real, frame, shown, width, dark, view, losses]);
  return (
    <div ref={place} class="train-plane">
      <canvas ref={canvas} role="img" aria-label={label} />
    </div>
  );
}
