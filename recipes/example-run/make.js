// Makes assets/example-run, the run that the studio plays where there is none yet: a default training on MNIST with
// 2,000 digits held out, thinned to what a film and its curves need. Needs dist; about four minutes on two cores.
// node recipes/example-run/make.js [a run that was trained like that]

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const root = fileURLToPath(new URL('../../', import.meta.url));
const target = join(root, 'assets', 'example-run');
const training = '--seed 1 --holdout 2000 --log-every 10 --sample-every 100 --quiet'.split(' ');

/** Frames: close together while much happens, then wider apart. */
const frames = [
  0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000, 1200, 1400, 1700, 2000, 2400, 2800, 3300, 3800, 4400,
  5000, 5700, 6500,
];
const logEvery = 50;

function trained() {
  const [given] = process.argv.slice(2);
  if (given !== undefined) return given;
  const folder = join(mkdtempSync(join(tmpdir(), 'wgan-example-')), 'mnist-wgan-gp');
  const { status } = spawnSync(
    process.execPath,
    [join(root, 'bin/wgan.js'), 'train', ...training, '--out', folder],
    {
      stdio: 'inherit',
    },
  );
  if (status !== 0) throw new Error(`wgan train must succeed, got exit code ${status}`);
  return folder;
}

/** A grid of tiles without its enlargement, in 16 greys. */
async function thinned(path) {
  const { width, height } = await sharp(path).metadata();
  return sharp(path)
    .resize(Math.floor(width / 2), Math.floor(height / 2), { kernel: 'nearest' })
    .png({ palette: true, colours: 16, compressionLevel: 9, effort: 10 })
    .toBuffer();
}

async function make(run) {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(join(target, 'samples'), { recursive: true });
  const status = JSON.parse(readFileSync(join(run, 'status.json'), 'utf8'));
  const process = { pid: 1, host: 'example' };
  writeFileSync(join(target, 'status.json'), `${JSON.stringify({ ...status, process }, null, 2)}\n`);
  for (const name of ['config.json', 'warnings.jsonl', 'evaluations.jsonl']) {
    if (existsSync(join(run, name))) writeFileSync(join(target, name), readFileSync(join(run, name)));
  }
  const lines = readFileSync(join(run, 'metrics.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const rounded = (_, value) =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(5)) : value;
  const kept = lines.filter(({ iteration }) => iteration % logEvery === 0 || iteration === 10);
  const text = kept.map((line) => `${JSON.stringify(line, rounded)}\n`).join('');
  writeFileSync(join(target, 'metrics.jsonl'), text);
  const names = [...frames.map((iteration) => `${String(iteration).padStart(6, '0')}.png`), 'real.png'];
  let bytes = 0;
  for (const name of names) {
    writeFileSync(join(target, 'samples', name), await thinned(join(run, 'samples', name)));
    bytes += statSync(join(target, 'samples', name)).size;
  }
  console.log(
    `assets/example-run: ${names.length} pictures, ${Math.round(bytes / 1000)} kB; ${kept.length} lines`,
  );
}

await make(trained());
