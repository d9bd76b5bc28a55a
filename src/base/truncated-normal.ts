// Normal numbers of which none is far from 0.

import { ConfigError } from './errors.ts';
import { fillNormal, type StreamKey } from './random.ts';

/** Below, nearly every number would be drawn again. */
const LEAST = 0.01;

/** Fills `out` with standard normal numbers of magnitude ≤ `bound`: those beyond it are drawn again, as often as it takes
 *  (the truncation of Brock et al. 2019, arXiv:1809.11096, section 3.1). A short fill is the prefix of a long one.
 *  @throws ConfigError for a bound below 0.01, and as `fillNormal` */
export function fillTruncatedNormal(out: Float32Array, key: StreamKey, bound: number): void {
  if (!(bound >= LEAST)) throw new ConfigError(`truncation: expected a number ≥ ${LEAST}, got ${bound}`);
  fillNormal(out, key);
  const isBeyond = (index: number) => Math.abs(out[index]!) > bound;
  let beyond = [...out.keys()].filter(isBeyond);
  for (let attempt = 1; beyond.length > 0; attempt++) {
    const again = new Float32Array(beyond.at(-1)! + 1);
    fillNormal(again, { ...key, name: `${key.name ?? ''}/again.${attempt}` });
    for (const index of beyond) out[index] = again[index]!;
    beyond = beyond.filter(isBeyond);
  }
}
