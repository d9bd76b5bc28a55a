// What pages of results are made of: what is told of an experiment, and the part of a page that a program writes.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bases, Done, Experiment, Section } from './experiment.ts';
import { fileOf } from './plots.ts';
import { readDone } from './sweep.ts';
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

/** Reads the files of an experiment's units; those of another plan do not count.
 *  @param from   the folder with a folder for each experiment
 *  @param bases  undefined where they are not known yet */
export function tell(experiment: Experiment, from: string, bases: Bases | undefined): Told {
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

/** How much was run and on what, or that it was not. */
export function stateText({ section, done, planned }: Told, threads = 'one thread each'): string {
  if (done.length === 0) return '**Not run yet.**';
  if (section === undefined)
    return `**Not finished**: ${done.length} of ${planned} runs so far; nothing is concluded from a part.`;
  const minutes = done.reduce((sum, { seconds }) => sum + seconds, 0) / 60;
  const machines = [...new Set(done.map(({ machine }) => machine))].join('; ');
  return `${done.length} runs, ${minutes.toFixed(0)} core-minutes, ${threads}; ${machines}.`;
}

/** @param pictures  the folder of pictures, as the page sees it */
export function sectionText({ tables, pictures: drawn, findings }: Section, pictures: string): string {
  return [
    ...tables.map(tableText),
    ...drawn.map(({ name, alt }) => `![${alt}](${pictures}/${name}.svg)`),
    findings.map((finding) => `- ${finding}`).join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

export function writePictures(told: readonly Told[], folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const { section } of told) {
    for (const picture of section?.pictures ?? []) {
      writeFileSync(join(folder, `${picture.name}.svg`), fileOf(picture));
    }
  }
}

/** Writes what stands between `<!-- name: begin -->` and `<!-- name: end -->`. */
export function fillPage(file: string, name: string, body: string): void {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const page = readFileSync(file, 'utf8');
  const [head, tail] = [page.split(begin)[0]!, page.split(end)[1] ?? ''];
  writeFileSync(file, `${head}${begin}\n\n${body}\n\n${end}${tail}`);
}
