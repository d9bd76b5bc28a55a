// What pages of results are made of: what is told of an experiment, and the part of a page that a program writes.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileOf } from '../../src/formats/chart.ts';
import { type Bases, type Done, type Experiment, isSameUnit, type Section } from './experiment.ts';
import { readDone, resultsFile } from './sweep.ts';
import { tableText } from './tables.ts';

/** What there is of an experiment. */
export interface Told {
  readonly experiment: Experiment;
  readonly done: readonly Done[];
  /** Units of the plan, of its present part. */
  readonly planned: number;
  /** Only of what is finished. */
  readonly section: Section | undefined;
}

/** Reads an experiment's finished units; those of another plan do not count.
 *  @param from   the folder with a file for each experiment
 *  @param bases  undefined where they are not known yet */
export function tell(experiment: Experiment, from: string, bases: Bases | undefined): Told {
  const finished = readDone(resultsFile(from, experiment));
  if (experiment.needsBases && bases === undefined)
    return { experiment, done: [], planned: 0, section: undefined };
  const units = experiment.plan({ size: 'full', bases: bases ?? {}, done: finished });
  const done = units.flatMap((unit) => finished.find((one) => isSameUnit(one.unit, unit)) ?? []);
  const isComplete = done.length > 0 && done.length === units.length;
  return {
    experiment,
    done,
    planned: units.length,
    section: isComplete ? experiment.report(done) : undefined,
  };
}

/** What is said of an experiment around its results. */
export interface Frame {
  readonly heading: string;
  /** That runs it. */
  readonly command: string;
  /** Threads of its runs. */
  readonly threads?: string;
  /** The folder of pictures, as the page sees it. */
  readonly pictures: string;
}

export function experimentText(told: Told, { heading, command, threads, pictures }: Frame): string {
  const { experiment, section } = told;
  return [
    `## ${heading}`,
    `\`${command}\``,
    experiment.method,
    experiment.criteria.map((criterion) => `- *Criterion:* ${criterion}`).join('\n'),
    stateText(told, threads),
    ...(section === undefined ? [] : sectionTexts(section, pictures)),
  ].join('\n\n');
}

/** How much was run and on what, or that it was not. */
function stateText({ section, done, planned }: Told, threads = 'one thread each'): string {
  if (done.length === 0) return '**Not run yet.**';
  if (section === undefined)
    return `**Not finished**: ${done.length} of ${planned} runs so far; nothing is concluded from a part.`;
  const minutes = done.reduce((sum, { seconds }) => sum + seconds, 0) / 60;
  const machines = [...new Set(done.map(({ machine }) => machine))].join('; ');
  return `${done.length} runs, ${minutes.toFixed(0)} core-minutes, ${threads}; ${machines}.`;
}

const sectionTexts = (
  { tables, pictures: drawn, findings }: Section,
  pictures: string,
): readonly string[] => [
  ...tables.map(tableText),
  ...drawn.map(({ name, alt }) => `![${alt}](${pictures}/${name}.svg)`),
  ...(findings.length === 0 ? [] : [findings.map((finding) => `- ${finding}`).join('\n')]),
];

/** The part of a page of `docs` that a program writes: between `<!-- marker: begin -->` and `<!-- marker: end -->`. */
export interface Part {
  readonly page: string;
  readonly marker: string;
}

/** Writes a part of a page; tells the page's file. */
export function writePart(docs: string, { page, marker }: Part, body: string): string {
  const file = join(docs, page);
  const [begin, end] = [`<!-- ${marker}: begin -->`, `<!-- ${marker}: end -->`];
  const before = readFileSync(file, 'utf8');
  const [head, tail] = [before.split(begin)[0]!, before.split(end)[1] ?? ''];
  writeFileSync(file, `${head}${begin}\n\n${body}\n\n${end}${tail}`);
  return file;
}

/** Writes what is told of experiments, and its pictures; says how many experiments are finished. */
export function writePage(
  docs: string,
  { pictures, ...part }: Part & { readonly pictures: string },
  body: string,
  told: readonly Told[],
): void {
  const [file, folder] = [writePart(docs, part, body), join(docs, pictures)];
  const sections = told.flatMap(({ section }) => section ?? []);
  mkdirSync(folder, { recursive: true });
  for (const picture of sections.flatMap((section) => section.pictures))
    writeFileSync(join(folder, `${picture.name}.svg`), fileOf(picture));
  console.log(`${file}: ${sections.length} of ${told.length} experiments are finished`);
}
