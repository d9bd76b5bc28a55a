// The last words of a training run: what there is now, and what to do with it.

import type { RunEndEvent } from '../../run/events.ts';
import { type Config, resolveConfig } from '../../train/config.ts';
import type { Paint } from '../terminal/colors.ts';
import { formatCount, formatDuration } from '../terminal/format.ts';
import { shortPath } from './view.ts';

/** Where things are and what to try next.
 *  @param program  how this program was called: "wgan" or "npx wgan" */
export function endLines(config: Config, end: RunEndEvent, program: string, paint: Paint): readonly string[] {
  const { grid, onnx, best } = end.files;
  const next = nextSteps(config, end);
  const width = Math.max(...next.map(([line]) => line.length));
  const place = (name: string, path: string) => `  ${name.padEnd(8)} ${paint('cyan', shortPath(path))}`;
  return [
    paint('bold', outcome(config, end)),
    ...(grid === undefined ? [] : [place('samples', grid)]),
    `${place('model', onnx)} (and .safetensors)`,
    ...(best === undefined ? [] : [`${place('best', best)} (by its measured distance)`]),
    paint('bold', 'Next:'),
    ...next.map(([line, purpose]) => `  ${program} ${line.padEnd(width)}  ${paint('dim', purpose)}`),
  ];
}

function outcome({ iterations }: Config, { reason, iteration, elapsedSeconds }: RunEndEvent): string {
  const time = formatDuration(elapsedSeconds);
  if (reason === 'done') return `Done: ${formatCount(iteration)} iterations in ${time}.`;
  const how = reason === 'stopped' ? 'Stopped' : 'Interrupted';
  return `${how} at iteration ${formatCount(iteration)} of ${formatCount(iterations)} after ${time}; everything is saved.`;
}

type Step = readonly [line: string, purpose: string];

function nextSteps({ iterations }: Config, { reason, folder }: RunEndEvent): readonly Step[] {
  const run = shortPath(folder);
  const goOn: Step =
    reason === 'done'
      ? [`train --resume ${run} --iterations ${2 * iterations || resolveConfig().iterations}`, 'train on']
      : [`train --resume ${run}`, 'go on where it stopped'];
  return reason === 'done'
    ? [[`sample ${run}`, 'more samples'], goOn]
    : [goOn, [`sample ${run}`, 'see samples']];
}
