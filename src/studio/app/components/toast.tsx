// Short messages about what was just done, at the edge of the page. Errors belong where they happen: see ErrorNote.

import './toast.css';
import { signal } from '@preact/signals';
import { shellMessages as t } from '../shell/messages.ts';

interface Toast {
  readonly id: number;
  readonly text: string;
}

const toasts = signal<readonly Toast[]>([]);
let lastId = 0;

const SHOWN_MILLISECONDS = 5000;

/** Says what was done. */
export function notify(text: string): void {
  const id = ++lastId;
  toasts.value = [...toasts.value.slice(-2), { id, text }];
  setTimeout(() => dismiss(id), SHOWN_MILLISECONDS);
}

function dismiss(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
}

export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map(({ id, text }) => (
        <div key={id} class="toast">
          <span>{text}</span>
          <button
            type="button"
            class="button button-plain button-small"
            onClick={() => dismiss(id)}
            aria-label={t().close}
          >
            ×
          </button>
        </div>
      ))}
    </div>
  );
}
