// The box that a plane is drawn in: dragged, walked by keys, read aloud.

import type { RefObject } from 'preact';
import { exploreMessages as t } from './messages.ts';
import type { useSteering } from './steering.ts';
import { position } from './walk.ts';

interface PlaneBoxProps {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly steering: ReturnType<typeof useSteering>;
}

export function PlaneBox({ box, canvas, steering }: PlaneBoxProps) {
  const { x, y } = position.value;
  return (
    <div
      ref={box}
      class="explore-plane"
      role="application"
      aria-roledescription={t().plane}
      aria-label={`${t().planeLabel(x, y)}. ${t().keys}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keys walk on the plane
      tabIndex={0}
      {...steering}
    >
      <canvas ref={canvas} />
    </div>
  );
}
