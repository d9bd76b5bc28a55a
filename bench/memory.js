// Peak memory of whole trainings on MNIST (VmHWM, Linux) beside the estimate of `wgan train --dry-run`, in MB of 10⁶ bytes.
// Built first: `node scripts/prepare.js`.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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
];

const wgan = new URL('../bin/wgan.js', import.meta.url).pathname;
const watch = `import { readFileSync } from 'node:fs';
process.on('exit', () => {
  const [, peak] = /VmHWM:\\s+(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'));
  process.stderr.write('\\npeak ' + peak + '\\n');
});`;

const wganWith = (args) => {
  const hook = `data:text/javascript,${encodeURIComponent(watch)}`;
  return spawnSync(process.execPath, ['--import', hook, wgan, 'train', '--dataset', 'mnist', ...args], {
    encoding: 'utf8',
  });
};

console.log('| options | measured | estimated |\n|---|---:|---:|');
for (const options of cases) {
  const args = options.split(' ').filter(Boolean);
  const folder = mkdtempSync(join(tmpdir(), 'wgan-memory-'));
  const out = join(folder, 'run');
  const { stderr } = wganWith([...args, '--iterations', '3', '--threads', '2', '--out', out]);
  rmSync(folder, { recursive: true });
  const measured = (Number(/peak (\d+)/.exec(stderr)?.[1]) * 1024) / 1e6;
  const { stdout } = wganWith([...args, '--dry-run']);
  const estimated = Number(/memory +about ([\d.]+) GB/.exec(stdout)?.[1]) * 1000;
  console.log(`| ${options || 'the default'} | ${measured.toFixed(0)} | ${estimated.toFixed(0)} |`);
}
