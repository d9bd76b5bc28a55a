// docs/experiments.md, between its markers, and docs/images/experiments, from the files of finished units.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { claims } from './claims.ts';
import type { Bases, Done, Experiment, Section } from './experiment.ts';
import { fileOf } from './plots.ts';
import { chosenBases } from './rates.ts';
import { experiments } from './registry.ts';
import { readDone } from './sweep.ts';
import { tableText } from './tables.ts';

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const [begin, end] = ['<!-- experiments: begin -->', '<!-- experiments: end -->'];

/** What there is of an experiment. */
interface Told {
  readonly experiment: Experiment;
  readonly done: readonly Done[];
  /** Units of the plan, of its present part. */
  readonly planned: number;
  /** Only of what is finished. */
  readonly section: Section | undefined;
}

function tell(experiment: Experiment, from: string, bases: Bases | undefined): Told {
  const folder = join(from, experiment.name);
  const files = existsSync(folder) ? readDone(folder) : [];
  if (experiment.needsBases && bases === undefined)
    return { experiment, done: [], planned: 0, section: undefined };
  const units = experiment.plan({ size: 'full', bases: bases ?? {}, done: files });
  const done = units.flatMap(
    (unit) => files.find((one) => JSON.stringify(one.unit) === JSON.stringify(unit)) ?? [],
  );
  const isComplete = done.length > 0 && done.length === units.length;
  return {
    experiment,
    done,
    planned: units.length,
    section: isComplete ? experiment.report(done) : undefined,
  };
}

function conditionsText(done: readonly Done[]): string {
  const minutes = done.reduce((sum, { seconds }) => sum + seconds, 0) / 60;
  const machines = [...new Set(done.map(({ machine }) => machine))].join('; ');
  return `${done.length} runs, ${minutes.toFixed(0)} core-minutes, one thread each; ${machines}.`;
}

function experimentText({ experiment, done, planned, section }: Told, number: number): string {
  const { name, question, method, criteria } = experiment;
  const state =
    section !== undefined
      ? conditionsText(done)
      : done.length > 0
        ? `**Not finished**: ${done.length} of ${planned} runs so far; nothing is concluded from a part.`
        : '**Not run yet.**';
  return [
    `## ${number === 0 ? 'The common search' : number}${number === 0 ? '' : `. ${question}`}`,
    '',
    `\`node recipes/experiments/run.js ${name}\``,
    '',
    method,
    '',
    ...criteria.map((criterion) => `- *Criterion:* ${criterion}`),
    '',
    state,
    ...(section === undefined ? [] : ['', sectionText(section)]),
  ].join('\n');
}

function sectionText({ tables, pictures, findings }: Section): string {
  return [
    ...tables.map(tableText),
    ...pictures.map(({ name, alt }) => `![${alt}](images/experiments/${name}.svg)`),
    findings.map((finding) => `- ${finding}`).join('\n'),
  ].join('\n\n');
}

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

function writePictures(told: readonly Told[], folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const { section } of told) {
    for (const picture of section?.pictures ?? []) {
      writeFileSync(join(folder, `${picture.name}.svg`), fileOf(picture));
    }
  }
}

function basesOf(from: string): Bases | undefined {
  try {
    return chosenBases(readDone(join(from, 'rates')));
  } catch {
    return undefined;
  }
}

function main(): void {
  const { values } = parseArgs({ options: { from: { type: 'string' }, docs: { type: 'string' } } });
  const from = values.from ?? path('results');
  const docs = values.docs ?? path('../../docs');
  const bases = existsSync(join(from, 'rates')) ? basesOf(from) : undefined;
  const told = experiments.map((experiment) => tell(experiment, from, bases));
  const file = join(docs, 'experiments.md');
  const page = readFileSync(file, 'utf8');
  const [head, tail] = [page.split(begin)[0]!, page.split(end)[1] ?? ''];
  const body = [...told.map(experimentText), claimsText(told)].join('\n\n');
  writeFileSync(file, `${head}${begin}\n\n${body}\n\n${end}${tail}`);
  writePictures(told, join(docs, 'images/experiments'));
  console.log(
    `${file}: ${told.filter(({ section }) => section !== undefined).length} of ${told.length} experiments are finished`,
  );
}

main();
