// node bench/memory.js [words]: peak memory of whole trainings (VmHWM, Linux) beside the estimate of `wgan train --dry-run`,
// in MB of 10⁶ bytes; on MNIST, and on colour images of noise where a size is said. Of the trainings whose options have the
// words, if some are given. Built first: `node scripts/prepare.js`.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const cases = [
  '',
  '--architecture dcgan',
  '--architecture dcgan --critic-steps 1',
  '--architecture dcgan --channels 32',
  '--architecture dcgan --channels 128',
  '--architecture dcgan --objective gan',
  '--architecture dcgan --batch 256',
  '--architecture resnet --channels 64 --batch 32',
  '--architecture resnet --channels 32 --critic-steps 2',
  '--architecture dcgan --optimizer adam --generator-norm batch',
  '--architecture resnet --channels 16 --batch 16 --critic-steps 1',
  '--dataset 32.npy --architecture dcgan',
  '--dataset 64.npy --architecture dcgan --batch 32',
  '--dataset 64.npy --architecture dcgan --channels 32 --batch 16 --generator-norm batch --optimizer adam',
  '--dataset 32.npy --architecture resnet --channels 64 --batch 32 --generator-norm batch --optimizer adam',
  '--dataset 32.npy --generator dcgan --critic vgg16 --batch 32',
  '--dataset 32.npy --generator dcgan --critic vgg11 --batch 16 --critic-steps 1',
  '--architecture dcgan --device wasm',
  '--dataset 32.npy --architecture dcgan --batch 32 --device wasm',
];

/** Colour images uint8[64, size, size, 3] of noise, as NumPy keeps them. */
function writeNoise(file, size) {
  const header = `{'descr': '|u1', 'fortran_order': False, 'shape': (64, ${size}, ${size}, 3), }`.padEnd(117);
  const start = Buffer.from(`\x93NUMPY\x01\x00v\x00${header}\n`, 'latin1');
  const values = Uint8Array.from({ length: 64 * size * size * 3 }, (_, at) => (at * 2654435761) >>> 24);
  writeFileSync(file, Buffer.concat([start, values]));
}

const wgan = new URL('../bin/wgan.js', import.meta.url).pathname;
const watch = `import { readFileSync } from 'node:fs';
process.on('exit', () => {
  const [, peak] = /VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'));
  process.stderr.write('\\npeak ' + peak + '\\n');
});`;

const wganWith = (args) => {
  const hook = `data:text/javascript,${encodeURIComponent(watch)}`;
  const data = args.includes('--dataset') ? [] : ['--dataset', 'mnist'];
  return spawnSync(process.execPath, ['--import', hook, wgan, 'train', ...data, ...args], {
    encoding: 'utf8',
  });
};

console.log('| options | measured | estimated |\n|---|---:|---:|');
for (const options of cases.filter((options) =>
  process.argv.slice(2).every((word) => options.includes(word)),
)) {
  const folder = mkdtempSync(join(tmpdir(), 'wgan-memory-'));
  const args = options
    .split(' ')
    .filter(Boolean)
    .map((word) => (word.endsWith('.npy') ? join(folder, word) : word));
  for (const file of args.filter((word) => word.endsWith('.npy')))
    writeNoise(file, Number.parseInt(basename(file), 10));
  const out = join(folder, 'run');
  const { stderr } = wganWith([...args, '--iterations', '3', '--threads', '2', '--out', out]);
  const measured = (Number(/peak (\d+)/.exec(stderr)?.[1]) * 1024) / 1e6;
  const { stdout } = wganWith([...args, '--dry-run']);
  const estimated = Number(/memory +about ([\d.]+) GB/.exec(stdout)?.[1]) * 1000;
  rmSync(folder, { recursive: true });
  console.log(`| ${options || 'the default'} | ${measured.toFixed(0)} | ${estimated.toFixed(0)} |`);
}
