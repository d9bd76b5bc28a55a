// The picture of growth: milliseconds per iteration over batch and over width, both axes logarithmic, as SVG.

import { drawPanels, fileOf, type Panel, type Series } from '../../src/formats/chart.ts';
import type { GrowthPoint } from './growth.ts';

/** Engines with their names and colours, in the order of drawing. */
const engines: Readonly<Record<string, { readonly name: string; readonly colour: number }>> = {
  wgan: { name: 'wgan', colour: 0 },
  jax: { name: 'JAX', colour: 4 },
  torch: { name: 'PyTorch eager', colour: 1 },
  'torch-compile': { name: 'PyTorch compiled', colour: 3 },
};

/** What a panel runs along, and the other size, which is the model's own. */
const panels = [
  { along: 'batch', other: 'width', fixed: 512, title: 'over the batch, hidden width 512' },
  { along: 'width', other: 'batch', fixed: 64, title: 'over the hidden width, batch 64' },
] as const;

const ascending = (sizes: readonly number[]) => [...new Set(sizes)].sort((a, b) => a - b);

/** Fastest valid median of an engine on so many threads. */
function fastest({ rows }: GrowthPoint, engine: string, threads: number): number | undefined {
  const medians = rows
    .filter((row) => row.engine === engine && row.threads === threads && row.void === undefined)
    .map((row) => row.time!.median);
  return medians.length > 0 ? Math.min(...medians) : undefined;
}

/** A line for each engine and number of threads; an engine's name stands at the one of most threads, which is solid. */
function seriesOf(
  sized: readonly GrowthPoint[],
  along: 'batch' | 'width',
  counts: readonly number[],
): Series[] {
  return Object.entries(engines).flatMap(([engine, { name, colour }]) =>
    counts.map((threads) => {
      const isSolid = threads === counts.at(-1);
      const points = sized.flatMap((point) => {
        const y = fastest(point, engine, threads);
        return y === undefined ? [] : [{ x: point[along], y }];
      });
      return { name: isSolid ? name : '', colour, isDashed: !isSolid, points };
    }),
  );
}

/** The picture as the text of an SVG file. */
export function growthPicture(points: readonly GrowthPoint[]): string {
  const counts = ascending(points.flatMap(({ rows }) => rows.map(({ threads }) => threads)));
  const drawn = panels.map(({ along, other, fixed, title }) => {
    const sized = points.filter((point) => point[other] === fixed).toSorted((a, b) => a[along] - b[along]);
    return {
      along,
      title,
      sizes: sized.map((point) => point[along]),
      series: seriesOf(sized, along, counts),
    };
  });
  const all = drawn.flatMap(({ series }) => series.flatMap((one) => one.points.map(({ y }) => y)));
  const range = [Math.min(...all), Math.max(...all)] as const;
  const svg = drawPanels(
    drawn.map(
      ({ along, title, sizes, series }): Panel => ({
        title,
        x: { label: `${along} (${threadsText(counts)})`, isLog: true, ticks: sizes },
        y: { label: 'ms per iteration', isLog: true, range },
        series,
      }),
    ),
  );
  const alt =
    'Milliseconds per iteration of each engine over the batch and over the hidden width, both axes logarithmic';
  return fileOf({ name: 'performance-growth', alt, svg });
}

const threadsText = (counts: readonly number[]) =>
  counts.length === 1
    ? `threads: ${counts}`
    : `solid: ${counts.at(-1)} threads; dashed: ${counts.slice(0, -1)}`;
