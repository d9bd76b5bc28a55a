// Something that takes a while: a bar on a terminal, a line now and then elsewhere, nothing where it is quick.

import type { Io } from '../io.ts';
import { say, translate } from '../language/say.ts';
import { canRedraw, colorDepth, painter } from './colors.ts';
import { formatClock, formatCount } from './format.ts';
import { createPace, progressBar } from './progress.ts';
import { createScreen, type Screen } from './screen.ts';

/** A task is shown once it has taken this long. */
const PATIENCE_MILLISECONDS = 1000;
const FRAME_MILLISECONDS = 125;
const LINE_MILLISECONDS = 10_000;
const BAR_CELLS = 24;

export interface Task {
  /** So much of the total is done. */
  update(done: number, total: number): void;
  /** Removes the bar. */
  close(): void;
}

/** Shows a task on stderr, so that stdout keeps the result alone.
 *  @param what  "reading files" */
export function createTask(io: Io, what: string): Task {
  const name = translate(what);
  const { stderr: output } = io;
  if (!canRedraw({ isTerminal: output.isTerminal, env: io.env })) return createLines(io, name);
  const screen = createScreen(output);
  return { update: drawTask(io, screen, name), close: () => clear(screen) };
}

function clear(screen: Screen): void {
  screen.clear();
  screen.close();
}

/** Draws a task's bar on a screen, once it has taken a while. */
export function drawTask(io: Io, screen: Screen, what: string): Task['update'] {
  const name = translate(what);
  const paint = painter(colorDepth({ isTerminal: true, env: io.env }));
  const pace = createPace();
  const begin = io.now();
  let drawn = begin;
  return (done, total) => {
    const now = io.now();
    pace.mark(done, now / 1000);
    if (now - begin < PATIENCE_MILLISECONDS || now - drawn < FRAME_MILLISECONDS) return;
    drawn = now;
    const { filled, rest } = progressBar(done / total, BAR_CELLS);
    const left = pace.left(total);
    const time = left === undefined ? '' : `  ${say`${formatClock(left)} left`}`;
    const counts = `${formatCount(done)}/${formatCount(total)}`;
    screen.draw([`${name} ${paint('green', filled)}${paint('dim', rest)} ${counts}${time}`]);
  };
}

function createLines(io: Io, name: string): Task {
  let at = io.now();
  return {
    update(done, total) {
      if (io.now() - at < LINE_MILLISECONDS) return;
      at = io.now();
      io.stderr.print([say`${name}: ${formatCount(done)}/${formatCount(total)}`]);
    },
    close() {},
  };
}
