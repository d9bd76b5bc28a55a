import { describe, expect, it } from 'vitest';
import { float32 } from '../../src/base/host-tensor.ts';
import { stopOnSignals } from '../../src/cli/stop-signals.ts';
import { createJsonView } from '../../src/cli/train/json-view.ts';
import { createLiveView } from '../../src/cli/train/live-view.ts';
import { createPlainView, createQuietView } from '../../src/cli/train/plain-view.ts';
import type { View } from '../../src/cli/train/view.ts';
import { defineDataset } from '../../src/data/dataset.ts';
import type { RunEvent } from '../../src/run/events.ts';
import { resolveConfig } from '../../src/train/config.ts';
import type { WarningEvent } from '../../src/train/events.ts';
import { type FakeIo, type FakeIoOptions, fakeIo } from './fake-io.ts';
import { shownLines } from './virtual-terminal.ts';

const config = resolveConfig({ iterations: 100 });

const start: RunEvent = {
  type: 'start',
  iteration: 0,
  iterations: 100,
  device: 'cpu',
  threads: 2,
  generatorParameters: 559_632,
  criticParameters: 533_505,
  compileSeconds: 0.5,
  folder: 'runs/mnist-wgan-gp-1',
  dataset: {
    name: 'mnist',
    description: '60,000 handwritten digits of MNIST, 28×28, grey',
    notes: [],
    count: 60_000,
    sampleShape: [1, 28, 28],
    sha256: '',
  },
  isResumed: false,
  measured: { sinceBest: 0 },
};

const end: RunEvent = {
  type: 'end',
  iteration: 100,
  elapsedSeconds: 151,
  reason: 'done',
  folder: 'runs/mnist-wgan-gp-1',
  files: {
    config: '',
    metrics: '',
    card: '',
    generator: 'runs/mnist-wgan-gp-1/generator.safetensors',
    onnx: 'runs/mnist-wgan-gp-1/generator.onnx',
    grid: 'runs/mnist-wgan-gp-1/samples/000100.png',
  },
};

const iterationEvent = (iteration: number, seconds: number): RunEvent => ({
  type: 'iteration',
  iteration,
  criticLoss: -2,
  generatorLoss: 0.5,
  wasserstein: 2 + iteration / 100,
  penalty: 0.0123,
  gradientNorm: 0.98,
  imagesPerSecond: 3200,
  elapsedSeconds: seconds,
  memoryBytes: 412e6,
});

const trouble: WarningEvent = {
  type: 'warning',
  iteration: 1200,
  name: 'collapse',
  message: 'collapse: seen. Meaning.',
  help: 'try this',
};

/** White squares as digits. */
const samples: RunEvent = {
  type: 'sample',
  iteration: 0,
  samples: float32([4, 1, 4, 4], new Float32Array(64).fill(1)),
  path: 'runs/mnist-wgan-gp-1/samples/000000.png',
};

/** A measurement of points, at a distance. */
const evaluationEvent = (iteration: number, wassersteinDistance: number): RunEvent => ({
  type: 'evaluation',
  ...{ iteration, seed: 1, seconds: 2, elapsedSeconds: iteration / 10 },
  report: {
    ...{ kind: 'points', dataset: 'ring', realSeed: 0, notes: [] },
    ...{ wassersteinDistance, testWassersteinDistance: 0.03, precision: 0.91, recall: 0.8, density: 1 },
    ...{ coverage: 0.7, modesCovered: 7, modeCount: 8, highQualityShare: 0.61, reverseKl: 0.2 },
    counts: { samples: 2500, real: 100_000, wasserstein: 1024, neighbours: 2000, k: 5 },
  },
});

/** Ten iterations a second, logged every ten; `each` looks after each event. */
function play(io: FakeIo, view: View, each: (event: RunEvent) => void = () => {}): void {
  const show = (event: RunEvent) => {
    view.event(event);
    each(event);
  };
  show(start);
  show(samples);
  for (let iteration = 10; iteration <= 100; iteration += 10) {
    io.advance(1000);
    show(iterationEvent(iteration, iteration / 10));
  }
  show(end);
  view.close();
}

const setUp = (options: FakeIoOptions) => {
  const io = fakeIo(options);
  return { io, viewOptions: { io, config, hasPreview: true } };
};

