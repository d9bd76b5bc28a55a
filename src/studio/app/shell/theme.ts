// Light or dark: as the system says, or as the reader chose. Canvases ask here for the colours of tokens.

import { computed, effect, signal } from '@preact/signals';
import { readSetting, writeSetting } from './settings.ts';

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

export const theme = signal<Theme>(readSetting('theme', themes) ?? 'auto');

const systemDark = matchMedia('(prefers-color-scheme: dark)');
const isSystemDark = signal(systemDark.matches);
systemDark.addEventListener('change', () => {
  isSystemDark.value = systemDark.matches;
});

/** Whether the page is dark now; what draws on a canvas reads it to draw again. */
export const isDark = computed(() => (theme.value === 'auto' ? isSystemDark.value : theme.value === 'dark'));

effect(() => {
  document.documentElement.dataset.theme = isDark.value ? 'dark' : 'light';
});

export function chooseTheme(next: Theme): void {
  theme.value = next;
  writeSetting('theme', next);
}

let probe: HTMLElement | undefined;

/** The colour of a token in the present theme, as a canvas takes it: `tokenColor('--real')`. */
export function tokenColor(token: `--${string}`): string {
  isDark.value;
  if (probe === undefined) {
    probe = document.createElement('span');
    probe.hidden = true;
    document.body.append(probe);
  }
  probe.style.color = `var(${token})`;
  return getComputedStyle(probe).color;
}

/** The same as numbers from 0 to 255. */
export function tokenRgb(token: `--${string}`): readonly [red: number, green: number, blue: number] {
  const [red = 0, green = 0, blue = 0] = (tokenColor(token).match(/[\d.]+/g) ?? []).map(Number);
  return [red, green, blue];
}

/** Whether the reader asked for less motion. */
export const prefersStillness = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;
