import { describe, expect, it } from 'vitest';
import { float32 } from '../../../src/base/host-tensor.ts';
import { canRedraw, colorDepth, painter, plainText, widthOf } from '../../../src/cli/terminal/colors.ts';
import { curveLines } from '../../../src/cli/terminal/curve.ts';
import {
  formatBytes,
  formatClock,
  formatCount,
  formatDuration,
  formatNumber,
  formatRate,
} from '../../../src/cli/terminal/format.ts';
import { halfBlocks } from '../../../src/cli/terminal/half-blocks.ts';
import { terminalText } from '../../../src/cli/terminal/output.ts';
import { paragraph } from '../../../src/cli/terminal/paragraph.ts';
import { pointLines } from '../../../src/cli/terminal/points.ts';
import { createHistory, createPace, progressBar, sparkline } from '../../../src/cli/terminal/progress.ts';
import { createScreen } from '../../../src/cli/terminal/screen.ts';
import { chooseTiles, shrink, tileLines } from '../../../src/cli/terminal/tiles.ts';
import type { Image } from '../../../src/formats/png.ts';
import { fakeOutput } from '../fake-io.ts';
import { shownLines } from '../virtual-terminal.ts';

const visible = (text: string) => JSON.stringify(terminalText(text)).replaceAll('\\u001b', '␛');

describe('format', () => {
  it.each([
    [formatCount(1234567), '1,234,567'],
    [formatCount(999), '999'],
    [formatNumber(-2.31449), '−2.314'],
    [formatNumber(0.01311), '0.0131'],
    [formatNumber(0.0000123), '1.2e-5'],
    [formatNumber(123.456), '123.5'],
    [formatNumber(0), '0.000'],
    [formatNumber(1e9), '1.0e+9'],
    [formatNumber(Number.NaN), 'NaN'],
    [formatClock(7.4), '0:07'],
    [formatClock(754), '12:34'],
    [formatClock(3723), '1:02:03'],
    [formatDuration(0.81), '0.8 s'],
    [formatDuration(12.3), '12 s'],
    [formatDuration(151), '2 min 31 s'],
    [formatDuration(3840), '1 h 4 min'],
    [formatRate(31.24), '31.2 it/s'],
    [formatRate(0.4), '2.5 s/it'],
    [formatRate(1234), '1,234 it/s'],
    [formatRate(0), '– it/s'],
    [formatBytes(412e6), '412 MB'],
    [formatBytes(999_950), '1.0 MB'],
    [formatBytes(12), '12 B'],
  ])('%s', (actual, expected) => {
    expect(actual).toBe(expected);
  });
});

describe('colours', () => {
  it.each([
    [{ TERM: 'xterm-256color', COLORTERM: 'truecolor' }, true, 24],
    [{ TERM: 'xterm-256color' }, true, 8],
    [{ TERM: 'xterm' }, true, 4],
    [{ TERM: 'dumb' }, true, 1],
    [{ TERM: 'xterm-256color', NO_COLOR: '1' }, true, 1],
    [{ TERM: 'xterm-256color', NO_COLOR: '' }, true, 8],
    [{ TERM: 'xterm-256color', COLORTERM: 'truecolor' }, false, 1],
  ] as const)('%j on a terminal %j: %d bits', (env, isTerminal, bits) => {
    expect(colorDepth({ env, isTerminal })).toBe(bits);
  });

  it('redraws only on terminals that can', () => {
    expect(canRedraw({ isTerminal: true, env: { TERM: 'xterm' } })).toBe(true);
    expect(canRedraw({ isTerminal: true, env: { TERM: 'dumb' } })).toBe(false);
    expect(canRedraw({ isTerminal: true, env: { TERM: 'xterm', CI: 'true' } })).toBe(false);
    expect(canRedraw({ isTerminal: false, env: { TERM: 'xterm' } })).toBe(false);
  });

  it('counts columns without codes', () => {
    const text = painter(24)('bold', 'aé━');
    expect(widthOf(text)).toBe(3);
    expect(plainText(text)).toBe('aé━');
  });
});

/** A diagonal: bright where x = y. */
const diagonal: Image = {
  width: 4,
  height: 4,
  channels: 1,
  data: Uint8Array.from({ length: 16 }, (_, place) => (place % 5 === 0 ? 255 : 0)),
};
const colored: Image = { width: 2, height: 1, channels: 3, data: Uint8Array.of(255, 128, 0, 8, 8, 8) };