describe('the time that is left', () => {
  /** Ten iterations in ten seconds, of a thousand. */
  const toldAfterTen = (seconds?: number) => {
    const { io, viewOptions } = setUp({});
    const view = createPlainView({ ...viewOptions, seconds });
    view.event({ ...start, iterations: 1000 });
    io.advance(10_000);
    view.event(iterationEvent(10, 10));
    return io.stdout.text();
  };

  it('is told as soon as it is known, where it is long', () => {
    expect(toldAfterTen()).toMatch(/^about 16 min 30 s left, at the 1\.0 it\/s of the first iterations$/m);
  });

  it('ends with the time that training was given', () => {
    expect(toldAfterTen(130)).toMatch(/^about 2 min 0 s left, at the /m);
  });
});

describe('on a terminal', () => {
  it.each([80, 140, 40])('%d columns: progress, numbers, samples', (columns) => {
    const { io, viewOptions } = setUp({ isTerminal: true, columns, env: { NO_COLOR: '1' } });
    const view = createLiveView(viewOptions);
    view.event(start);
    view.event(samples);
    for (let iteration = 10; iteration <= 40; iteration += 10) {
      io.advance(1000);
      view.event(iterationEvent(iteration, iteration / 10));
    }
    const lines = shownLines(io.stdout.text()).slice(4);
    expect(lines.every((line) => line.length <= columns)).toBe(true);
    expect(lines.join('\n')).toMatchSnapshot();
    view.close();
    expect(io.pending()).toBe(0);
  });

  it.each([80, 140])('%d columns: the last measurement, and where the best was', (columns) => {
    const { io, viewOptions } = setUp({ isTerminal: true, columns, env: { NO_COLOR: '1' } });
    const view = createLiveView(viewOptions);
    view.event(start);
    view.event(iterationEvent(10, 1));
    view.event(evaluationEvent(10, 0.5));
    const lines = () => shownLines(io.stdout.text()).filter((line) => line.includes('distance'));
    expect(lines()).toEqual([
      expect.stringMatching(
        /^ 2,500 samples: Wasserstein distance 0\.500 \(best so far\) {3}modes covered 7 of 8/,
      ),
    ]);
    view.event(evaluationEvent(20, 0.75));
    expect(lines()).toHaveLength(1);
    expect(lines()[0]).toMatch(/ 0\.750 \(best 0\.500 at 10\)/);
    expect(lines()[0]!.length).toBeLessThanOrEqual(columns);
    view.close();
  });

  it('tells a trouble once, keeps it in sight while it lasts, and says when it is over', () => {
    const { io, viewOptions } = setUp({ isTerminal: true, env: { NO_COLOR: '1' } });
    const view = createLiveView(viewOptions);
    view.event(start);
    view.event(iterationEvent(10, 1));
    view.event(trouble);
    const shown = () => shownLines(io.stdout.text());
    expect(shown()).toContain('note: iteration 1,200: collapse: seen. Meaning. (try this)');
    expect(shown().at(-1)).toBe(' ! collapse since 1,200');
    view.event({ ...trouble, iteration: 1500, message: 'collapse: over', isOver: true });
    expect(shown()).toContain('note: iteration 1,500: collapse: over (try this)');
    expect(shown().at(-1)).not.toContain('collapse');
    view.close();
  });

  it('goes on telling the time between events', () => {
    const { io, viewOptions } = setUp({ isTerminal: true });
    const view = createLiveView(viewOptions);
    view.event(start);
    io.advance(7000);
    expect(shownLines(io.stdout.text()).join('\n')).toContain('0:07');
    view.close();
  });

  it('stops the clock while the run is paused', () => {
    const { io, viewOptions } = setUp({ isTerminal: true, env: { NO_COLOR: '1' } });
    const view = createLiveView(viewOptions);
    const change = (command: 'pause' | 'resume'): RunEvent => ({
      type: 'change',
      iteration: 20,
      id: '',
      command,
    });
    view.event(start);
    io.advance(1000);
    view.event(iterationEvent(10, 1));
    io.advance(1000);
    view.event(iterationEvent(20, 2));
    view.event(change('pause'));
    io.advance(60_000);
    expect(shownLines(io.stdout.text()).join('\n')).toMatch(/ 0:02 · paused: wgan resume lets it go on/);
    view.event(change('resume'));
    io.advance(1000);
    view.event(iterationEvent(30, 3));
    io.advance(200);
    expect(shownLines(io.stdout.text()).join('\n')).toContain('10.0 it/s  0:07 left');
    view.close();
  });

  it('says that it saves and stops', () => {
    const { io, viewOptions } = setUp({ isTerminal: true, env: { NO_COLOR: '1' } });
    const view = createLiveView(viewOptions);
    view.event(start);
    view.event(iterationEvent(10, 1));
    view.stopping();
    expect(shownLines(io.stdout.text()).join('\n')).toContain('stopping: saving everything (Ctrl-C again');
    view.close();
  });

  it('ends with the samples and what to do next', () => {
    const { io, viewOptions } = setUp({ isTerminal: true, env: { npm_command: 'exec', NO_COLOR: '1' } });
    play(io, createLiveView(viewOptions));
    const lines = shownLines(io.stdout.text());
    expect(lines.join('\n')).toMatchSnapshot();
  });

  it('shows the cursor again', () => {
    const { io, viewOptions } = setUp({ isTerminal: true });
    const view = createLiveView(viewOptions);
    view.event(start);
    view.close();
    expect(io.stdout.text().endsWith('\x1b[?25h')).toBe(true);
  });

  it('tells iterations between logged ones', () => {
    const { io, viewOptions } = setUp({ isTerminal: true, env: { NO_COLOR: '1' } });
    const view = createLiveView({ ...viewOptions, iterationOf: () => Math.floor(io.now() / 500) });
    view.event(start);
    io.advance(4200);
    expect(shownLines(io.stdout.text()).join('\n')).toContain('8 %  8/100  2.0 it/s  0:46 left');
    view.close();
  });

  it('draws at most 8 times a second', () => {
    const { io, viewOptions } = setUp({ isTerminal: true });
    const view = createLiveView(viewOptions);
    view.event(start);
    const before = io.stdout.text().split('\x1b[?2026h').length;
    for (let step = 1; step <= 100; step++) {
      io.advance(10);
      view.event(iterationEvent(step, step / 100));
    }
    expect(io.stdout.text().split('\x1b[?2026h').length - before).toBeLessThanOrEqual(8);
    view.close();
  });

  it('fits a terminal that is made smaller', () => {
    const { io, viewOptions } = setUp({ isTerminal: true, columns: 100, env: { NO_COLOR: '1' } });
    const view = createLiveView(viewOptions);
    view.event(start);
    view.event(iterationEvent(10, 1));
    const before = io.stdout.text().length;
    io.stdout.resize(50, 10);
    const lines = shownLines(io.stdout.text().slice(before));
    expect(lines.every((line) => line.length <= 50)).toBe(true);
    view.close();
  });

  it('hides samples on request', () => {
    const { io, viewOptions } = setUp({ isTerminal: true, env: { NO_COLOR: '1' } });
    play(io, createLiveView({ ...viewOptions, hasPreview: false }));
    expect(io.stdout.text()).not.toContain('████');
  });

  it('shows how files are read, once that takes a second', () => {
    const { io, viewOptions } = setUp({ isTerminal: true, env: { NO_COLOR: '1' } });
    const view = createLiveView(viewOptions);
    view.loading(1, 100);
    expect(io.stdout.text()).toBe('');
    io.advance(1500);
    view.loading(50, 100);
    expect(shownLines(io.stdout.text())).toEqual([
      'reading files ━━━━━━━━━━━━──────────── 50/100  0:02 left',
    ]);
    view.dataset(folder);
    expect(shownLines(io.stdout.text())[0]).toBe('note: skipped 1 file(s)');
    view.close();
  });

  it('shows images that come from a folder', () => {
    const { io, viewOptions } = setUp({ isTerminal: true, env: { NO_COLOR: '1' } });
    const view = createLiveView({
      ...viewOptions,
      config: resolveConfig({ dataset: './photos' }, { from: config }),
    });
    view.dataset(folder);
    expect(shownLines(io.stdout.text())).toContain(' ████ ████');
    expect(shownLines(io.stdout.text()).at(-1)).toBe('compiling the iteration…');
    view.close();
    expect(shownLines(io.stdout.text())).not.toContain('compiling the iteration…');
  });
});

