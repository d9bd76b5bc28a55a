// Measures what the readers of a studio cost training: the same short run with and without them, in turns. Each reader
// listens to the stream and asks for what has grown, as the page does. Needs dist.
// node scripts/studio-load.js [readers] [rounds] [iterations]

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const [readers = 16, rounds = 3, iterations = 600] = process.argv.slice(2).map(Number);
const entry = fileURLToPath(new URL('../bin/wgan.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'wgan-load-'));
const runs = join(folder, 'runs');

const wgan = (...args) => spawn(process.execPath, [entry, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
const ended = (child) => new Promise((resolve) => child.on('exit', resolve));

/** Iterations per second of a default run. */
async function train(name) {
  const out = join(runs, name);
  await ended(wgan('train', '--iterations', String(iterations), '--out', out, '--quiet'));
  const { elapsedSeconds } = JSON.parse(readFileSync(join(out, 'status.json'), 'utf8'));
  return iterations / elapsedSeconds;
}

/** A page: the stream, the new lines of the log, the new picture. */
async function read(url, signal) {
  const known = { bytes: 0, samples: 0 };
  const answer = await fetch(`${url}api/events`, { signal });
  let text = '';
  for await (const part of answer.body.pipeThrough(new TextDecoderStream())) {
    const blocks = `${text}${part}`.split('\n\n');
    text = blocks.pop();
    for (const block of blocks) {
      const data = /^event: run$/m.test(block) && /^data: (.*)$/m.exec(block)?.[1];
      if (data) await follow(url, JSON.parse(data), known, signal);
    }
  }
}

async function follow(url, { id, bytes, samples }, known, signal) {
  const get = async (name, headers) =>
    (await fetch(`${url}api/runs/${id}/${name}`, { headers, signal })).arrayBuffer();
  if (bytes.metrics > known.bytes) {
    known.bytes += (await get('metrics.jsonl', { range: `bytes=${known.bytes}-` })).byteLength;
  }
  if (samples.length > known.samples) await get(`samples/${String(samples.at(-1)).padStart(6, '0')}.png`, {});
  known.samples = samples.length;
}

/** Processor seconds of a process so far, where the platform tells. */
function processorSeconds(pid) {
  if (process.platform !== 'linux') return Number.NaN;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function withReaders(name) {
  const studio = wgan('studio', '--runs', runs, '--port', '0', '--no-open');
  const url = await new Promise((resolve) =>
    studio.stdout.on('data', (text) => resolve(/http:\S+/.exec(text)[0])),
  );
  const stop = new AbortController();
  const reading = Array.from({ length: readers }, () => read(url, stop.signal).catch(() => {}));
  await sleep(500);
  const before = { time: performance.now(), processor: processorSeconds(studio.pid) };
  const speed = await train(name);
  const share =
    (processorSeconds(studio.pid) - before.processor) / ((performance.now() - before.time) / 1000);
  stop.abort();
  await Promise.all(reading);
  studio.kill();
  await ended(studio);
  return { speed, share };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

try {
  const alone = [];
  const watched = [];
  for (let round = 0; round < rounds; round++) {
    alone.push(await train(`alone-${round}`));
    watched.push(await withReaders(`watched-${round}`));
    console.log(
      `alone ${alone.at(-1).toFixed(2)} it/s, ${readers} readers ${watched.at(-1).speed.toFixed(2)} it/s`,
    );
  }
  const [a, b] = [median(alone), median(watched.map(({ speed }) => speed))];
  console.log(
    `medians: ${a.toFixed(2)} and ${b.toFixed(2)} it/s: ${(100 * (1 - b / a)).toFixed(1)} % slower`,
  );
  const share = median(watched.map((each) => each.share));
  console.log(`the studio's server: ${(100 * share).toFixed(2)} % of one processor`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
