// wgan explain: a run in plain words.

import { shellPath } from '../../base/shell.ts';
import type { Story } from '../../health/story.ts';
import { type Explanation, explainRun } from '../../run/explain.ts';
import type { RunSummary } from '../../run/list.ts';
import type { CommandRecord, Invocation } from '../command.ts';
import { exitCodes } from '../io.ts';
import { say, translate } from '../language/say.ts';
import { addOptions } from '../options.ts';
import { placeText, stateStyles } from '../run-texts.ts';
import { colorDepth, type Paint, painter, widthOf } from '../terminal/colors.ts';
import { curveLines } from '../terminal/curve.ts';
import { formatCount, formatDuration } from '../terminal/format.ts';
import { jsonLines } from '../terminal/output.ts';
import { paragraph } from '../terminal/paragraph.ts';
import { padEnd } from '../terminal/width.ts';
import { programName } from '../train/view.ts';

export const explainCommand: CommandRecord = {
  name: 'explain',
  summary: 'Tell in plain words what happened in a run, what its numbers mean, what to do next.',
  arguments: [['<run>', 'A run folder.']],
  examples: ['wgan explain runs/mnist-wgan-gp-1', 'wgan explain runs/mnist-wgan-gp-1 --json'],
  options: (command) => addOptions(command, [['--json', 'Print all of it as JSON.']]),
  run: runExplain,
};

/** Lines longer than this are hard to read. */
const MOST_COLUMNS = 100;
const CURVE_ROWS = 6;

async function runExplain({ io, arguments: [folder], options }: Invocation): Promise<number> {
  const explanation = explainRun(folder!);
  const paint = painter(colorDepth({ isTerminal: io.stdout.isTerminal, env: io.env }));
  const columns = Math.min(io.stdout.columns, MOST_COLUMNS);
  const lines = options.json
    ? jsonLines(explanation)
    : explainLines(explanation, { columns, program: programName(io.env), paint });
  io.stdout.print(lines);
  return exitCodes.done;
}

interface Layout {
  readonly columns: number;
  readonly program: string;
  readonly paint: Paint;
}

/** The story as lines of text. */
function explainLines({ run, story }: Explanation, layout: Layout): readonly string[] {
  const { columns, paint } = layout;
  const curve = curveLines(
    story.curve.points,
    translate(story.curve.label),
    { columns, rows: CURVE_ROWS },
    paint,
  );
  return [
    headLine(run, paint),
    '',
    ...paragraph(translate(story.summary), columns),
    ...section('', curve, paint),
    ...section(say`What happened`, happenedLines(story, layout), paint),
    ...section(say`Its last numbers, noisy ones as medians of nine`, meaningLines(story, layout), paint),
    ...section(say`Next`, nextLines(story, layout), paint),
  ];
}

function headLine(run: RunSummary, paint: Paint): string {
  const { folder, objective, dataset, state, elapsedSeconds } = run;
  const shown = paint(stateStyles[state], translate(state));
  return say`${paint('bold', shellPath(folder))}: ${objective} on ${dataset}, ${shown}, ${placeText(run)} iterations, ${formatDuration(elapsedSeconds)}`;
}

function section(title: string, lines: readonly string[], paint: Paint): readonly string[] {
  if (lines.length === 0) return [];
  return ['', ...(title === '' ? [] : [paint('bold', title)]), ...lines];
}

/** Phases and troubles by their iterations. */
function happenedLines({ passages, episodes }: Story, { columns, paint }: Layout): readonly string[] {
  const told = [
    ...passages.map(({ from, to, text }) => ({ from, place: placeOf(from, to), text: translate(text) })),
    ...episodes.map(({ from, to, message }) => ({
      from,
      place: `${placeOf(from, to)}`,
      text: `${paint('yellow', '!')} ${translate(message)}`,
    })),
  ].toSorted((a, b) => a.from - b.from);
  const width = Math.max(0, ...told.map(({ place }) => widthOf(place)));
  return told.flatMap(({ place, text }) =>
    paragraph(`  ${padEnd(place, width)}  ${text}`, columns, width + 4),
  );
}

const placeOf = (from: number, to: number | undefined) =>
  to === undefined ? say`since ${formatCount(from)}` : `${formatCount(from)}–${formatCount(to)}`;

function meaningLines({ meanings }: Story, { columns, paint }: Layout): readonly string[] {
  return meanings.flatMap(({ name, value, text }) =>
    paragraph(`  ${say`${paint('bold', `${translate(name)} ${value}`)}: ${translate(text)}`}`, columns, 4),
  );
}

function nextLines({ next }: Story, { columns, program, paint }: Layout): readonly string[] {
  return next.flatMap(({ text, command }) => [
    ...paragraph(`  ${translate(text)}${command === undefined ? '' : say`:`}`, columns, 2),
    ...(command === undefined ? [] : [`    ${paint('cyan', `${program} ${command}`)}`]),
  ]);
}
