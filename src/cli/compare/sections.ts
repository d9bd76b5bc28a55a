// The parts of a comparison's page.

import { type Html, html, nothing } from '../../formats/html.ts';
import { qualityOf } from '../../metrics/reports.ts';
import type { Spread } from '../../metrics/summary.ts';
import {
  type ComparedRun,
  comparedOptions,
  configOf,
  type Picture,
  type RunGroup,
} from '../../run/comparison.ts';
import type { LoggedNumbers } from '../../run/list.ts';
import type { Config } from '../../train/config.ts';
import { type ConfigOption, valueAt } from '../../train/config-options.ts';
import { flagName, formatValue } from '../../train/flag-words.ts';
import { say, translate } from '../language/say.ts';
import { commandText, listed, placeText } from '../run-texts.ts';
import { formatCount, formatPlural } from '../terminal/format.ts';
import { type Chart, type Curve, chartFigure } from './chart.ts';
import { bestGroup, type MetricRow, metricRows, styleCount } from './groups.ts';

/** Everything that a page is made of. */
export interface PageContent {
  readonly groups: readonly RunGroup[];
  readonly names: readonly string[];
  readonly differing: readonly ConfigOption[];
}

/** The mark of a group: its colour and dash, as in the curves. */
const mark = (group: number): Html =>
  html`<svg class="mark" viewBox="0 0 28 10" aria-hidden="true"><path class="line g${group % styleCount}" d="M1 5H27"/></svg>`;

const nameOf = (group: number, names: readonly string[]): Html =>
  html`<span class="name">${mark(group)}${names[group]!}</span>`;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** Last samples side by side, real ones first. */
export function samplesSection({ groups, names }: PageContent): Html {
  const real = groups
    .flatMap(({ runs }) => runs)
    .find((run) => run.real !== undefined && run.points === undefined);
  const first =
    real?.real === undefined
      ? nothing
      : html`<figure class="samples"><figcaption><span class="name">${say`real`}</span><small>${real.run.dataset.name}</small></figcaption>${pictureOf(real.real, say`real samples`)}</figure>`;
  const figures = groups.map(({ runs }, group) => {
    const [shown, ...others] = runs.filter((run) => run.samples !== undefined || run.points !== undefined);
    if (shown === undefined) return nothing;
    const more =
      others.length === 0
        ? nothing
        : html`<details><summary>${formatPlural(others.length, 'other seed')}</summary>${others.map(samplesOf)}</details>`;
    return html`<figure class="samples"><figcaption>${nameOf(group, names)}<small>${seedText(shown)}</small></figcaption>${samplesOf(shown)}${more}</figure>`;
  });
  return html`<section><h2>${say`Samples`}</h2><p>${say`From the same kind of noise, after the last iteration. The first seed of each is shown; open the others to see whether it was luck.`}</p><div class="pictures">${first}${figures}</div></section>`;
}

const seedText = ({ run, summary }: ComparedRun) =>
  say`seed ${run.config.training.seed}, iteration ${formatCount(summary.iteration)}`;

function samplesOf(run: ComparedRun): Html {
  if (run.points !== undefined) return scatter(run.points);
  return run.samples === undefined ? nothing : pictureOf(run.samples, say`samples, ${seedText(run)}`);
}

/** Half as wide as the file, whose pixels are doubled: one pixel of a sample is one of the page. */
const pictureOf = ({ png, width }: Picture, alt: string): Html =>
  html`<img alt="${alt}" width="${Math.round(width / 2)}" src="data:image/png;base64,${base64(png)}">`;

/** Points: real ones and samples, in the range of the real ones. */
function scatter({ fake, real }: NonNullable<ComparedRun['points']>): Html {
  const reach = 1.25 * Math.max(...Array.from(real.data, Math.abs));
  const SIZE = 300;
  const at = (value: number) => ((value / reach + 1) * SIZE) / 2;
  const path = ({ data }: { readonly data: Float32Array }) =>
    Array.from(
      { length: data.length / 2 },
      (_, row) => [at(data[2 * row]!), SIZE - at(data[2 * row + 1]!)] as const,
    )
      .filter(([x, y]) => x >= 0 && x <= SIZE && y >= 0 && y <= SIZE)
      .map(([x, y]) => `M${x.toFixed(1)} ${y.toFixed(1)}h0`)
      .join('');
  return html`<svg class="points" viewBox="0 0 ${SIZE} ${SIZE}" role="img" aria-label="${say`real points and samples`}"><path class="real" d="${path(real)}"/><path class="fake" d="${path(fake)}"/></svg><p class="legend"><span class="real-dot">●</span> ${say`real`} <span class="fake-dot">●</span> ${say`samples`}</p>`;
}

