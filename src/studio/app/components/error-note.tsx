// What went wrong, where it went wrong: a message, what to do, and where it helps a button.

import './error-note.css';

interface ErrorNoteProps {
  readonly message: string;
  readonly help?: string | undefined;
  readonly action?: { readonly label: string; readonly run: () => void };
}

export function ErrorNote({ message, help, action }: ErrorNoteProps) {
  return (
    <div class="error-note" role="alert">
      <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
        <path
          d="M10 2.5l8 14.5H2z"
          fill="none"
          stroke="currentColor"
          stroke-width="1.7"
          stroke-linejoin="round"
        />
        <path d="M10 8v4.2M10 14.4v.4" stroke="currentColor" stroke-width="1.9" stroke-linecap="round" />
      </svg>
      <div>
        <p>{message}</p>
        {help !== undefined && <p class="small error-note-help">{help}</p>}
        {action && (
          <button type="button" class="button button-small" onClick={action.run}>
            {action.label}
          </button>
        )}
      </div>
    </div>
  );
}