const folder = defineDataset({
  name: 'photos',
  sampleShape: [1, 4, 4],
  values: new Uint8Array(32).fill(255),
  notes: ['skipped 1 file(s)'],
});

describe('without a terminal', () => {
  it('is a line every tenth of the way, without escape codes', () => {
    const { io, viewOptions } = setUp({});
    play(io, createPlainView(viewOptions));
    expect(io.stdout.text()).not.toContain('\x1b');
    expect(io.stdout.text()).toMatchSnapshot();
  });

  it('is a line a minute where iterations are slow', () => {
    const { io, viewOptions } = setUp({});
    const view = createPlainView(viewOptions);
    view.event(start);
    io.advance(59_000);
    view.event(iterationEvent(1, 59));
    io.advance(2000);
    view.event(iterationEvent(2, 61));
    expect(io.stdout.text()).not.toContain('1/100');
    expect(io.stdout.text()).toContain('2/100');
  });

  it('tells notes on stderr', () => {
    const { io, viewOptions } = setUp({});
    const view = createPlainView(viewOptions);
    view.dataset(folder);
    view.event({ type: 'warning', iteration: 0, name: 'w', message: 'careful', help: 'do this' });
    view.event(trouble);
    expect(io.stderr.text()).toBe(
      'note: skipped 1 file(s)\nnote: careful (do this)\n' +
        'note: iteration 1,200: collapse: seen. Meaning. (try this)\n',
    );
    expect(io.stdout.text()).toBe('');
  });
});