/** Mean and spread of every number. */
export function metricsSection({ groups, names }: PageContent): Html {
  const rows = metricRows(groups);
  const heads = names.map(
    (_, group) =>
      html`<th scope="col">${nameOf(group, names)}<small>${seedCount(groups[group]!)}${samplesCount(groups[group]!)}</small></th>`,
  );
  const hasReal = rows.some(({ real }) => real !== undefined);
  const body = rows.map((row) => {
    const best = bestGroup(row);
    const cells = row.spreads.map((spread, group) => cell(spread, row, group === best));
    const real = hasReal ? html`<td>${row.real === undefined ? '' : row.format(row.real)}</td>` : nothing;
    return html`<tr><th scope="row"><details><summary>${translate(row.label)}${arrow(row)}</summary><p>${translate(row.text)}</p></details></th>${cells}${real}</tr>`;
  });
  return html`<section><h2>${say`Numbers`}</h2><p>${say`Mean ± standard deviation over the seeds; the range below it. Open a name to read what it means.`} <b>${say`Bold`}</b>${say`: the best mean, which with few seeds may be chance.`}</p><div class="wide"><table><thead><tr><td></td>${heads}${hasReal ? html`<th scope="col">${say`real test data`}</th>` : nothing}</tr></thead><tbody>${body}</tbody></table></div>${notes(groups)}</section>`;
}

const seedCount = ({ runs }: RunGroup) => formatPlural(runs.length, 'run');

/** How many samples the numbers of each run are of. */
function samplesCount({ runs }: RunGroup): string {
  const counts = [...new Set(runs.flatMap(({ report }) => report?.counts.samples ?? []))];
  return counts.length === 0
    ? ''
    : say`, numbers of ${counts.map((count) => formatPlural(count, 'sample')).join(' / ')}`;
}

const arrow = ({ better }: MetricRow): Html =>
  better === 'real'
    ? nothing
    : html` <span class="better">${better === 'lower' ? say`↓ lower is better` : say`↑ higher is better`}</span>`;

function cell(spread: Spread | undefined, { format }: MetricRow, isBest: boolean): Html {
  if (spread === undefined) return html`<td class="none">${say`not measured`}</td>`;
  const { mean, deviation, minimum, maximum, count } = spread;
  const value = isBest ? html`<b>${format(mean)}</b>` : html`${format(mean)}`;
  if (count === 1) return html`<td>${value}</td>`;
  return html`<td>${value} <span class="spread">± ${format(deviation)}</span><small>${say`${format(minimum)} to ${format(maximum)}`}</small></td>`;
}

/** What is to be known of the reports, once each. */
function notes(groups: readonly RunGroup[]): Html {
  const all = groups.flatMap(({ runs }) => runs.flatMap(({ report }) => report?.notes ?? []));
  const unique = [...new Set(all)].map((note) => html`<li>${translate(note)}</li>`);
  return unique.length === 0 ? nothing : html`<ul class="notes">${unique}</ul>`;
}

type Logged = Exclude<keyof LoggedNumbers, 'iteration'>;

const logged: readonly (readonly [key: Logged, title: string, meaning: string])[] = [
  [
    'wasserstein',
    'Wasserstein estimate',
    'Mean critic score of real minus generated: rises as the critic learns, falls as samples improve. It is known only up to the critic’s slope, so compare its course, not its height, between settings.',
  ],
  [
    'wassersteinHoldout',
    'Estimate, held out',
    'The same on samples kept out of training: where it leaves the other, the critic has learnt its samples by heart.',
  ],
  [
    'criticLoss',
    'Critic loss',
    'What the critic minimises, with its penalty. Losses of different objectives have different meanings.',
  ],
  ['criticLossHoldout', 'Critic loss, held out', 'The same on samples kept out of training.'],
  [
    'generatorLoss',
    'Generator loss',
    'What the generator minimises. Its height says little: it is measured by a critic that moves.',
  ],
  [
    'gradientNorm',
    'Gradient norm',
    'Mean slope of the critic between real and generated samples; the penalty holds it near 1.',
  ],
  ['penalty', 'Penalty', 'How far the slopes are from what the penalty asks for, unweighted.'],
];

