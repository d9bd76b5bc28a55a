// docs/experiments.md, between its markers, and docs/images/experiments, from the files of results.

import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { claims } from './claims.ts';
import type { Bases } from './experiment.ts';
import { experimentText, type Told, tell, writePage } from './page.ts';
import { chosenBases, rateSearch } from './rates.ts';
import { experiments } from './registry.ts';
import { readDone, resultsFile } from './sweep.ts';
import { tableText } from './tables.ts';

const PICTURES = 'images/experiments';

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

const textOf = (told: Told, number: number) =>
  experimentText(told, {
    heading: number === 0 ? 'The common search' : `${number}. ${told.experiment.question}`,
    command: `node recipes/experiments/run.js ${told.experiment.name}`,
    pictures: PICTURES,
  });

function claimsText(told: readonly Told[]): string {
  const rows = claims.map(({ number, text, experiment, instead }) => {
    const section = told.find((one) => one.experiment.name === experiment)?.section;
    const found = section?.verdicts.find(({ claim }) => claim === number);
    const verdict = found === undefined ? (instead ?? 'not run yet') : `**${found.verdict}**`;
    return [String(number), text, experiment ?? '', verdict, found?.because ?? ''];
  });
  const caption = 'Verdicts follow from the criteria alone, by the program that wrote this page.';
  return `## The tutorial’s claims\n\n${tableText({ caption, head: ['', 'claim', 'experiment', 'verdict', 'because'], rows }).replace('---:|---:|---:|---:', '---|---|---|---')}`;
}

function basesOf(from: string): Bases | undefined {
  try {
    return chosenBases(readDone(resultsFile(from, rateSearch)));
  } catch {
    return undefined;
  }
}

function main(): void {
  const { values } = parseArgs({ options: { from: { type: 'string' }, docs: { type: 'string' } } });
  const from = values.from ?? path('results');
  const docs = values.docs ?? path('../../docs');
  const bases = basesOf(from);
  const told = experiments.map((experiment) => tell(experiment, from, bases));
  const body = [...told.map(textOf), claimsText(told)].join('\n\n');
  writePage(docs, { page: 'experiments.md', marker: 'experiments', pictures: PICTURES }, body, told);
}

main();
