// What a run costs besides its computation: noise, batches, numbers, pictures and checkpoints, as a share of the wall
// time of `wgan train --preset tutorial` with all its defaults. Measures the built package (`npm run build`).
// With --parts it says where the time goes, from a profile of samples that slows the runs a little.

import { mkdtempSync, rmSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { InferenceSession } from 'onnxruntime-node';
import { runTraining } from '../dist/run/run-training.js';
import { resolveConfig } from '../dist/train/config.js';

const { values: options } = parseArgs({
  options: {
    iterations: { type: 'string', default: '5000' },
    runs: { type: 'string', default: '3' },
    parts: { type: 'boolean', default: false },
  },
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

/** Functions of the package, and what the time in them is spent on. */
const parts = {
  fillNormal: 'noise',
  fillUniform: 'noise',
  fillSamples: 'batches',
  liveScalars: 'live scalars',
  recordSample: 'pictures',
  recordCheckpoint: 'checkpoints',
  appendLine: 'log',
};

/** Runs `work` under a profiler; prints milliseconds per iteration of each part, with all that it calls. */
async function profiled(work) {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 200 });
  await session.post('Profiler.start');
  await work();
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const partOf = new Map();
  const spread = (id, part) => {
    const { callFrame, children = [] } = nodes.get(id);
    const own = part ?? parts[callFrame.functionName];
    partOf.set(id, own);
    for (const child of children) spread(child, own);
  };
  spread(profile.nodes[0].id, undefined);
  const sums = new Map(Object.values(parts).map((part) => [part, 0]));
  profile.samples.forEach((id, index) => {
    const part = partOf.get(id);
    if (part !== undefined) sums.set(part, sums.get(part) + profile.timeDeltas[index] / 1000);
  });
  for (const [part, milliseconds] of sums)
    console.log(`${(milliseconds / iterations).toFixed(3)} ms  ${part}`);
}

const shares = [];

/** One run; prints its share and keeps it. */
async function measure() {
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

for (let run = 0; run < Number(options.runs); run++) await (options.parts ? profiled(measure) : measure());
shares.sort((a, b) => a - b);
console.log(`median ${shares[shares.length >> 1].toFixed(1)} %`);