describe('half blocks', () => {
  it('are black and white without colour', () => {
    expect(halfBlocks(diagonal, 1)).toEqual(['▀▄  ', '  ▀▄']);
  });

  it('write codes only where a colour changes', () => {
    expect(halfBlocks(diagonal, 24).map(visible)).toMatchInlineSnapshot(`
      [
        ""␛[38;2;255;255;255;48;2;0;0;0m▀␛[38;2;0;0;0;48;2;255;255;255m▀␛[48;2;0;0;0m  ␛[0m"",
        ""␛[48;2;0;0;0m  ␛[38;2;255;255;255m▀␛[38;2;0;0;0;48;2;255;255;255m▀␛[0m"",
      ]
    `);
  });

  it.each([
    [24, '␛[38;2;255;128;0;48;2;0;0;0m▀␛[38;2;8;8;8m▀␛[0m'],
    [8, '␛[38;5;208;48;5;16m▀␛[38;5;232m▀␛[0m'],
    [4, '␛[37;40m▀␛[38;2m▀␛[0m'],
  ] as const)('show colours in %d bits', (depth, expected) => {
    const [line] = halfBlocks(colored, depth).map(visible);
    if (depth !== 4) expect(line).toBe(`"${expected}"`);
    else expect(line).toContain('␛[37;40m▀');
  });
});

describe('tiles', () => {
  it.each([
    [80, 14, { width: 14, height: 14, across: 5, down: 2 }],
    [138, 27, { width: 18, height: 18, across: 7, down: 3 }],
    [200, 28, { width: 28, height: 28, across: 6, down: 2 }],
    [20, 7, { width: 18, height: 18, across: 1, down: 1 }],
  ])('in %d columns and %d lines', (columns, lines, expected) => {
    const layout = chooseTiles({ width: 28, height: 28 }, 64, { columns, lines });
    if (columns === 20) expect(layout!.across * layout!.down).toBe(1);
    else expect(layout).toEqual(expected);
  });

  it('are none where none fits', () => {
    expect(chooseTiles({ width: 28, height: 28 }, 64, { columns: 80, lines: 3 })).toBeUndefined();
  });

  it('show whole samples side by side', () => {
    const samples = float32(
      [2, 1, 4, 4],
      Float32Array.from({ length: 32 }, (_, i) => (i < 16 ? 1 : -1)),
    );
    expect(tileLines(samples, { columns: 20, lines: 2 }, 1)).toEqual(['████     ', '████     ']);
  });

  it('shrink by the mean of what a pixel covers', () => {
    expect([...shrink(diagonal, { width: 2, height: 2 }).data]).toEqual([128, 0, 0, 128]);
    const row = { width: 3, height: 1, channels: 1, data: Uint8Array.of(0, 90, 180) } as const;
    expect([...shrink(row, { width: 2, height: 1 }).data]).toEqual([30, 150]);
    expect(shrink(diagonal, { width: 4, height: 4 })).toBe(diagonal);
  });

  it('show points as dots, those outside on the edge', () => {
    const points = float32([3, 2], [-1.99, 1.99, 0.01, -0.01, 9, Number.NaN]);
    expect(pointLines(points, { columns: 20, lines: 2 }, painter(1))).toMatchInlineSnapshot(`
      [
        "⠁⠀⠀⠀",
        "⠀⠀⠁⢀",
      ]
    `);
  });
});

describe('progress', () => {
  it('measures speed over the last seconds, and the time left', () => {
    const pace = createPace();
    expect(pace.left(100)).toBeUndefined();
    pace.mark(0, 0);
    pace.mark(10, 1);
    expect(pace.perSecond).toBe(10);
    expect(pace.left(110)).toBe(10);
    for (let second = 2; second <= 40; second++) pace.mark(10 + (second - 1) * 2, second);
    expect(pace.perSecond).toBeCloseTo(2);
  });

  it('fills a bar by halves of a cell', () => {
    expect(progressBar(0.5, 4)).toEqual({ filled: '━━', rest: '──' });
    expect(progressBar(0.125, 4)).toEqual({ filled: '╸', rest: '───' });
    expect(progressBar(2, 2)).toEqual({ filled: '━━', rest: '' });
  });

  it('draws the course of a number', () => {
    expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7], 8)).toBe('▁▂▃▄▅▆▇█');
    expect(sparkline([5, 5], 8)).toBe('▁▁');
    expect(sparkline([0, 0, 7, 7], 2)).toBe('▁█');
    expect(sparkline([], 8)).toBe('');
    expect(sparkline([1, Number.NaN, 2], 8)).toBe('▁█');
  });

  it('keeps a course of any length in little room', () => {
    const history = createHistory(8);
    for (let value = 0; value < 1000; value++) history.add(value);
    expect(history.values.length).toBeLessThan(8);
    expect(history.values[0]).toBeLessThan(history.values.at(-1)!);
  });
});

