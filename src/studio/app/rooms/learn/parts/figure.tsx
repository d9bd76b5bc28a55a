// The frame of a live figure: the picture, its controls at the edge, its numbers with their names, its caption.

import type { ComponentChildren } from 'preact';
import { type Hidden, Words } from './words.tsx';

interface FigureProps {
  readonly caption: string;
  readonly hidden?: Hidden | undefined;
  readonly controls: ComponentChildren;
  readonly readings?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function Figure({ caption, hidden, controls, readings, children }: FigureProps) {
  return (
    <figure class="learn-figure card">
      <div class="learn-picture">
        {children}
        {readings && <dl class="learn-readings">{readings}</dl>}
      </div>
      <div class="learn-controls">{controls}</div>
      <figcaption>
        <Words {...{ text: caption, hidden }} />
      </figcaption>
    </figure>
  );
}

interface ReadingProps {
  readonly name: string;
  readonly value: string;
  /** What the number says, in a few words. */
  readonly note?: string | undefined;
  readonly look?: 'real' | 'fake' | 'critic' | 'good' | undefined;
}

/** A number with its name. */
export function Reading({ name, value, note, look }: ReadingProps) {
  return (
    <div class="learn-reading">
      <dt>{name}</dt>
      <dd>
        <span class={`number ${look === undefined ? '' : `word-${look}`}`}>{value}</span>
        {note !== undefined && <span class="learn-note"> {note}</span>}
      </dd>
    </div>
  );
}
