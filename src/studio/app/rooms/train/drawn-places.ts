// Places that are drawn, as a link carries them.

/** The most places that a drawing may have: a link must stay one. */
export const MOST_CENTRES = 240;
const STEPS = 64;
const REACH = 2;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Places as text: two letters each, on a lattice of 64 × 64 over [−2, 2]². */
export function encodeCentres(centres: Float32Array): string {
  return Array.from(centres, (value) => {
    const step = Math.round(((value + REACH) / (2 * REACH)) * (STEPS - 1));
    return alphabet[Math.min(Math.max(step, 0), STEPS - 1)];
  }).join('');
}

export function decodeCentres(text: string): Float32Array {
  const steps = [...text].map((letter) => alphabet.indexOf(letter));
  const known = steps.filter((step) => step >= 0).slice(0, 2 * MOST_CENTRES);
  const whole = known.slice(0, known.length - (known.length % 2));
  return Float32Array.from(whole, (step) => (step / (STEPS - 1)) * 2 * REACH - REACH);
}

/** A heart, learnt until something is drawn. */
export const exampleCentres: Float32Array = decodeCentres(
  encodeCentres(
    Float32Array.from({ length: 96 }, (_, index) => {
      const angle = (2 * Math.PI * (index >> 1)) / 48;
      const x = 16 * Math.sin(angle) ** 3;
      const y =
        13 * Math.cos(angle) - 5 * Math.cos(2 * angle) - 2 * Math.cos(3 * angle) - Math.cos(4 * angle);
      return (index % 2 === 0 ? x : y + 2) / 10.5;
    }),
  ),
);
