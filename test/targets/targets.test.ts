// A target is one folder: a table of ops, what is fast there, and bytes. ONNX is one of them, and not in the way.

import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/base/errors.ts';
import { compile } from '../../src/compiler/program.ts';
import { initialState } from '../../src/gan/gan.ts';
import { trainingStep, wholeIteration } from '../../src/gan/iteration.ts';
import { add, maximum, minimum, mul, neg, tanh } from '../../src/graph/elementwise.ts';
import { gemm } from '../../src/graph/gemm.ts';
import { constant, input, stopGradient } from '../../src/graph/leaves.ts';
import { leaves, ops } from '../../src/graph/ops.ts';
import type { Op } from '../../src/graph/tensor.ts';
import { openDevice } from '../../src/runtime/devices.ts';
import { lower } from '../../src/targets/lower.ts';
import { onnx } from '../../src/targets/onnx/onnx.ts';
import type { OpTable, Pass, Target } from '../../src/targets/target.ts';
import { resolveConfig } from '../../src/train/config.ts';
import { ganOf } from '../../src/train/setup.ts';
import { instantiate, samples } from '../graph/samples.ts';
import { text, words } from './text-target.ts';

const x = input('x', [2, 3]);
const inWords = (program: Parameters<typeof lower>[0], target: Target = text) =>
  new TextDecoder().decode(lower(program, target).bytes);

describe('ops', () => {
  it('are listed by the names that nodes have', () => {
    for (const [name, op] of Object.entries({ ...ops, ...leaves })) expect(op.name).toBe(name);
  });

  it('are all listed', async () => {
    const folder = new URL('../../src/graph/', import.meta.url);
    const modules = await Promise.all(readdirSync(folder).map((file) => import(new URL(file, folder).href)));
    const defined = modules.flatMap((exports) =>
      Object.entries(exports as object).flatMap(([name, value]) =>
        name.endsWith('Op') && typeof value === 'object' ? [(value as Op).name] : [],
      ),
    );
    expect(defined.sort()).toEqual(Object.keys({ ...ops, ...leaves }).sort());
  });
});

describe('a second target', () => {
  it('gets the graph as the rewrites of all targets leave it, and nothing of ONNX', () => {
    const weight = input('weight', [4, 3]);
    const y = mul(gemm(x, weight, { transposeB: true }), 2);
    const graph = { y: stopGradient(add(y, 0)), z: minimum(maximum(tanh(x), -1), 1) };
    const program = compile(graph, { name: 'p' });
    expect(inWords(program)).toBe(
      [
        'p',
        'gemm x weight : float32[2,4]',
        'tanh x : float32[2,3]',
        'max %2 [-1] : float32[2,3]',
        'min %3 [1] : float32[2,3]',
        'y = %1·2',
        'z = %4',
      ].join('\n'),
    );
    expect(inWords(program, { ...text, rewrites: onnx.rewrites })).toContain('clip %2 [-1] [1]');
  });

  it('makes choices of its own over the whole graph, which can be switched off', () => {
    const negated: Pass = { name: 'negate', apply: (roots) => roots.map((root) => neg(root)) };
    const program = compile({ y: tanh(x) }, { name: 'p' });
    const bytes = lower(program, { ...text, passes: [negated] }).bytes;
    expect(new TextDecoder().decode(bytes)).toContain('mul %1 [-1]'); // what all targets make of −x
    const plain = lower(program, { ...text, passes: [negated] }, { without: ['negate'] });
    expect(plain.bytes).toEqual(lower(program, text).bytes);
  });

  it('says every op, and a whole iteration', () => {
    for (const rows of Object.values(samples)) {
      const { node } = instantiate(rows[0]!, 1);
      expect(inWords(compile({ y: node }, { name: 'p' }))).toMatch(/\ny = /);
    }
    const config = resolveConfig({ latent: 3, batch: 4, generatorHidden: [5], criticHidden: [5] });
    const gan = ganOf(config, [2]);
    const step = trainingStep(initialState(gan, 1), wholeIteration(gan));
    const lines = inWords(compile(step, { name: 'iteration' })).split('\n');
    expect(lines.filter((line) => line.includes('.next = '))).toHaveLength(
      Object.keys(initialState(gan, 1)).length,
    );
  });

  it('does not compile without an op', () => {
    const { Tanh: _, ...others } = words;
    // @ts-expect-error Tanh is missing
    const table: OpTable<string, string[]> = others;
    expect(table).not.toHaveProperty('Tanh');
  });
});

describe('a device', () => {
  it('says which target it runs, and refuses programs of another', async () => {
    const device = await openDevice('cpu', { threads: 1 });
    const program = compile({ y: constant([1, 2]) }, { name: 'p' });
    expect(await device.targetFor(program)).toBe(onnx);
    const loading = device.load(lower(program, text));
    await expect(loading).rejects.toThrow(ConfigError);
    await expect(loading).rejects.toThrow('cpu: runs programs in onnx, got p in text');
    const loaded = await device.load(lower(program, onnx));
    expect([...(await loaded.run({})).y!.data]).toEqual([1, 2]);
    await loaded.release();
  });
});
