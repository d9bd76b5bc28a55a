// Keeps a figure training while it is looked at: a slice of every animation frame, so that the page stays quick;
// paused out of view, and still from the start for readers who asked for less motion.

import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { prefersStillness } from '../../../shell/theme.ts';

/** Milliseconds of training in a frame, and the least between two drawings. */
const SLICE = 11;
const DRAWING = 45;

export interface Loop<S> {
  readonly subject: S;
  /** Changes whenever there is something new to draw. */
  readonly frame: number;
  readonly isPlaying: boolean;
  /** To be put on the element whose visibility counts. */
  readonly place: { current: HTMLDivElement | null };
  toggle(): void;
  once(): void;
  restart(): void;
}

interface LoopOptions<S> {
  /** Builds what is trained, anew whenever `key` changes or the reader starts again. */
  readonly make: () => S;
  readonly key: string;
  readonly step: (subject: S) => void;
  /** Stops by itself when this holds. */
  readonly isDone?: (subject: S) => boolean;
  /** The most steps in a frame. */
  readonly most?: number;
}

export function useLoop<S>({ make, key, step, isDone, most = 1000 }: LoopOptions<S>): Loop<S> {
  const frame = useSignal(0);
  const isPlaying = useSignal(!prefersStillness());
  const round = useSignal(0);
  const place = useRef<HTMLDivElement>(null);
  const subject = useMemo(make, [key, round.value]);
  const isWanted = isPlaying.value;
  useEffect(() => {
    if (!isWanted) return undefined;
    let drawn = 0;
    return whileVisible(place.current, () => {
      const end = performance.now() + SLICE;
      for (let count = 0; count < most && performance.now() < end; count++) {
        if (isDone?.(subject)) {
          isPlaying.value = false;
          break;
        }
        step(subject);
      }
      if (performance.now() < drawn + DRAWING && isPlaying.value) return;
      drawn = performance.now();
      frame.value += 1;
    });
  }, [subject, isWanted]);
  return {
    subject,
    frame: frame.value,
    isPlaying: isWanted,
    place,
    toggle: () => flip(isPlaying),
    once() {
      isPlaying.value = false;
      step(subject);
      frame.value += 1;
    },
    restart() {
      round.value += 1;
    },
  };
}

const flip = (value: Signal<boolean>) => {
  value.value = !value.value;
};

/** Calls `work` in every frame in which the element can be seen. */
function whileVisible(element: Element | null, work: () => void): () => void {
  let request = 0;
  const next = () => {
    work();
    request = requestAnimationFrame(next);
  };
  const observer = new IntersectionObserver(([entry]) => {
    cancelAnimationFrame(request);
    if (entry!.isIntersecting) request = requestAnimationFrame(next);
  });
  if (element !== null) observer.observe(element);
  return () => {
    observer.disconnect();
    cancelAnimationFrame(request);
  };
}
