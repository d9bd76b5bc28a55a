// docs/default-model.md, between its markers, and docs/images/search, from the files of results.

import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { experimentText, type Told, tell, writePage } from '../experiments/page.ts';
import { numberText } from '../experiments/statistics.ts';
import { engineNames } from './engines.ts';
import { comesTo } from './findings.ts';
import { defaultsOf, fullSize, SEARCHED, searchOf } from './search.ts';

const PICTURES = 'images/search';

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

const textOf = (told: Told, what: string) =>
  experimentText(told, {
    heading: told.experiment.question,
    command: `node recipes/search/run.js ${what}`,
    threads: 'one thread each (two for the speeds)',
    pictures: PICTURES,
  });

/** What the searches come to, and what the first is of the second. */
function ratioText(searches: readonly Told[]): string {
  if (searches.some(({ section }) => section === undefined))
    return 'Not known before both searches are done.';
  const [ours, theirs] = searches.map(({ done }) => comesTo(done, fullSize));
  const text = (of: 'least' | 'middle') =>
    `wgan ${numberText(ours![of])}, PyTorch ${numberText(theirs![of])}, **${numberText(ours![of] / theirs![of])}×**`;
  return [
    `- Median of 5 other seeds of the best setting: ${text('middle')}.`,
    `- The best setting itself, with the seed that chose it: ${text('least')}.`,
  ].join('\n');
}

function main(): void {
  const { values } = parseArgs({ options: { from: { type: 'string' }, docs: { type: 'string' } } });
  const from = values.from ?? path('results');
  const docs = values.docs ?? path('../../docs');
  const searches = engineNames.map((engine) => tell(searchOf(engine, SEARCHED, fullSize), from, {}));
  const defaults = tell(defaultsOf(fullSize), from, {});
  const body = [
    '## wgan and PyTorch',
    ratioText(searches),
    ...searches.map((told, index) => textOf(told, engineNames[index]!)),
    textOf(defaults, 'defaults'),
  ].join('\n\n');
  const place = { page: 'default-model.md', marker: 'search', pictures: PICTURES };
  writePage(docs, place, body, [...searches, defaults]);
}

main();
