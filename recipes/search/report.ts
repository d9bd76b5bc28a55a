// docs/default-model.md, between its markers, and docs/images/search, from the files of finished runs.

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fillPage, sectionText, stateText, type Told, tell, writePictures } from '../experiments/page.ts';
import { numberText } from '../experiments/statistics.ts';
import { engineNames } from './engines.ts';
import { comesTo, defaultsOf, fullSize, SEARCHED, searchOf } from './search.ts';

const PICTURES = 'images/search';

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

function partText(told: Told): string {
  const { name, question, method, criteria } = told.experiment;
  return [
    `## ${question}`,
    `\`node recipes/search/run.js ${name === 'defaults' ? name : name.split('-')[0]}\``,
    method,
    ...criteria.map((criterion) => `- *Criterion:* ${criterion}`),
    stateText(told, 'one thread each (two for the speeds)'),
    ...(told.section === undefined ? [] : [sectionText(told.section, PICTURES)]),
  ].join('\n\n');
}

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
  const told = [...searches, tell(defaultsOf(fullSize), from, {})];
  const file = join(docs, 'default-model.md');
  const both = ['## wgan and PyTorch', ratioText(searches)];
  fillPage(file, 'search', [...both, ...told.map(partText)].join('\n\n'));
  writePictures(told, join(docs, PICTURES));
  console.log(
    `${file}: ${told.filter(({ section }) => section !== undefined).length} of ${told.length} are finished`,
  );
}

main();
