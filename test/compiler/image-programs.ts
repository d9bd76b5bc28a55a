// Random graphs of images, many in one program: what devices run, and what it must give.

import { withPrefix } from '../../src/base/record.ts';
import { interpret } from '../../src/compiler/interpret.ts';
import type { Dense, Tensor } from '../../src/graph/tensor.ts';
import type { Feeds } from '../graph/oracles.ts';
import { expectClose, tolerances } from '../tolerances.ts';
import { derivativesOf } from './derivatives.ts';
import { randomImageGraph } from './random-images.ts';

const COUNT = 200;
const TOGETHER = 20;

export const imageSeeds = Array.from({ length: COUNT }, (_, index) => index + 1);

export interface ImageProgram {
  readonly title: string;
  readonly outputs: Readonly<Record<string, Tensor>>;
  readonly feeds: Feeds;
  readonly exact: Readonly<Record<string, Dense>>;
}

/** The graphs of some seeds with their derivatives, under the names of their seeds. */
function programOf(seeds: readonly number[]): ImageProgram {
  const parts = seeds.map((seed) => {
    const { loss, inputs, feeds } = randomImageGraph(seed, { prefix: `${seed}.` });
    return { outputs: withPrefix(String(seed), derivativesOf(loss, inputs).outputs), feeds };
  });
  const outputs = Object.assign({}, ...parts.map((part) => part.outputs)) as Record<string, Tensor>;
  const feeds = Object.assign({}, ...parts.map((part) => part.feeds)) as Record<string, Dense>;
  return { title: `seeds ${seeds[0]} to ${seeds.at(-1)}`, outputs, feeds, exact: interpret(outputs, feeds) };
}

export const imagePrograms: readonly ImageProgram[] = Array.from({ length: COUNT / TOGETHER }, (_, part) =>
  programOf(imageSeeds.slice(part * TOGETHER, (part + 1) * TOGETHER)),
);

/** Expects what a device found to be what the interpreter says, within float32. */
export function expectOracle(found: Feeds, exact: Feeds): void {
  for (const [name, value] of Object.entries(exact)) {
    expectClose(found[name]!, value, tolerances.float32, name);
  }
}
