// The part of docs/metrics.md about sabotage, from the lines of finished measurements.

import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { drawPanels, fileOf, type Panel } from '../../src/formats/chart.ts';
import type { Explanation, Measure } from '../../src/metrics/measures/measure.ts';
import { measures } from '../../src/metrics/measures/registry.ts';
import { writePart } from '../experiments/page.ts';
import { tableText } from '../experiments/tables.ts';
import { keyOf, type Result, readResults } from './results.ts';
import { sabotages } from './sabotages.ts';

const results = readResults();
const byKey = new Map(results.map((result) => [keyOf(result), result]));
const draws = [...new Set(results.map(({ draw }) => draw))].toSorted();
const datasets = [...new Set(results.map(({ dataset }) => dataset))];
const told = measures.all.filter(({ name }) => results.some(({ values }) => name in values));

const numberIn = (name: string, own: Omit<Result, 'values'>): number => {
  const value = byKey.get(keyOf(own))?.values[name];
  if (value === undefined) throw new Error(`sabotage: must be measured: ${Object.values(own).join(' ')}`);
  return value;
};

/** How much worse a value is than the clean one of its draw. */
const worsening = ({ better }: Explanation, value: number, clean: number) =>
  better === 'real' ? Math.abs(value - clean) : better === 'lower' ? value - clean : clean - value;

/** Worsenings by strength, of each draw; strength 0 is first. */
function coursesOf(
  { name, explanation }: Measure,
  dataset: string,
  sabotage: string,
  strengths: readonly number[],
) {
  return draws.map((draw) => {
    const clean = numberIn(name, { dataset, sabotage: 'clean', strength: 0, draw });
    return [
      0,
      ...strengths.map((strength) =>
        worsening(explanation, numberIn(name, { dataset, sabotage, strength, draw }), clean),
      ),
    ];
  });
}

const meansOf = (courses: readonly (readonly number[])[]) =>
  courses[0]!.map((_, at) => courses.reduce((sum, course) => sum + course[at]!, 0) / courses.length);

/** What a measure says of a sabotage. */
function verdict(courses: readonly (readonly number[])[]): string {
  const means = meansOf(courses);
  const ends = courses.map((course) => course.at(-1)!);
  if (ends.every((end) => end < 0)) return '**better**';
  if (!ends.every((end) => end > 0)) return 'blind';
  const worse = means.slice(1).filter((mean, at) => mean > means[at]!).length;
  return worse === means.length - 1 ? 'monotone' : `${worse} of ${means.length - 1}`;
}

const table = (dataset: string) => ({
  caption: `Of ${dataset}:`,
  head: ['', ...sabotages.map(({ name }) => name)],
  rows: told.map((measure) => [
    measure.explanation.label,
    ...sabotages.map(({ name, strengths }) => verdict(coursesOf(measure, dataset, name, strengths))),
  ]),
});

/** Means of both data sets' courses, each in shares of the most that any sabotage worsens the measure. */
function panelOf({ name, strengths, unit }: (typeof sabotages)[number]): Panel {
  const shares = (measure: Measure) => {
    const all = datasets.map((dataset) => {
      const most = Math.max(
        ...sabotages.flatMap((one) => meansOf(coursesOf(measure, dataset, one.name, one.strengths))),
      );
      return meansOf(coursesOf(measure, dataset, name, strengths)).map((mean) => mean / most);
    });
    return meansOf(all);
  };
  return {
    title: name,
    x: { label: `strength: ${unit.split(';')[0]!}`, ticks: [0, 1, 2, 3, 4, 5], range: [0, 5] },
    y: { label: 'worse, of the most', range: [-0.3, 1] },
    series: told.map((measure, colour) => ({
      name: measure.explanation.label,
      colour,
      isDashed: colour >= 7,
      points: shares(measure).map((y, x) => ({ x, y: Math.max(-0.3, y) })),
    })),
  };
}

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const picture = {
  name: 'sabotage',
  alt: 'measures of images under five sabotages',
  svg: drawPanels(sabotages.map(panelOf)),
};
mkdirSync(path('../../docs/images'), { recursive: true });
writeFileSync(path('../../docs/images/sabotage.svg'), fileOf(picture));
const strengthsText = sabotages
  .map(({ name, strengths, unit }) => `${name} ${strengths.join(', ')} (${unit})`)
  .join('; ');
const body = [
  `Strengths: ${strengthsText}. *monotone*: worse with every step; *k of 5*: worse at the end, in k of its five steps; *blind*: at the greatest strength not worse in every draw; *better*: better there in every draw. Means of ${draws.length} draws.`,
  ...datasets.map((dataset) => tableText(table(dataset))),
  `![${picture.alt}](images/sabotage.svg)`,
].join('\n\n');
console.log(writePart(path('../../docs'), { page: 'metrics.md', marker: 'sabotage' }, body));
