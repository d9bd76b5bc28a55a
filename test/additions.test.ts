// "One file, one line": each kind of part is added to a copy of the sources as CONTRIBUTING.md says, its files from
// fixtures/additions and the lines below. Nothing else is touched; the copy is compiled, and its own tests find the parts.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const additions = join(root, 'test', 'fixtures', 'additions');

/** What is added to a file, right before the first place that reads so. */
type Line = readonly [file: string, before: string, added: string];

const kinds: Readonly<Record<string, readonly Line[]>> = {
  op: [
    ['src/graph/ops.ts', 'import { reduceMaxOp }', "import { reciprocalOp } from './reciprocal.ts';\n"],
    ['src/graph/ops.ts', 'ReduceMax:', 'Reciprocal: reciprocalOp,\n'],
    ['src/targets/onnx/ops.ts', 'ReduceMax:', 'Reciprocal: same,\n'],
    ['test/targets/text-target.ts', 'ReduceMax:', 'Reciprocal: call,\n'],
    [
      'test/graph/samples.ts',
      'import { reduceMax }',
      "import { reciprocal } from '../../src/graph/reciprocal.ts';\n",
    ],
    ['test/graph/samples.ts', 'ReduceMax:', 'Reciprocal: unary(reciprocal, awayFromZero),\n'],
    [
      'test/compiler/random-graph.ts',
      'import { reduceMax }',
      "import { reciprocal } from '../../src/graph/reciprocal.ts';\n",
    ],
    [
      'test/compiler/random-graph.ts',
      'ReduceMax:',
      'Reciprocal: (pick) => reciprocal(elementwise.exp(pick.float())),\n',
    ],
  ],
  layer: [
    ['src/nn/layers.ts', 'export { layerNorm,', "export { dense } from './dense.ts';\n"],
    ['test/nn/samples.ts', 'layerNorm: [', "dense: [['dense', layers.dense(3, 4)]],\n"],
  ],
  objective: [
    ['src/gan/objectives/registry.ts', 'import { dragan', "import { drift } from './drift.ts';\n"],
    ['src/gan/objectives/registry.ts', 'dragan, rpgan]', 'drift, '],
  ],
  option: [
    [
      'src/optim/sgd.ts',
      'import { learningRate',
      "import * as z from 'zod/mini';\nimport { option } from '../base/options.ts';\n",
    ],
    [
      'src/optim/sgd.ts',
      'momentum },\n',
      "nesterov: option(z.boolean(), { default: false, label: ['Nesterov', 'Nesterov'], help: ['Look ahead.', '先看一步。'] }), ",
    ],
  ],
  architecture: [
    ['src/gan/architectures/registry.ts', '\nexport const', "import { shallow } from './shallow.ts';\n"],
    ['src/gan/architectures/registry.ts', '])', ', shallow'],
  ],
  dataset: [
    ['src/data/registry.ts', 'import { stackedMnist }', "import { segment } from './segment.ts';\n"],
    ['src/data/registry.ts', '...pointDatasets,', 'segment,\n'],
  ],
  measure: [
    [
      'src/metrics/measures/registry.ts',
      'import type { Measure }',
      "import { meanRadius } from './mean-radius.ts';\n",
    ],
    ['src/metrics/measures/registry.ts', 'modeHistogram,\n]', 'meanRadius,\n'],
  ],
  'health monitor': [
    [
      'src/health/registry.ts',
      '\n/** Causes',
      "import { silentCritic } from './monitors/silent-critic.ts';\n",
    ],
    ['src/health/registry.ts', 'criticBehind,\n', 'silentCritic,\n'],
    [
      'test/health/monitors.test.ts',
      "{\n    monitor: 'collapse'",
      "{ monitor: 'silent-critic', warns: () => ({ criticLoss: 0 }), near: () => ({ criticLoss: 1e-3 }), says: /exactly 0/ },\n",
    ],
  ],
};

/** Tests of the copy that ask after the parts; of the conformance suites only what is new. */
const suites = [
  'added',
  'graph/conformance',
  'nn/conformance',
  'health/monitors',
  'gan/hidden-layers',
  'gan/programs',
];
const names = 'added|Reciprocal|dense|silent-critic|shallow|drift becomes';

const copy = mkdtempSync(join(tmpdir(), 'wgan-additions-'));
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function add([file, before, added]: Line): void {
  const path = join(copy, file);
  const text = readFileSync(path, 'utf8');
  const at = text.indexOf(before);
  if (at < 0) throw new Error(`${file}: expected "${before}", got none`);
  writeFileSync(path, text.slice(0, at) + added + text.slice(at));
}

/** The layer is one of PyTorch's under another name: what PyTorch recorded of it holds. */
function recordLayer(): void {
  const path = join(copy, 'test/fixtures/pytorch/layers.json');
  const cases = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...cases, dense: cases.linear }));
}

function run(...words: readonly string[]): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    cwd: copy,
    encoding: 'utf8',
    env: { ...process.env, CI: '', NO_COLOR: '1' },
  });
  return { status, output: stdout + stderr };
}

const installed = (...path: readonly string[]) => join(root, 'node_modules', ...path);

beforeAll(() => {
  const isSource = (path: string) => !/[\\/](node_modules|\.venv|bench[\\/]build)$/.test(path);
  for (const folder of ['src', 'test', 'recipes', 'examples', 'scripts', 'bench']) {
    cpSync(join(root, folder), join(copy, folder), { recursive: true, filter: isSource });
  }
  for (const file of ['package.json', 'tsconfig.json', 'vitest.config.ts']) {
    cpSync(join(root, file), join(copy, file));
  }
  for (const folder of ['node_modules', 'assets', 'docs'])
    symlinkSync(join(root, folder), join(copy, folder));
  cpSync(join(additions, 'src'), join(copy, 'src'), { recursive: true });
  cpSync(join(additions, 'added.ts'), join(copy, 'test', 'added.test.ts'));
  for (const line of Object.values(kinds).flat()) add(line);
  recordLayer();
});

describe('sources with one more of each kind', () => {
  test('compile', { timeout: 400_000 }, () => {
    const { status, output } = run(installed('typescript', 'bin', 'tsc'), '-p', copy);
    expect(output).toBe('');
    expect(status).toBe(0);
  });

  test('are found by help, form, run, card and the conformance suites', { timeout: 400_000 }, () => {
    const tests = suites.map((suite) => `test/${suite}.test.ts`);
    const { status, output } = run(
      installed('vitest', 'vitest.mjs'),
      ...['run', '--root', copy, '--maxWorkers', '1', '--reporter', 'verbose', '-t', names, ...tests],
    );
    expect(status, output).toBe(0);
    for (const name of ['Reciprocal', 'dense', 'silent-critic', 'shallow', 'drift']) {
      expect(output).toMatch(
        new RegExp(`✓.*conformance.*${name}|✓.*(monitors|hidden-layers|programs).*${name}`),
      );
    }
  });
});
