// Numbers as horizontal bars.

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;

/** A bar of `value` out of `largest`, in eighths of a cell; the rest of `width` is empty. */
export function bar(value: number, largest: number, width: number): string {
  const fraction = largest > 0 ? Math.min(1, Math.max(0, value / largest)) : 0;
  const parts = Math.round(fraction * width * 8);
  const text = '█'.repeat(parts >> 3) + eighths[parts & 7];
  return text + ' '.repeat(width - text.length);
}
