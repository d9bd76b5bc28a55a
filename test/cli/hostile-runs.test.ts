// Run folders as a stranger might send them: whatever stands in their files, every command says something true, and the
// other runs are shown.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { WganError } from '../../src/base/errors.ts';
import { main } from '../../src/cli/main.ts';
import { factLines, tableLines } from '../../src/cli/terminal/table.ts';
import { system } from '../../src/run/system.ts';
import { cardOf } from '../../src/studio/server/runs/card.ts';
import { createCatalog } from '../../src/studio/server/runs/catalog.ts';
import { detailsOf } from '../../src/studio/server/runs/details.ts';
import { sharedFolder, temporaryFolder } from '../run/tiny.ts';
import { fakeIo } from './fake-io.ts';

async function run(...args: readonly string[]) {
  const io = fakeIo();
  const code = await main(args, io);
  return { code, stdout: io.stdout.text(), stderr: io.stderr.text() };
}

const place = sharedFolder();
const runs = join(place.path, 'runs');
const hostile = join(runs, 'hostile');
const example = 'assets/example-run';
const firstLines = (path: string, count: number) =>
  readFileSync(path, 'utf8').split('\n').slice(0, count).join('\n');

function makeRun(folder: string): void {
  mkdirSync(join(folder, 'checkpoints'), { recursive: true });
  for (const name of ['config.json', 'status.json']) cpSync(join(example, name), join(folder, name));
  writeFileSync(join(folder, 'metrics.jsonl'), `${firstLines(join(example, 'metrics.jsonl'), 12)}\n`);
}

const report = {
  kind: 'digits',
  dataset: 'mnist',
  realSeed: 1,
  notes: [],
  frechetDistance: 3,
  classKl: 0.1,
  classHistogram: [5, 5],
  classifierVersion: '1',
  counts: { samples: 10, real: 10, test: 10, neighbours: 10, k: 5, nearest: 2 },
};

/** What each file holds. */
const contents: Readonly<Record<string, unknown>> = {
  'config.json': JSON.parse(readFileSync(join(example, 'config.json'), 'utf8')),
  'status.json': JSON.parse(readFileSync(join(example, 'status.json'), 'utf8')),
  'metrics.jsonl': JSON.parse(firstLines(join(example, 'metrics.jsonl'), 1)),
  'evaluations.jsonl': { iteration: 50, report, seed: 1, seconds: 1, elapsedSeconds: 2 },
  'changes.jsonl': { id: 'a', command: 'set', key: 'penalty', value: 3, iteration: 50 },
  'warnings.jsonl': { name: 'collapse', iteration: 50, message: 'x', help: 'y' },
  lock: { pid: 1, host: 'elsewhere', started: 'x' },
};

/** Texts of JSON that nobody expects. */
const surprises = [
  `${'['.repeat(9000)}${']'.repeat(9000)}`,
  `[${new Array(100_000).fill(1)}]`,
  '{"__proto__":{"state":"done"}}',
  '{"toString":1,"constructor":null}',
  JSON.stringify('x'.repeat(100_000)),
  ...[
    '"__proto__"',
    '"\\n\\u001b[31m"',
    '-1',
    '1.5',
    '1e308',
    '1e999',
    'null',
    'true',
    '{}',
    '[]',
    '[[[1]]]',
  ],
];

/** Paths of all values in a value. */
function pathsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [path, ...inner.flatMap(([key, each]) => pathsOf(each, [...path, key]))];
}

const MARK = '@surprise@';

/** The text of a value in which another stands at a path, or nothing. */
function withSurprise(value: unknown, path: readonly string[], surprise: string | undefined): string {
  const put = (inner: unknown, [key, ...rest]: readonly string[]): unknown => {
    if (key === undefined) return surprise === undefined ? undefined : MARK;
    const entries = Object.entries(inner as object).map(([name, each]) =>
      name === key ? [name, put(each, rest)] : [name, each],
    );
    return Array.isArray(inner) ? entries.map(([, each]) => each) : Object.fromEntries(entries);
  };
  return (JSON.stringify(put(value, path)) ?? '').replace(`"${MARK}"`, () => surprise ?? '');
}

const edit = fc.constantFrom(...Object.keys(contents)).chain((file) =>
  fc.record({
    file: fc.constant(file),
    path: fc.constantFrom(...pathsOf(contents[file])),
    surprise: fc.constantFrom(undefined, ...surprises),
  }),
);

/** Everything that looks at a run looks at the hostile one, beside a sound one. */
async function look(): Promise<void> {
  const listed = await run('list', runs);
  expect(listed.code).toBe(0);
  expect(listed.stdout).toMatch(/sound +done +6,500\/6,500/);
  for (const args of [['info'], ['info', '--json'], ['explain'], ['explain', '--json']]) {
    const { stderr } = await run(...args, hostile);
    expect(stderr, args.join(' ')).not.toMatch(/unexpected|bug/);
  }
  const catalog = createCatalog({ runs, system: system() });
  for (const found of catalog.list()) {
    const { card, text } = cardOf(found);
    expect(text.length).toBeLessThan(100_000);
    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(card)));
    try {
      JSON.stringify(detailsOf(found));
    } catch (error) {
      expect(error).toBeInstanceOf(WganError);
    }
  }
}

test('one value replaced in one file: every command says something true, the sound run is shown', async () => {
  makeRun(join(runs, 'sound'));
  const property = fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 2 }), async (edits) => {
    rmSync(hostile, { recursive: true, force: true });
    makeRun(hostile);
    for (const { file, path, surprise } of edits) {
      writeFileSync(join(hostile, file), `${withSurprise(contents[file], path, surprise)}\n`);
    }
    await look();
  });
  await fc.assert(property, { numRuns: 60 });
});

