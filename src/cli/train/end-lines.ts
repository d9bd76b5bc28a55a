// The last words of a training run: what there is now, and what to do with it.

import type { RunEndEvent } from '../../run/events.ts';
import { type Config, resolveConfig } from '../../train/config.ts';
import { say } from '../language/say.ts';
import { type Paint, widthOf } from '../terminal/colors.ts';
import { formatCount, formatDuration } from '../terminal/format.ts';
import { padEnd } from '../terminal/width.ts';
import { shortPath } from './view.ts';

/** Where things are and what to try next.
 *  @param program  how this program was called: "wgan" or "npx wgan" */
export function endLines(config: Config, end: RunEndEvent, program: string, paint: Paint): readonly string[] {
  const { grid, onnx, best } = end.files;
  const next = nextSteps(config, end);
  const width = Math.max(...next.map(([line]) => widthOf(line)));
  const place = (name: string, path: string) => `  ${padEnd(name, 8)} ${paint('cyan', shortPath(path))}`;
  return [
    paint('bold', outcome(config, end)),
    ...(grid === undefined ? [] : [place(say`samples`, grid)]),
    `${place(say`model`, onnx)} ${say`(and .safetensors)`}`,
    ...(best === undefined ? [] : [`${place(say`best`, best)} ${say`(by its measured distance)`}`]),
    paint('bold', say`Next:`),
    ...next.map(([line, purpose]) => `  ${program} ${padEnd(line, width)}  ${paint('dim', purpose)}`),
  ];
}

function outcome({ training }: Config, { reason, iteration, elapsedSeconds }: RunEndEvent): string {
  const time = formatDuration(elapsedSeconds);
  if (reason === 'done') return say`Done: ${formatCount(iteration)} iterations in ${time}.`;
  const [at, all] = [formatCount(iteration), formatCount(training.iterations)];
  return reason === 'stopped'
    ? say`Stopped at iteration ${at} of ${all} after ${time}; everything is saved.`
    : say`Interrupted at iteration ${at} of ${all} after ${time}; everything is saved.`;
}

type Step = readonly [line: string, purpose: string];

function nextSteps({ training }: Config, { reason, folder }: RunEndEvent): readonly Step[] {
  const more = 2 * training.iterations || resolveConfig().training.iterations;
  const run = shortPath(folder);
  const goOn: Step =
    reason === 'done'
      ? [`train --resume ${run} --iterations ${more}`, say`train on`]
      : [`train --resume ${run}`, say`go on where it stopped`];
  return reason === 'done'
    ? [[`sample ${run}`, say`more samples`], goOn]
    : [goOn, [`sample ${run}`, say`see samples`]];
}
