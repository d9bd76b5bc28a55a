// What a run costs besides its computation: noise, batches, numbers, pictures and checkpoints, as a share of the wall
// time of `wgan train --preset tutorial` with all its defaults. Measures the built package (`npm run build`).

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { InferenceSession } from 'onnxruntime-node';
import { runTraining } from '../dist/run/run-training.js';
import { resolveConfig } from '../dist/train/config.js';

const { values: options } = parseArgs({
  options: { iterations: { type: 'string', default: '1500' }, runs: { type: 'string', default: '3' } },
});
const iterations = Number(options.iterations);

/** Milliseconds inside the training program, in the run at hand. */
let inside = 0;

const create = InferenceSession.create.bind(InferenceSession);
InferenceSession.create = async (...given) => {
  const session = await create(...given);
  if (!session.inputNames.includes('latent.generator')) return session;
  const run = session.run.bind(session);
  session.run = async (...feeds) => {
    const start = performance.now();
    try {
      return await run(...feeds);
    } finally {
      inside += performance.now() - start;
    }
  };
  return session;
};

const shares = [];
for (let run = 0; run < Number(options.runs); run++) {
  const folder = mkdtempSync(join(tmpdir(), 'wgan-loop-'));
  inside = 0;
  try {
    const config = resolveConfig({ iterations }, { preset: 'tutorial' });
    const { elapsedSeconds } = await runTraining({ config, out: join(folder, 'run') });
    const outside = elapsedSeconds - inside / 1000;
    const share = (100 * outside) / elapsedSeconds;
    shares.push(share);
    console.log(
      `${iterations} iterations: ${elapsedSeconds.toFixed(1)} s, outside the program ${outside.toFixed(2)} s = ${share.toFixed(1)} %`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
shares.sort((a, b) => a - b);
console.log(`median ${shares[shares.length >> 1].toFixed(1)} %`);