describe('a run folder', () => {
  const damages: readonly (readonly [name: string, file: string, content: string, said: RegExp])[] = [
    [
      'whose dataset is named by nested lists',
      'config.json',
      withSurprise(contents['config.json'], ['dataset', 'name'], surprises[0]),
      /config\.json: expected JSON at most 32 brackets deep, got 9002/,
    ],
    [
      'without versions',
      'config.json',
      withSurprise(contents['config.json'], ['versions'], undefined),
      /config\.json: versions: expected .*, got undefined/,
    ],
    [
      'that came from a number',
      'config.json',
      withSurprise(contents['config.json'], ['created'], '"now","origin":{"run":3,"iteration":1}'),
      /config\.json: origin\.run: expected text, got 3/,
    ],
    [
      'of 100,000 layers',
      'config.json',
      withSurprise(contents['config.json'], ['config', 'criticHidden'], surprises[1]),
      /criticHidden: expected at most 1500 in the list/,
    ],
    ['with half a configuration', 'config.json', '{"format":"wgan', /config\.json: expected JSON, got/],
    ['with another status', 'status.json', '{}', /status\.json: state: expected one of starting, running/],
  ];

  it.each(damages)('%s is shown as damaged, with the others', async (_, file, content, said) => {
    makeRun(join(runs, 'sound'));
    rmSync(hostile, { recursive: true, force: true });
    makeRun(hostile);
    writeFileSync(join(hostile, file), content);
    const { stdout } = await run('list', runs);
    expect(stdout).toMatch(/hostile +damaged/);
    expect(stdout).toMatch(said);
    const info = await run('info', hostile);
    expect(info.stdout + info.stderr).toMatch(said);
    const found = createCatalog({ runs, system: system() }).find('hostile');
    expect(cardOf(found).card).toMatchObject({
      state: 'damaged',
      problem: { message: expect.stringMatching(said) },
    });
    await look();
  });
});

test('damaged lines of logs are left out, counted and told', async () => {
  rmSync(hostile, { recursive: true, force: true });
  makeRun(hostile);
  const evaluation = contents['evaluations.jsonl'];
  const unknown = withSurprise(evaluation, ['report', 'kind'], '"__proto__"');
  const lines = [unknown, JSON.stringify(evaluation), withSurprise(evaluation, ['seed'], '[[1]]'), '{"iter'];
  writeFileSync(join(hostile, 'evaluations.jsonl'), lines.join('\n'));
  const { stdout } = await run('info', hostile);
  expect(stdout).toMatch(/measured +10 samples: Fréchet distance 3\b/);
  expect(stdout).toMatch(/damaged +lines of evaluations\.jsonl that are left out: 3/);
  expect(stdout).not.toContain('metrics.jsonl');
});

describe('a configuration from a file', () => {
  const written = (text: string) => {
    const path = join(temporaryFolder(), 'config.json');
    writeFileSync(path, text);
    return run('train', '--dry-run', '--dataset', 'ring', '--config', path);
  };

  it('has only what stands in it', async () => {
    const { code, stderr } = await written('{"__proto__":{"penalty":3}}');
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/config\.json: expected plain keys, got "__proto__"/);
  });

  it('may begin with a byte order mark', async () => {
    const { code, stdout } = await written('\uFEFF{"iterations":17}');
    expect(code).toBe(0);
    expect(stdout).toMatch(/\b17\b/);
  });
});

test('300,000 tensors of a file are laid out', () => {
  const rows = Array.from({ length: 300_000 }, (_, index) => [`t${index}`, 'float32[0]'] as const);
  expect(factLines(rows, (_, text) => text).at(-1)).toMatch(/^t299999 +float32\[0\]$/);
  expect(tableLines(['a', 'b'], rows, (_, text) => text)).toHaveLength(300_001);
});

describe.skipIf(process.platform === 'win32')('what is no plain file (skipped on Windows: no pipes)', () => {
  const pipe = (path: string) => {
    rmSync(path, { force: true });
    execFileSync('mkfifo', [path]);
    return path;
  };

  it.each(['config.json', 'status.json', 'metrics.jsonl', 'lock', 'changes.jsonl', 'evaluations.jsonl'])(
    'is refused in place of %s, and the other runs are listed',
    async (name) => {
      makeRun(join(runs, 'sound'));
      rmSync(hostile, { recursive: true, force: true });
      makeRun(hostile);
      const status = readFileSync(join(hostile, 'status.json'), 'utf8');
      writeFileSync(join(hostile, 'status.json'), status.replace('"done"', '"running"'));
      const path = pipe(join(hostile, name));
      expect((await run('list', runs)).stdout).toMatch(/sound +done/);
      const { stdout, stderr } = await run('info', hostile);
      expect(stdout + stderr).toContain(`${path}: expected a plain file, got a pipe`);
    },
  );

  it.each([
    ['train', '--dry-run', '--config'],
    ['train', '--dry-run', '--dataset'],
    ['sample', '--out', 'never.png'],
    ['info'],
    ['evaluate'],
    ['export', '--to', 'never.onnx'],
  ])('is refused by %s %s %s', async (...args) => {
    const path = pipe(join(temporaryFolder(), 'points.csv'));
    const { code, stderr } = await run(...args, path);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/points\.csv(: expected a plain file, got|, which is) a pipe/);
  });

  it('a log of 300 MB is refused, not read', async () => {
    rmSync(hostile, { recursive: true, force: true });
    makeRun(hostile);
    truncateSync(join(hostile, 'metrics.jsonl'), 300e6);
    expect((await run('explain', hostile)).stderr).toContain('expected at most 256 MB, got 300 MB');
  });
});
