// The button that starts and pauses a training.

export interface PlayButtonProps {
  readonly isRunning: boolean;
  readonly label: string;
  readonly isDisabled?: boolean;
  readonly onClick: () => void;
}

export function PlayButton({ isRunning, label, isDisabled = false, onClick }: PlayButtonProps) {
  return (
    <button type="button" class="button button-main transport-play" disabled={isDisabled} onClick={onClick}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <path d={isRunning ? 'M3 2h4v12H3zM9 2h4v12H9z' : 'M3 1.5v13l11-6.5z'} fill="currentColor" />
      </svg>
      {label}
    </button>
  );
}
