// Tables of rewrites: for each, graphs that it changes; what becomes of them, and that their values stay.

import { describe, expect, it } from 'vitest';
import { interpret } from '../../src/compiler/interpret.ts';
import { printGraph } from '../../src/graph/print.ts';
import type { Tensor } from '../../src/graph/tensor.ts';
import { randomFeeds } from '../graph/oracles.ts';
import { expectClose, tolerances } from '../tolerances.ts';

export type Graph = Readonly<Record<string, Tensor>>;

interface Rewriting {
  /** Of the rewrites that need a row. */
  readonly names: readonly string[];
  /** Of all that `rewrite` does. */
  readonly all: readonly string[];
  /** The graph after all but some. */
  rewrite(graph: Graph, without: readonly string[]): Graph;
}

function expectEqual(actual: Graph, expected: Graph): void {
  const feeds = randomFeeds(expected);
  const values = interpret(actual, feeds);
  Object.entries(interpret(expected, feeds)).forEach(([name, value]) => {
    expectClose(values[name]!, value, tolerances.algebra, name);
  });
}

/** What holds for each row of a table; `rewrites.txt` beside the test has its graphs before and after. */
export function describeTable(
  table: Readonly<Record<string, Graph>>,
  { names, all, rewrite }: Rewriting,
): void {
  const rewriteBy = (name: string, graph: Graph): Graph =>
    rewrite(
      graph,
      all.filter((other) => other !== name),
    );

  it('has a row for every rewrite', () => {
    expect(Object.keys(table).sort()).toEqual([...names].sort());
  });

  it('rewrites each graph by its identity', async () => {
    const lines = Object.entries(table).flatMap(([name, graph]) => [
      name,
      printGraph(graph),
      '→',
      printGraph(rewriteBy(name, graph)),
      '',
    ]);
    await expect(lines.join('\n')).toMatchFileSnapshot('./rewrites.txt');
  });

  describe.each(Object.entries(table))('%s', (name, graph) => {
    it('changes the graph and keeps its values', () => {
      const rewritten = rewriteBy(name, graph);
      for (const output of Object.keys(graph)) {
        const [before, after] = [{ y: graph[output]! }, { y: rewritten[output]! }];
        expect(printGraph(after)).not.toBe(printGraph(before));
      }
      expectEqual(rewritten, graph);
      expectEqual(rewrite(graph, []), graph);
    });

    it('can be switched off', () => {
      expect(printGraph(rewrite(graph, all))).toBe(printGraph(graph));
      const partly = rewrite(graph, [name]);
      expect(printGraph(partly)).not.toBe(printGraph(rewrite(graph, [])));
      expectEqual(partly, graph);
    });
  });
}
