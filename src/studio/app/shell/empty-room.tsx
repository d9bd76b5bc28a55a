// What a room shows until there is something in it: what it will be for, and what to do meanwhile.

import './empty-room.css';
import type { ComponentChildren } from 'preact';
import { CommandLine } from '../components/command-line.tsx';

interface EmptyRoomProps {
  readonly title: string;
  readonly text: string;
  /** What to type meanwhile. */
  readonly command?: string;
  readonly children?: ComponentChildren;
}

export function EmptyRoom({ title, text, command, children }: EmptyRoomProps) {
  return (
    <section class="empty-room">
      <Points />
      <h1>{title}</h1>
      <p class="quiet">{text}</p>
      {command !== undefined && <CommandLine command={command} />}
      {children}
    </section>
  );
}

/** Fakes on their way to a ring of real points. */
function Points() {
  const ring = Array.from({ length: 8 }, (_, index) => {
    const angle = (index * Math.PI) / 4;
    return [Math.cos(angle), Math.sin(angle)] as const;
  });
  return (
    <svg viewBox="-60 -60 120 120" width="144" height="144" aria-hidden="true">
      {ring.map(([x, y]) => (
        <g key={`${x} ${y}`}>
          <circle cx={48 * x} cy={48 * y} r="5" fill="var(--real)" />
          <circle cx={24 * x} cy={24 * y} r="3.5" fill="var(--fake)" />
          <path d={`M${29 * x} ${29 * y}L${40 * x} ${40 * y}`} stroke="var(--line)" stroke-width="1.5" />
        </g>
      ))}
    </svg>
  );
}
