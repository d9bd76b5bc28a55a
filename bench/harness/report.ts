// node bench/report.js <result.json>...: the tables of docs/performance.md, between its markers, and its picture.

import { readFile, writeFile } from 'node:fs/promises';
import { works as allWorks, isConvolutional } from '../works.ts';
import { engines } from './engines.ts';
import { growthPicture } from './picture.ts';
import type { Result, WorkResult } from './results.ts';
import type { Row } from './rounds.ts';
import { median, timesAsLong } from './statistics.ts';
import { bytesAbove, ms, times } from './table.ts';

const docs = new URL('../../../../docs/', import.meta.url);
const [begin, end] = ['<!-- bench: begin -->', '<!-- bench: end -->'];

const markdownTable = (rows: readonly (readonly string[])[]) => {
  const [header, ...lines] = rows.map((row) => `| ${row.join(' | ')} |`);
  const rule = `|${rows[0]!.map((_, column) => (column === 0 ? '---' : '---:')).join('|')}|`;
  return [header, rule, ...lines].join('\n');
};

/** The fastest valid row of each engine. */
function fastestRows(rows: readonly Row[]): Row[] {
  return engines.flatMap(({ name }) => {
    const valid = rows.filter(
      (row) => row.engine === name && row.void === undefined && row.time !== undefined,
    );
    return valid.sort((a, b) => a.time!.median - b.time!.median).slice(0, 1);
  });
}

function timesTable({ rows }: WorkResult): string {
  const fastest = fastestRows(rows);
  const ours = fastest.find(({ engine }) => engine === 'wgan')?.time;
  const lines = fastest.map(({ engine, name, time }) => [
    `${engines.find((known) => known.name === engine)!.description} (\`${name}\`)`,
    ms(time!.median),
    ms(time!.min),
    ours ? times(timesAsLong(ours, time!)) : '',
  ]);
  return markdownTable([['', 'median, ms', 'min, ms', 'ours ÷ it'], ...lines]);
}

function startsTable({ starts = [] }: WorkResult): string {
  const valid = starts.filter((row) => row.void === undefined);
  const ours = valid.find(({ engine }) => engine === 'wgan');
  const lines = valid.map(({ name, firstSeconds, wholeSeconds, peakBytes }) => [
    `\`${name}\``,
    median(firstSeconds).toFixed(2),
    ours ? times(median(ours.firstSeconds) / median(firstSeconds)) : '',
    median(wholeSeconds).toFixed(2),
    (peakBytes / 1e6).toFixed(0),
  ]);
  return markdownTable([
    ['', 'to the first iteration, s', 'ours ÷ it', 'whole process, s', 'peak, MB'],
    ...lines,
  ]);
}

/** What no better update could undercut, and ours, as shares of the peers' times. */
function boundsTable(works: readonly WorkResult[]): string {
  const lines = works.flatMap(({ id, kind, rows }) => {
    const all = new Map(fastestRows(rows).map(({ engine, time }) => [engine, time!]));
    const share = (engine: string, peer: string) => {
      const [one, other] = [all.get(engine), all.get(peer)];
      return one && other ? times(timesAsLong(one, other)) : '';
    };
    const isKnown = kind === 'training' && all.has('floor') && all.has('one-pass');
    const shares = ['jax', 'torch'].flatMap((peer) =>
      ['floor', 'one-pass', 'wgan'].map((engine) => share(engine, peer)),
    );
    return isKnown ? [[String(id), ...shares]] : [];
  });
  if (lines.length === 0) return '';
  const columns = (peer: string) => [
    `products alone ÷ ${peer}`,
    'with updates of one pass',
    `ours ÷ ${peer}`,
  ];
  return ['**Bounds**', markdownTable([['work', ...columns('JAX'), ...columns('PyTorch')], ...lines])].join(
    '\n\n',
  );
}

const convolving = new Set(allWorks.filter(isConvolutional).map(({ id }) => id));

/** What was asked of works that convolve: our time as a share of PyTorch's, and of JAX's best. */
const asked: Readonly<Record<number, { readonly torch: number; readonly jax: number }>> = {
  10: { torch: 0.8, jax: 0.4 },
  11: { torch: 0.9, jax: 0.5 },
  12: { torch: 1, jax: 0.85 },
  13: { torch: 1, jax: 0.85 },
};

