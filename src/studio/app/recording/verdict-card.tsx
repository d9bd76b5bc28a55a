// The verdict in words.

import { formatCount, formatNumber } from '../components/numbers.ts';
import { recording } from './carried.ts';
import { frame, lastRecorded, verdict } from './client.ts';
import { recordingMessages as t } from './messages.ts';
import { type Anchor, type Finding, type Shape, shapeOf, type Verdict } from './verdict.ts';
import { formatShare } from './words.ts';

const marks: { readonly [K in Verdict['kind']]: string } = {
  waiting: 'M10 5v5.5l3.5 2',
  same: 'M5.5 10.5l3 3 6-7',
  other: 'M6.5 6.5l7 7M13.5 6.5l-7 7',
  unknown: 'M7.6 7.8a2.4 2.4 0 1 1 3.4 2.2c-.8.4-1 .9-1 1.7M10 14.2v.3',
};

export function VerdictCard() {
  const now = verdict.value;
  return (
    <div
      class={`card recording-verdict recording-${now.kind}`}
      data-verdict={now.kind}
      data-difference={now.largest?.relative}
    >
      <h2 class="unseen">{t().verdict}</h2>
      <p class="recording-verdict-title">
        <svg viewBox="0 0 20 20" width="22" height="22" aria-hidden="true">
          <circle cx="10" cy="10" r="8.2" fill="none" stroke="currentColor" stroke-width="1.6" />
          <path
            d={marks[now.kind]}
            fill="none"
            stroke="currentColor"
            stroke-width="1.8"
            stroke-linecap="round"
            stroke-linejoin="round"
          />
        </svg>
        <b role="status">{titleOf(now)}</b>
      </p>
      {linesOf(now).map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}

const iterationNow = () => frame.value?.iteration ?? 0;
const isOver = ({ parted }: Verdict) => parted !== undefined || iterationNow() >= recording.samples.until;

function titleOf(now: Verdict): string {
  if (now.kind === 'same') return isOver(now) ? t().reproducedTitle : t().sameTitle;
  return { waiting: t().waitingTitle, other: t().otherTitle, unknown: t().unknownTitle }[now.kind];
}

function linesOf(now: Verdict): readonly string[] {
  const { until } = recording.samples;
  const iteration = iterationNow();
  return [
    ...(now.kind === 'waiting' ? [t().waiting] : []),
    ...(now.broken
      ? [
          t().other(...wordsOf(now.broken)),
          t().otherWhy(formatShare(now.broken.relative), formatShare(now.broken.allowed)),
        ]
      : agreement(now)),
    ...(now.kind === 'unknown' ? [doubt(now)] : []),
    ...(now.kind === 'same' && now.parted !== undefined ? [t().parted(formatCount(now.parted))] : []),
    ...(now.parted !== undefined ? shapeLine() : []),
    ...(iteration > until && until < lastRecorded ? [t().beyond(formatCount(until))] : []),
    ...(iteration >= lastRecorded ? [t().ended] : []),
  ];
}

function agreement({ kind, findings, largest, anchor }: Verdict): readonly string[] {
  if (kind === 'waiting' || largest === undefined) return [];
  const last = formatCount(findings.at(-1)!.iteration);
  const logged = findings.filter(({ isLogged }) => isLogged).length;
  const source =
    logged === findings.length ? t().allLogged : logged > 0 ? t().someLogged(logged, findings.length) : '';
  return [
    `${t().same(findings.length, last, formatShare(largest.relative))} ${source}`,
    t().where(...wordsOf(largest)),
    ...(logged === 0 && anchor.isSame ? [t().anchored(anchor.count, lastAnchor(anchor))] : []),
  ];
}

function shapeLine(): readonly string[] {
  const shape = shapeOf(recording, frame.value?.lane.table);
  if (shape === undefined) return [];
  const words = ({ mean, deviation }: Shape['here']) =>
    `${formatNumber(Number(mean.toPrecision(3)))} ± ${formatNumber(Number(deviation.toPrecision(2)))}`;
  const { name, from, to, record, here } = shape;
  return [t().shape(t()[name], formatCount(from), formatCount(to), words(record), words(here))];
}

/** The last iteration at which the log and its repetition met. */
const lastAnchor = ({ count }: Anchor) => formatCount(recording.curve.iteration[count - 1] ?? 0);

/** Why it cannot be told. */
function doubt({ findings, anchor, parted }: Verdict): string {
  const first = formatCount(recording.curve.iteration[0] ?? 0);
  if (findings.length > 0 && anchor.count > 0)
    return t().adrift(lastAnchor(anchor), formatShare(anchor.difference));
  return parted === undefined
    ? t().unknownUntil(formatCount(recording.samples.until), first)
    : t().unknown(first, formatCount(parted));
}

function wordsOf({ name, iteration, first, second }: Finding): [string, string, string, string] {
  const digits = (value: number) => String(Number(value.toPrecision(6))).replace('-', '−');
  return [t()[name], formatCount(iteration), digits(first), digits(second)];
}
