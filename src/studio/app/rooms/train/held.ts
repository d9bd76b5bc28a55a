// Values that come faster than anybody reads.

import { useRef } from 'preact/hooks';

/** The value, renewed only so often while it flows: nobody reads faster, and training needs the processor. */
export function useHeld<T>(value: T, isFlowing: boolean, milliseconds: number): T {
  const held = useRef({ value, at: 0 });
  const now = performance.now();
  if (!isFlowing || now - held.current.at > milliseconds) held.current = { value, at: now };
  return held.current.value;
}
