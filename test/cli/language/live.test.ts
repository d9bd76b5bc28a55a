// Training on a terminal in Chinese: lines fit, and a warning that was written in English is told in Chinese.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { speak } from '../../../src/cli/language/say.ts';
import { plainText, widthOf } from '../../../src/cli/terminal/colors.ts';
import { createLiveView } from '../../../src/cli/train/live-view.ts';
import { createPlainView } from '../../../src/cli/train/plain-view.ts';
import type { View } from '../../../src/cli/train/view.ts';
import { createWatcher } from '../../../src/health/watcher.ts';
import type { RunEvent } from '../../../src/run/events.ts';
import { resolveConfig } from '../../../src/train/config.ts';
import { type FakeIo, fakeIo } from '../fake-io.ts';
import { shownLines } from '../virtual-terminal.ts';

const start: RunEvent = {
  ...{ type: 'start', iteration: 0, iterations: 4000, isResumed: false, measured: { sinceBest: 0 } },
  ...{ device: 'cpu', threads: 2, compileSeconds: 0.5, folder: 'runs/a' },
  ...{ generatorParameters: 559_632, criticParameters: 533_505 },
  dataset: {
    ...{ name: 'mnist', description: '60,000 handwritten digits of MNIST, 28×28, grey', notes: [] },
    ...{ count: 60_000, sampleShape: [1, 28, 28], sha256: '' },
  },
};

/** What a monitor writes of a steep critic, and that it is over. */
function warnings(): readonly RunEvent[] {
  const watcher = createWatcher();
  const seen = Array.from({ length: 40 }, (_, index) =>
    watcher.observe({ iteration: 300 * index, gradientNorm: index < 20 ? 50 : 1 }),
  );
  return seen.flat().map((notice): RunEvent => ({ type: 'warning', ...notice }));
}

function play(io: FakeIo, view: View): void {
  view.event(start);
  for (let iteration = 10; iteration <= 40; iteration += 10) {
    io.advance(1000);
    view.event({
      ...{
        type: 'iteration',
        iteration,
        criticLoss: -2,
        generatorLoss: 0.5,
        wasserstein: 2 + iteration / 100,
      },
      ...{ penalty: 0.0123, gradientNorm: 0.98, imagesPerSecond: 3200, elapsedSeconds: iteration / 10 },
    });
  }
  for (const event of warnings()) view.event(event);
}

const optionsOf = (io: FakeIo) => ({ io, config: resolveConfig({ iterations: 4000 }), hasPreview: true });

beforeAll(() => speak('zh'));
afterAll(() => speak('en'));

describe('on a terminal', () => {
  it.each([40, 60, 80, 140])('of %d columns the changing lines fit', (columns) => {
    const io = fakeIo({ isTerminal: true, columns });
    const view = createLiveView(optionsOf(io));
    play(io, view);
    const lines = shownLines(io.stdout.text());
    const changing = lines.slice(lines.findLastIndex((line) => line.includes('━') || line.includes('─')));
    expect(changing.length).toBeGreaterThan(2);
    expect(changing.filter((line) => widthOf(line) > columns)).toEqual([]);
    expect(changing.join('\n')).toMatch(/Wasserstein 估计 2\.400[\s\S]*0:04/);
    view.close();
  });
});

describe('without one', () => {
  it('a warning, and its end, are told in Chinese', () => {
    const io = fakeIo();
    play(io, createPlainView(optionsOf(io)));
    const [begun, over] = plainText(io.stderr.text()).trimEnd().split('\n');
    expect(begun).toMatch(
      /^注意：第 [\d,]+ 次迭代：惩罚没有约束住：评论器梯度的范数为 50（200 次迭代的中位数），而惩罚要求它为 1。/,
    );
    expect(begun).toMatch(/（可以试试：.*）$/);
    expect(begun).not.toMatch(/[a-z]{3,} [a-z]{3,} [a-z]{3,}/);
    expect(over).toMatch(/^注意：第 [\d,]+ 次迭代：惩罚没有约束住：已结束$/);
    expect(io.stdout.text()).toContain('wgan-gp，数据 mnist：MNIST 的 60,000 个手写数字，28×28，灰度\n');
  });
});