/** A share beside its bound: `0.75× ≤ 0.80×` where it is met, else `0.83× > 0.80×`. */
const beside = (share: number | undefined, bound: number): string =>
  share === undefined ? '' : `${times(share)} ${share <= bound ? '≤' : '>'} ${times(bound)}`;

/** Ours beside the peers' best, and beside the floor, for works that convolve; memory above what imports take. */
function convolutionsTable(works: readonly WorkResult[]): string {
  const lines = works
    .filter(({ id, rows }) => convolving.has(id) && rows.length > 0)
    .map(({ id, threads, rows, starts = [] }) => {
      const fastest = fastestRows(rows);
      const best = (engines: readonly string[]) =>
        fastest
          .filter(({ engine }) => engines.includes(engine))
          .toSorted((a, b) => a.time!.median - b.time!.median)[0]?.time;
      const ours = best(['wgan']);
      const share = (...engines: string[]) => {
        const other = best(engines);
        return ours && other ? timesAsLong(ours, other) : undefined;
      };
      const told = (...engines: string[]) => {
        const found = share(...engines);
        return found === undefined ? '' : times(found);
      };
      const { torch, jax } = asked[id]!;
      const least = (engine: string) => {
        const found = starts.filter((row) => row.engine === engine && row.void === undefined);
        return found.length === 0 ? '' : (Math.min(...found.map(bytesAbove)) / 1e6).toFixed(0);
      };
      return [
        ...[String(id), String(threads ?? ''), ours ? ms(ours.median) : ''],
        ...[beside(share('torch'), torch), told('jax'), beside(share('jax', 'jax-patches'), jax)],
        told('floor'),
        ...[least('wgan'), least('torch')],
      ];
    });
  if (lines.length === 0) return '';
  const header = [
    ...['work', 'threads', 'wgan, ms'],
    ...['÷ PyTorch, asked', '÷ JAX as written', "÷ JAX's best, asked", '÷ products and convolutions alone'],
    ...['memory, MB', "PyTorch's"],
  ];
  return ['**Convolutions**', markdownTable([header, ...lines])].join('\n\n');
}

/** The commands of a result, each once. */
function commandsOf({ works, arguments: given }: Result): string {
  const all = works.length > 0 ? works.map((work) => work.arguments ?? given) : [given];
  const commands = [...new Set(all.map((words) => `\`npm run bench -- ${words.join(' ')}\``))];
  return commands.join(', ');
}

const headingOf = ({ id, title, threads }: WorkResult, isTold: boolean) =>
  `**${id}. ${title}**${isTold ? `, ${threads} ${threads === 1 ? 'thread' : 'threads'}` : ''}`;

/** All tables of a result. */
export function reportOf(result: Result): string {
  const { machine, works, date, commit } = result;
  const isThreadsTold = new Set(works.map(({ threads }) => threads)).size > 1;
  const rows = [...works, ...result.growth].flatMap((part) => part.rows);
  const versions = rows.flatMap(({ versions = {} }) => Object.entries(versions));
  const known = [...new Map(versions)].map(([name, version]) => `${name} ${version}`).join(', ');
  return [
    `Measured ${date.slice(0, 10)} at ${commit.slice(0, 10)} on ${machine.cores} cores of ${machine.processor}, ` +
      `${(machine.memoryBytes / 2 ** 30).toFixed(0)} GiB, ${machine.system}, with ${known}: ` +
      `${commandsOf(result)}, all numbers in \`bench/results/${result.label}.json\`.`,
    ...works.map((work) =>
      [headingOf(work, isThreadsTold), work.rows.length > 0 ? timesTable(work) : startsTable(work)].join(
        '\n\n',
      ),
    ),
    boundsTable(works.filter(({ id }) => !convolving.has(id))),
    convolutionsTable(works),
    ...(result.growth.length > 0
      ? ['![ms per iteration over batch and width, logarithmic axes](performance-growth.svg)']
      : []),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

const files = process.argv.slice(2);
if (files.length === 0) throw new Error('report: expected the paths of results, got none');
const results = await Promise.all(
  files.map(async (file) => JSON.parse(await readFile(file, 'utf8')) as Result),
);
const page = new URL('performance.md', docs);
const text = await readFile(page, 'utf8');
const [before, after] = [text.split(begin)[0], text.split(end)[1]];
await writeFile(page, `${before}${begin}\n${results.map(reportOf).join('\n\n')}\n${end}${after}`);
const growth = results.flatMap((result) => result.growth);
if (growth.length > 0) await writeFile(new URL('performance-growth.svg', docs), growthPicture(growth));
