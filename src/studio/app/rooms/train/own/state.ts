// A reader's own files, for as long as the tab is open.

import { signal } from '@preact/signals';
import type { OwnNeed } from './need.ts';
import type { OwnData } from './own-data.ts';

export const own = signal<OwnData | undefined>(undefined);

/** What a link was made with, where other files were chosen. */
export const other = signal<OwnNeed | undefined>(undefined);
