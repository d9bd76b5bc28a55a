// The command line of the search for convolutional networks.

import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sweep } from '../experiments/sweep.ts';
import { tableText } from '../experiments/tables.ts';
import { convolutionalSearch, fullSize, quickSize } from './search.ts';

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
const search = convolutionalSearch(values.quick ? quickSize : fullSize);
const out = fileURLToPath(new URL(values.quick ? 'quick' : 'results', import.meta.url));
const done = await sweep(search, {
  ...{ size: values.quick ? 'quick' : 'full', bases: {}, out, slots: 1, isHere: true },
  report: console.log,
});
const { tables, findings } = search.report(done);
console.log(['', ...tables.map(tableText), '', ...findings].join('\n'));
