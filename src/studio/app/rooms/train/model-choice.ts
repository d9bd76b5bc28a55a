// Whether the picture of the model is shown.

import { computed, signal } from '@preact/signals';
import { readSetting, writeSetting } from '../../shell/settings.ts';

const SETTING = 'model';
const choices = ['shown', 'hidden'] as const;

/** Where it would push away the picture of what is learnt, it is shown only when asked for. */
const usual = () => (matchMedia('(min-width: 1320px)').matches ? 'shown' : 'hidden');
const choice = signal(readSetting(SETTING, choices) ?? usual());

export const isModelShown = computed(() => choice.value === 'shown');

export function showModel(isShown: boolean): void {
  choice.value = isShown ? 'shown' : 'hidden';
  writeSetting(SETTING, choice.value);
}
