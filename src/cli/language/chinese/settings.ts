// What options say of themselves: the Chinese stands beside the English.

import type { Bilingual } from '../../../base/options.ts';
import { optionsOfAllParts } from '../../../train/config-options.ts';
import type { Table } from '../translator.ts';

export const settings: Table = Object.fromEntries(
  optionsOfAllParts.flatMap(({ option: { label, help, automatic } }): readonly Bilingual[] => [
    ...[label, help],
    ...(automatic ? [automatic] : []),
  ]),
);
