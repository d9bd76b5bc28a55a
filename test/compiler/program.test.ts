// Programs: their signature, the weights that they bring along, and what is refused.

import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/base/errors.ts';
import { float32 } from '../../src/base/host-tensor.ts';
import { compile } from '../../src/compiler/program.ts';
import { add, mul, sub, tanh } from '../../src/graph/elementwise.ts';
import { input } from '../../src/graph/leaves.ts';
import { printGraph } from '../../src/graph/print.ts';
import { reduceSum } from '../../src/graph/reduction.ts';

const x = input('x', [2, 3]);

describe('compile', () => {
  it('gives types of inputs and outputs', () => {
    const program = compile({ 'x.next': sub(x, mul(input('rate', []), 0.5)) }, { name: 'p' });
    expect(program.inputs).toEqual({
      x: { dtype: 'float32', shape: [2, 3] },
      rate: { dtype: 'float32', shape: [] },
    });
    expect(program.outputs).toEqual({ 'x.next': { dtype: 'float32', shape: [2, 3] } });
  });

  it('simplifies the graph, for no target', () => {
    const { graph } = compile({ y: add(tanh(x), 0) }, { name: 'p' });
    expect(printGraph(graph)).toBe('%0 = Tanh(x) : float32[2,3]\ny = %0');
  });

  it('keeps the weights that the graph reads, and does not ask for them', () => {
    const weights = { rate: float32([], [0.5]), unused: float32([], [1]) };
    const program = compile({ y: mul(x, input('rate', [])) }, { name: 'p', weights });
    expect(Object.keys(program.inputs)).toEqual(['x']);
    expect(program.weights).toEqual({ rate: weights.rate });
  });

  it('refuses one input name for two types', () => {
    const graph = { y: tanh(x), z: tanh(input('x', [4])) };
    const message = 'compile: input "x" must have one type, got float32[2,3] and float32[4]';
    expect(() => compile(graph, { name: 'p' })).toThrow(ConfigError);
    expect(() => compile(graph, { name: 'p' })).toThrow(message);
  });

  it('refuses an output with the name of an input', () => {
    const build = () => compile({ x: tanh(x) }, { name: 'p' });
    expect(build).toThrow(ConfigError);
    expect(build).toThrow('compile: an output must not have the name of an input, got "x"');
  });

  it('refuses a successor of another type than its tensor', () => {
    const build = () => compile({ 'x.next': reduceSum(x) }, { name: 'p' });
    expect(build).toThrow(ConfigError);
    expect(build).toThrow(
      'compile: output "x.next" must have the type of input "x", float32[2,3], got float32[]',
    );
  });
});
