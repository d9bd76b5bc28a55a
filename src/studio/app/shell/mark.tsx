// Our sign: a critic's valley, and a fake beside it.

export function Mark() {
  return (
    <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
      <path
        d="M4 9l6 14 5.5-12 5.5 12 6-14"
        fill="none"
        stroke="var(--real)"
        stroke-width="3.4"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
      <circle cx="27" cy="9" r="3.6" fill="var(--fake)" />
    </svg>
  );
}
