// The Chinese of every text, by its English.

import type { Table } from '../translator.ts';

export const chinese: Table = {};
