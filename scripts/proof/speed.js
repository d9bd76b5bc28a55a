// Is one of two built checkouts slower? node scripts/proof/speed.js BASE NEW [rounds]
// Iterations as `wgan train` logs them (the last half of a run, without what compiles and warms up) and whole short
// runs, from the start of the process to its end; in turns, so that both meet the same machine. Ratios of medians above
// 1.02 end with 1. Nothing else should compute meanwhile.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [base, changed, rounds = '9'] = process.argv.slice(2);
const LIMIT = 1.02;

/** The trainings of bench/works.ts, as far as the command line can say them, points, and whole processes. */
const works = {
  'tutorial MLP, wgan-gp, batch 64': { options: '--preset tutorial', iterations: 200 },
  'the same, batch 256': { options: '--preset tutorial --batch 256', iterations: 60 },
  'bigger MLP with BatchNorm': {
    options:
      '--preset tutorial --optimizer adam --learning-rate 2e-4 --generator-norm batch --generator-hidden 128,256,512,1024',
    iterations: 100,
  },
  'tutorial MLP, wgan with clipping': { options: '--objective wgan', iterations: 200 },
  'tutorial MLP, gan': { options: '--objective gan', iterations: 400 },
  'points, batch 256': {
    options:
      '--dataset ring --batch 256 --latent 2 --generator-hidden 128,128,128 --critic-hidden 128,128,128',
    iterations: 400,
  },
  'cold start, points': { options: '--dataset ring --generator-hidden 64 --critic-hidden 64', iterations: 1 },
  'cold start, digits': { options: '', iterations: 1 },
};

/** Seconds of an iteration, or of the whole process where there is only one. */
function timeOf(root, { options, iterations }) {
  const folder = mkdtempSync(join(tmpdir(), 'wgan-speed-'));
  const out = join(folder, 'run');
  const never = '--sample-every 100000 --checkpoint-every 100000 --log-every 1 --quiet';
  const words = `${options} ${never} --iterations ${iterations} --out ${out}`.trim().split(/\s+/);
  const begin = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'bin', 'wgan.js'), 'train', ...words]);
  const seconds = (performance.now() - begin) / 1000;
  if (status !== 0) throw new Error(`${root}: ${stderr}`);
  const lines = readFileSync(join(out, 'metrics.jsonl'), 'utf8').trim().split('\n').map(JSON.parse);
  rmSync(folder, { recursive: true });
  if (iterations === 1) return seconds;
  const half = lines.slice(lines.length / 2).map(({ elapsedSeconds }) => elapsedSeconds);
  return median(half.slice(1).map((time, index) => time - half[index]));
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle) - 1]) / 2;
}

for (const [name, work] of Object.entries(works)) {
  const times = { [base]: [], [changed]: [] };
  for (let round = 0; round < Number(rounds); round++) {
    const order = round % 2 === 0 ? [base, changed] : [changed, base];
    for (const root of order) times[root].push(timeOf(root, work));
  }
  const [before, after] = [median(times[base]), median(times[changed])];
  const ratio = after / before;
  if (ratio > LIMIT) process.exitCode = 1;
  const shown = [before, after].map((seconds) => `${(1000 * seconds).toFixed(2)} ms`).join(' → ');
  console.log(`${ratio > LIMIT ? 'SLOWER' : 'as fast'}  ${name}: ${shown}, ratio ${ratio.toFixed(3)}`);
}
