// How much memory training on many pictures takes, beyond that of the same networks on few.
// npm run data:memory -- [--count 100000] [--side 128] [--folder /tmp/many-pictures]
// Writes as many JPEG files (copies of 200), trains two iterations on 256 of them and on all, and compares the peaks of
// resident memory (Linux). Takes some minutes, and 9 GB of disk for 100,000 pictures of 128 × 128.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import sharp from 'sharp';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    side: { type: 'string', default: '128' },
    folder: { type: 'string', default: '/tmp/many-pictures' },
  },
});
const [count, side] = [Number(values.count), Number(values.side)];
const { folder } = values;

/** A picture of smooth colours, other ones for each number. */
function picture(number) {
  const data = Uint8Array.from({ length: side * side * 3 }, (_, i) => {
    const [channel, x, y] = [i % 3, Math.floor(i / 3) % side, Math.floor(i / 3 / side)];
    return (
      127 + 120 * Math.sin((x * (1 + (number % 7)) + y * (1 + (number % 5)) + 40 * channel + number) / 40)
    );
  });
  return sharp(data, { raw: { width: side, height: side, channels: 3 } })
    .jpeg({ quality: 85 })
    .toBuffer();
}

async function writePictures(name, length) {
  const kept = await Promise.all(
    Array.from({ length: Math.min(200, length) }, (_, number) => picture(number)),
  );
  for (let index = 0; index < length; index++) {
    const inner = join(folder, name, String(Math.floor(index / 1000)).padStart(4, '0'));
    if (index % 1000 === 0) mkdirSync(inner, { recursive: true });
    const path = join(inner, `${index}.jpg`);
    if (!existsSync(path)) writeFileSync(path, kept[index % kept.length]);
  }
  return join(folder, name);
}

const command = fileURLToPath(new URL('../bin/wgan.js', import.meta.url));
const probe = `process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS + '\\n'));`;

/** Peak of resident memory in MB. */
function peak(data) {
  const begin = performance.now();
  const size = ['--size', String(side), '--architecture', 'dcgan', '--channels', '8'];
  const short = [
    '--iterations',
    '2',
    '--batch',
    '16',
    '--threads',
    '1',
    '--quiet',
    '--no-preview',
    '--overwrite',
  ];
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      ...['--import', `data:text/javascript,${encodeURIComponent(probe)}`, command],
      ...['train', '--dataset', data, ...size, ...short, '--out', join(folder, 'run')],
    ],
    { encoding: 'utf8', env: { ...process.env, XDG_CACHE_HOME: join(folder, 'cache') } },
  );
  const [, kilobytes] = /peak (\d+)/.exec(stderr) ?? [];
  if (status !== 0 || kilobytes === undefined) throw new Error(`training must succeed, got ${stderr}`);
  return { megabytes: Math.round(Number(kilobytes) / 1000), seconds: (performance.now() - begin) / 1000 };
}

const few = peak(await writePictures('few', 256));
const many = await writePictures('many', count);
for (const [label, result] of [
  ['256 pictures', few],
  [`${count} pictures, decoded for the first time`, peak(many)],
  [`${count} pictures, again`, peak(many)],
]) {
  console.log(`${label}: peak ${result.megabytes} MB, ${result.seconds.toFixed(0)} s`);
}