it('--quiet prints only the end', () => {
  const { io, viewOptions } = setUp({});
  play(io, createQuietView(viewOptions));
  expect(io.stdout.text()).toMatch(/^Done: 100 iterations in 2 min 31 s\./);
  expect(io.stderr.text()).toBe('');
});

it('--json prints events as lines, without tensors, and nothing else', () => {
  const { io } = setUp({ isTerminal: true });
  const events: RunEvent[] = [];
  play(io, createJsonView({ io }), (event) => events.push(event));
  const lines = io.stdout.text().trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).type)).toEqual(events.map(({ type }) => type));
  expect(JSON.parse(lines[1]!)).toEqual({ type: 'sample', iteration: 0, path: expect.any(String) });
});

describe('signals', () => {
  const listen = () => {
    const io = fakeIo();
    let told = 0;
    const stopping = stopOnSignals(io, () => {
      told += 1;
    });
    return { io, stopping, told: () => told };
  };

  it('the first one stops, a second one ends at once', () => {
    const { io, stopping, told } = listen();
    io.send('SIGINT');
    expect([stopping.signal.aborted, stopping.code, told()]).toEqual([true, 130, 1]);
    io.advance(1000);
    io.send('SIGINT');
    expect(io.exits).toEqual([130]);
    expect(told()).toBe(1);
  });

  it('an echo, as npx sends it, is no second one', () => {
    const { io } = listen();
    io.send('SIGINT');
    io.advance(40);
    io.send('SIGINT');
    expect(io.exits).toEqual([]);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGPIPE', 141],
  ] as const)('%s gives %d', (signal, code) => {
    const { io, stopping } = listen();
    io.send(signal);
    expect(stopping.code).toBe(code);
    stopping.release();
    expect(io.pending()).toBe(0);
  });

  it('output that stays closed is no second signal', () => {
    const { io } = listen();
    io.send('SIGPIPE');
    io.advance(5000);
    io.send('SIGPIPE');
    expect(io.exits).toEqual([]);
  });
});

describe('measurements without a terminal', () => {
  it('are lines, and five without a better one are said once', () => {
    const { io, viewOptions } = setUp({});
    const view = createPlainView(viewOptions);
    view.event(start);
    [0.5, 0.4, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6].forEach((distance, index) => {
      view.event(evaluationEvent(10 * (index + 1), distance));
    });
    const lines = io.stdout
      .text()
      .split('\n')
      .filter((line) => line.includes('distance'));
    expect(lines).toHaveLength(8);
    expect(lines[1]).toBe(
      ' 20/100  2,500 samples: Wasserstein distance 0.400  modes covered 7 of 8  ' +
        'high-quality share 61.0 %  precision 91.0 %  coverage 70.0 %  best so far',
    );
    expect(lines[2]).toMatch(/ {2}best 0\.400 at 20$/);
    expect(io.stderr.text()).toBe(
      'note: 5 measurements in a row were no better than that of iteration 20: stopping may lose nothing, ' +
        'best.safetensors keeps that generator\n',
    );
  });

  it('of a resumed run are compared with earlier ones', () => {
    const { io, viewOptions } = setUp({});
    const view = createPlainView(viewOptions);
    const earlier = evaluationEvent(5, 0.1) as RunEvent & { readonly type: 'evaluation' };
    view.event({
      ...start,
      isResumed: true,
      measured: { last: earlier, best: earlier, sinceBest: 0 },
    } as RunEvent);
    view.event(evaluationEvent(10, 0.5));
    expect(io.stdout.text()).toContain('best 0.100 at 5');
  });
});