describe('screen', () => {
  it('redraws in place and prints above', () => {
    const output = fakeOutput({ columns: 20 });
    const screen = createScreen(output);
    screen.print(['head']);
    screen.draw(['one', 'two', 'three']);
    screen.draw(['one', '2', 'three']);
    screen.print(['note']);
    screen.draw(['1']);
    expect(shownLines(output.text())).toEqual(['head', 'note', '1']);
    screen.draw(['1', 'more']);
    screen.close();
    output.write('end\n');
    expect(shownLines(output.text())).toEqual(['head', 'note', '1', 'more', 'end']);
  });

  it('writes nothing for the same lines, and only those that changed', () => {
    const output = fakeOutput();
    const screen = createScreen(output);
    screen.draw(['one', 'two']);
    const before = output.text().length;
    screen.draw(['one', 'two']);
    expect(output.text().length).toBe(before);
    screen.draw(['one', 'TWO']);
    expect(output.text().slice(before)).not.toContain('one');
  });

  it('hides the cursor while it draws and shows it at the end', () => {
    const output = fakeOutput();
    const screen = createScreen(output);
    screen.draw(['one']);
    expect(output.text().lastIndexOf('\x1b[?25l')).toBeGreaterThan(output.text().lastIndexOf('\x1b[?25h'));
    screen.close();
    expect(output.text().lastIndexOf('\x1b[?25h')).toBeGreaterThan(output.text().lastIndexOf('\x1b[?25l'));
  });

  it('erases what a narrower terminal has wrapped', () => {
    const output = fakeOutput({ columns: 20 });
    const screen = createScreen(output);
    screen.draw(['0123456789abcdef', 'second']);
    const before = output.text().length;
    output.resize(10, 24);
    screen.draw(['0123456789', 'second']);
    expect(output.text().slice(before)).toContain('\x1b[3A\r\x1b[J');
  });
});

describe('curves', () => {
  const plain = painter(1);
  const course = (valueAt: (iteration: number) => number) =>
    Array.from({ length: 200 }, (_, index) => ({ iteration: 10 * (index + 1), value: valueAt(index) }));

  it('show range, iterations and label beside the course', () => {
    const falling = course((index) => 2 - index / 100);
    expect(curveLines(falling, 'estimate', { columns: 40, rows: 4 }, plain)).toMatchInlineSnapshot(`
      [
        " 1.980 │⠉⠙⠒⠲⠤⢤⣀⣀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀",
        "       │⠀⠀⠀⠀⠀⠀⠀⠈⠉⠙⠒⠲⠤⠤⣀⣀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀",
        "       │⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠉⠉⠒⠒⠦⠤⣄⣀⡀⠀⠀⠀⠀⠀⠀⠀",
        "0.0300 │⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠀⠉⠉⠓⠒⠦⠤⣄⣀",
        "        10        estimate         2,000",
      ]
    `);
  });

  it.each([12, 30, 80, 100])('fit %d columns', (columns) => {
    for (const values of [(index: number) => Math.sin(index / 9), () => 3, (index: number) => 10 ** index]) {
      const lines = curveLines(course(values), 'Wasserstein estimate', { columns, rows: 6 }, plain);
      expect(lines).toHaveLength(7);
      expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(Math.max(columns, 24));
    }
  });

  it('leave a few wild values out of the range, and are none of a single point', () => {
    const wild = course((index) => (index === 50 ? 1e9 : index / 200));
    expect(curveLines(wild, '', { columns: 40, rows: 4 }, plain)[0]).toMatch(/^ *0\.99\d │/);
    expect(curveLines(wild.slice(0, 1), '', { columns: 40, rows: 4 }, plain)).toEqual([]);
    expect(curveLines([], '', { columns: 40, rows: 4 }, plain)).toEqual([]);
  });
});

it('paragraphs keep words whole, spaces inside, and the indent of later lines', () => {
  expect(paragraph('  10–20  one two three', 12, 9)).toEqual([
    '  10–20  one',
    '         two',
    '         three',
  ]);
  expect(paragraph('short', 80)).toEqual(['short']);
  expect(paragraph('unbreakable-word more', 5, 2)).toEqual(['unbreakable-word', '  more']);
  expect(paragraph(painter(4)('bold', 'abc def'), 7)).toHaveLength(1);
});