/** The curves of what was logged, and of the quality where it was measured along the way. */
export function curvesSection({ groups }: PageContent): Html {
  const curvesOf = (pointsOf: (run: ComparedRun) => Curve['points']): readonly Curve[] =>
    groups.flatMap(({ runs }, group) =>
      runs.map((run) => ({
        group: group % styleCount,
        title: say`${run.folder}, seed ${run.run.config.training.seed}`,
        points: pointsOf(run).filter(([, y]) => Number.isFinite(y)),
      })),
    );
  const quality: Chart = {
    key: 'distance',
    title: say`Distance, measured`,
    meaning: say`Of the generator’s samples from real data, as the table’s first rows; lower is better.`,
    curves: curvesOf(({ evaluations }) =>
      evaluations.flatMap(({ iteration, report }) => {
        const found = qualityOf(report);
        return found === undefined ? [] : [[iteration, found.value] as const];
      }),
    ),
    isExact: true,
  };
  const charts = logged.map(
    ([key, title, meaning]): Chart => ({
      key,
      title: translate(title),
      meaning: translate(meaning),
      curves: curvesOf(({ lines }) =>
        lines.flatMap((line) => {
          const value = line[key];
          return typeof value === 'number' ? [[line.iteration, value] as const] : [];
        }),
      ),
    }),
  );
  const hasCourse = quality.curves.some(({ points }) => points.length > 1);
  return html`<section><h2>${say`Curves`}</h2><p>${say`Every line is a run; lines of a colour differ in the seed only. Smoothed, the logged values faint behind; the axis leaves out the wildest hundredth.`}</p><div class="charts">${hasCourse ? chartFigure(quality) : nothing}${charts.map(chartFigure)}</div></section>`;
}

/** What differs between the groups, and what they share. */
export function settingsSection({ groups, names, differing }: PageContent): Html {
  const configs = groups.map(configOf);
  const heads = names.map((_, group) => html`<th scope="col">${nameOf(group, names)}</th>`);
  const valueText = (config: Config, { path }: ConfigOption) => {
    const value = valueAt(config, path);
    return value === undefined ? '–' : formatValue(value);
  };
  const rowOf = (option: ConfigOption) =>
    html`<tr><th scope="row">${flagName(option.key)}</th>${configs.map((config) => html`<td>${valueText(config, option)}</td>`)}</tr>`;
  const shared = comparedOptions(configs).filter(({ key }) => differing.every((other) => other.key !== key));
  const sharedRows = shared.map(
    (option) =>
      html`<tr><th scope="row">${flagName(option.key)}</th><td>${valueText(configs[0]!, option)}</td></tr>`,
  );
  const table =
    differing.length === 0
      ? html`<p>${say`The runs differ in nothing but the seed.`}</p>`
      : html`<div class="wide"><table><thead><tr><td></td>${heads}</tr></thead><tbody>${differing.map(rowOf)}</tbody></table></div>`;
  return html`<section><h2>${say`Settings`}</h2>${table}<details><summary>${say`${formatCount(shared.length)} settings that all share`}</summary><div class="wide"><table><tbody>${sharedRows}</tbody></table></div></details></section>`;
}

/** The runs themselves. */
export function runsSection({ groups, names }: PageContent): Html {
  const rows = groups.flatMap(({ runs }, group) =>
    runs.map(
      ({ folder, run, summary }) =>
        html`<tr><th scope="row">${nameOf(group, names)}</th><td>${folder}</td><td>${run.config.training.seed}</td><td>${listed([translate(summary.state), placeText(summary)])}</td><td>${listed([run.machine.cpu, formatPlural(run.config.run.threads ?? 1, 'thread')])}</td><td><code>${commandText(run.config)}</code></td></tr>`,
    ),
  );
  return html`<section><h2>${say`Runs`}</h2><div class="wide"><table class="runs"><thead><tr><td></td><th scope="col">${say`folder`}</th><th scope="col">${say`seed`}</th><th scope="col">${say`state`}</th><th scope="col">${say`machine`}</th><th scope="col">${say`to repeat it`}</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}
