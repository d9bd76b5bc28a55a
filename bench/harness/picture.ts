// The picture of growth: milliseconds per iteration over batch and over width, both axes logarithmic, as SVG.

import type { GrowthPoint } from './growth.ts';

/** Colour-blind safe (Okabe and Ito), legible on white and on black. */
const colours: Readonly<Record<string, string>> = {
  wgan: '#0072B2',
  jax: '#E69F00',
  torch: '#D55E00',
  'torch-compile': '#CC79A7',
};
const names: Readonly<Record<string, string>> = {
  wgan: 'wgan',
  jax: 'JAX',
  torch: 'PyTorch eager',
  'torch-compile': 'PyTorch compiled',
};

interface Panel {
  readonly title: string;
  readonly left: number;
  readonly sizes: readonly number[];
  readonly at: (line: Line, size: number) => number | undefined;
}

const [WIDTH, HEIGHT, TOP, PANEL_WIDTH, PANEL_HEIGHT] = [950, 340, 40, 290, 250];

/** A line: one engine on so many threads. */
interface Line {
  readonly engine: string;
  readonly threads: number;
}

/** Fastest valid median of a line at a point. */
function fastest({ rows }: GrowthPoint, { engine, threads }: Line): number | undefined {
  const medians = rows
    .filter((row) => row.engine === engine && row.threads === threads && row.void === undefined)
    .map((row) => row.time!.median);
  return medians.length > 0 ? Math.min(...medians) : undefined;
}

const ascending = (sizes: readonly number[]) => [...new Set(sizes)].sort((a, b) => a - b);

/** The two panels' lines: every size at which the other size is the model's own. */
function panelsOf(points: readonly GrowthPoint[]): Panel[] {
  const panel = (title: string, left: number, along: 'batch' | 'width', fixed: number): Panel => {
    const other = along === 'batch' ? 'width' : 'batch';
    const sized = points.filter((point) => point[other] === fixed);
    return {
      title,
      left,
      sizes: ascending(sized.map((point) => point[along])),
      at: (line, size) => {
        const point = sized.find((candidate) => candidate[along] === size);
        return point && fastest(point, line);
      },
    };
  };
  return [
    panel('over the batch, hidden width 512', 60, 'batch', 512),
    panel('over the hidden width, batch 64', 510, 'width', 64),
  ];
}

/** The picture as the text of an SVG file. */
export function growthPicture(points: readonly GrowthPoint[]): string {
  const panels = panelsOf(points);
  const counts = ascending(points.flatMap(({ rows }) => rows.map(({ threads }) => threads)));
  const drawn = Object.keys(colours).flatMap((engine) => counts.map((threads) => ({ engine, threads })));
  const values = panels.flatMap(({ sizes, at }) =>
    sizes.flatMap((size) => drawn.flatMap((line) => at(line, size) ?? [])),
  );
  const [low, high] = [Math.log10(Math.min(...values)), Math.log10(Math.max(...values))];
  const y = (ms: number) => TOP + PANEL_HEIGHT * (1 - (Math.log10(ms) - low) / (high - low || 1));
  const ticks = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].filter(
    (ms) => Math.log10(ms) >= low - 0.01 && Math.log10(ms) <= high + 0.01,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="12">
<title>Milliseconds per iteration of each engine over the batch and over the hidden width, both axes logarithmic</title>
<rect width="${WIDTH}" height="${HEIGHT}" fill="white"/>
${panels.map((panel) => panelSvg(panel, drawn, y, ticks)).join('\n')}
<text x="${WIDTH / 2}" y="${HEIGHT - 8}" text-anchor="middle" fill="#555">${threadsText(counts)}</text>
</svg>\n`;
}

const threadsText = (counts: readonly number[]) =>
  counts.length === 1
    ? `threads: ${counts}`
    : `solid: ${counts.at(-1)} threads; dashed: ${counts.slice(0, -1)}`;

function panelSvg(
  panel: Panel,
  drawn: readonly Line[],
  y: (ms: number) => number,
  ticks: readonly number[],
): string {
  const { title, left, sizes } = panel;
  const [first, last] = [Math.log2(sizes[0] ?? 1), Math.log2(sizes.at(-1) ?? 2)];
  const x = (size: number) => left + (PANEL_WIDTH * (Math.log2(size) - first)) / (last - first || 1);
  const bottom = TOP + PANEL_HEIGHT;
  const grid = ticks.map(
    (ms) =>
      `<path d="M${left} ${y(ms)}h${PANEL_WIDTH}" stroke="#ddd"/><text x="${left - 8}" y="${y(ms) + 4}" text-anchor="end" fill="#555">${ms}</text>`,
  );
  const labels = sizes.map(
    (size) => `<text x="${x(size)}" y="${bottom + 20}" text-anchor="middle" fill="#555">${size}</text>`,
  );
  return [
    `<text x="${left}" y="20" font-weight="600">ms per iteration ${title}</text>`,
    ...grid,
    ...labels,
    ...linesSvg(panel, drawn, x, y),
  ].join('\n');
}

/** The lines; an engine's name stands at the end of its solid one, moved apart where lines end close together. */
function linesSvg(
  { sizes, at }: Panel,
  drawn: readonly Line[],
  x: (size: number) => number,
  y: (ms: number) => number,
): string[] {
  const most = Math.max(...drawn.map(({ threads }) => threads));
  const ends: { engine: string; top: number }[] = [];
  const lines = drawn.flatMap((line) => {
    const points = sizes.flatMap((size) => {
      const ms = at(line, size);
      return ms === undefined ? [] : [[x(size), y(ms)] as const];
    });
    if (points.length === 0) return [];
    const isSolid = line.threads === most;
    if (isSolid) ends.push({ engine: line.engine, top: points.at(-1)![1] });
    const path = points.map(([px, py]) => `${px.toFixed(1)},${py.toFixed(1)}`).join(' ');
    return [
      `<polyline points="${path}" fill="none" stroke="${colours[line.engine]}" stroke-width="2"${isSolid ? '' : ' stroke-dasharray="5 4"'}/>`,
    ];
  });
  ends.sort((a, b) => a.top - b.top);
  ends.forEach((end, index) => {
    if (index > 0) end.top = Math.max(end.top, ends[index - 1]!.top + 15);
  });
  const titles = ends.map(
    ({ engine, top }) =>
      `<text x="${x(sizes.at(-1) ?? 1) + 6}" y="${top + 4}" fill="${colours[engine]}">${names[engine]}</text>`,
  );
  return [...lines, ...titles];
}
