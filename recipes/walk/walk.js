// Every family of convolutional networks, on digits and on a folder of colour pictures, by flags alone: killed and gone on
// with, sampled, measured, exported, and its weights loaded strictly into the printed PyTorch code where Python is given.

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { python: { type: 'string' }, only: { type: 'string', default: '' } },
});
const [pictures] = positionals;
if (pictures === undefined) throw new Error('expected a folder of colour pictures of 32 pixels, got none');

const bin = fileURLToPath(new URL('../../bin/wgan.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'wgan-walk-'));
const at = (...names) => join(folder, ...names);

const networks = {
  dcgan: ['--architecture', 'dcgan', '--channels', '4'],
  resnet: ['--architecture', 'resnet', '--channels', '4'],
  vgg16: ['--generator', 'dcgan', '--generator-channels', '4', '--critic', 'vgg16', '--critic-width', '16'],
};
const datasets = { mnist: ['--dataset', 'mnist'], pictures: ['--dataset', pictures, '--size', '32'] };
const how = ['--latent', '8', '--batch', '4', '--critic-steps', '1', '--threads', '1', '--log-every', '1'];
const ITERATIONS = 40;

function wgan(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`wgan ${args.join(' ')}: ended with ${status}\n${stderr}`);
  return stdout;
}

/** Trains and kills it once it has said that iteration 3 is made. */
function killed(args) {
  const child = spawn(process.execPath, [bin, ...args, '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.setEncoding('utf8').on('data', (text) => {
    if (text.includes('"iteration":3')) child.kill('SIGKILL');
  });
  return new Promise((resolve, reject) =>
    child.on('close', (_, signal) =>
      signal === 'SIGKILL'
        ? resolve()
        : reject(new Error(`expected it to be killed, got to its end: ${args.join(' ')}`)),
    ),
  );
}

const last = (run) => readFileSync(at(run, 'checkpoints', readdirSync(at(run, 'checkpoints')).sort().at(-1)));

/** Loads generator.safetensors into the modules of the model card with PyTorch, and compares with ONNX Runtime. */
function loadInPython(run) {
  const card = readFileSync(at(run, 'README.md'), 'utf8');
  const code = card.split('```python\n')[1].split('\n```')[0];
  const check = `
import numpy, onnxruntime
session = onnxruntime.InferenceSession("generator.onnx")
for count in (1, 5):
    z = torch.randn(count, 8)
    with torch.no_grad():
        ours = session.run(None, {"latent": z.numpy()})[0]
        theirs = generator.eval()(z).reshape(ours.shape).numpy()
    assert numpy.abs(ours - theirs).max() < 1e-4, numpy.abs(ours - theirs).max()
`;
  writeFileSync(at(run, 'load.py'), code + check);
  const { status, stderr } = spawnSync(values.python, ['load.py'], { cwd: at(run), encoding: 'utf8' });
  if (status !== 0) throw new Error(`${run}: PyTorch: ${stderr}`);
}

try {
  for (const [data, from] of Object.entries(datasets)) {
    for (const [name, network] of Object.entries(networks)) {
      const run = `${data}-${name}`;
      if (!run.includes(values.only)) continue;
      const args = ['train', ...from, ...network, ...how, '--checkpoint-every', '2', '--keep', '1'];
      const long = [...args, '--iterations', String(ITERATIONS)];
      wgan(...long, '--out', at(`${run}-whole`), '--quiet');
      await killed([...long, '--out', at(run)]);
      wgan('train', '--resume', at(run), '--quiet');
      if (!last(run).equals(last(`${run}-whole`))) throw new Error(`${run}: other bytes after kill -9`);
      wgan('sample', at(run), '--count', '4', '--out', at(run, 'four.png'));
      wgan('evaluate', at(run), '--samples', '64');
      wgan('export', at(run), '--to', at(run, 'generator.onnx'));
      if (values.python !== undefined) loadInPython(run);
      console.log(
        `${run}: the same bytes after kill -9; sampled, measured, exported${values.python ? ', loaded strictly by PyTorch' : ''}`,
      );
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
