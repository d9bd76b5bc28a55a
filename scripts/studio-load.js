// Measures what the readers of a studio cost training. One default run trains all the time. First readers stay: told is
// the processor time of server and readers. Then they come and go, a segment with them beside one without, in random
// order: told is the median of the pairs' differences, with the distribution-free 95 % interval of order statistics.
// Each reader listens to the stream and asks for what has grown, as
// the page does; all of them are in this process, on the same machine. Needs dist, and a machine that does nothing else.
// node scripts/studio-load.js [--readers 16] [--pairs 10] [--seconds 2] [--results file]
// With --results, pairs are added to the file, and the median is that of all in it: measure in pieces.

import { spawn } from 'node:child_process';
import { setMaxListeners } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    readers: { type: 'string', default: '16' },
    pairs: { type: 'string', default: '10' },
    seconds: { type: 'string', default: '2' },
    results: { type: 'string' },
  },
});
const [readers, pairs, seconds] = [values.readers, values.pairs, values.seconds].map(Number);
const SETTLE_MILLISECONDS = 700;
const SHARE_MILLISECONDS = 16_000; // four looks of the server
const entry = fileURLToPath(new URL('../bin/wgan.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'wgan-load-'));
const runs = join(folder, 'runs');

const wgan = (...args) => spawn(process.execPath, [entry, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
const ended = (child) => new Promise((resolve) => child.on('exit', resolve));

/** An answer of the studio, over connections that stay open. */
const agent = new Agent({ keepAlive: true });
const ask = (address, { headers = {}, signal }) =>
  new Promise((resolve, reject) => {
    get(address, { headers: { ...headers, authorization }, signal, agent }, resolve).on('error', reject);
  });

/** A page: the stream, the new lines of the log, the new picture. */
async function read(url, signal) {
  const known = { bytes: 0, samples: 0 };
  const answer = await ask(`${url}api/events`, { signal });
  let text = '';
  for await (const part of answer.setEncoding('utf8')) {
    const blocks = `${text}${part}`.split('\n\n');
    text = blocks.pop();
    for (const block of blocks) {
      const data = /^event: run$/m.test(block) && /^data: (.*)$/m.exec(block)?.[1];
      if (data) await follow(url, JSON.parse(data), known, signal);
    }
  }
}

async function follow(url, { id, bytes, samples }, known, signal) {
  const bytesOf = async (name, headers) => {
    let count = 0;
    for await (const part of await ask(`${url}api/runs/${id}/${name}`, { headers, signal }))
      count += part.length;
    return count;
  };
  if (bytes.metrics > known.bytes) {
    known.bytes += await bytesOf('metrics.jsonl', { range: `bytes=${known.bytes}-` });
  }
  if (samples.length > known.samples) await bytesOf(`samples/${String(samples.at(-1)).padStart(6, '0')}.png`);
  known.samples = samples.length;
}

/** The last numbers that the run has logged. */
function lastNumbers() {
  const path = join(runs, 'run', 'metrics.jsonl');
  const line = existsSync(path) ? readFileSync(path, 'utf8').split('\n').at(-2) : undefined;
  return line === undefined ? { iteration: 0, elapsedSeconds: 0 } : JSON.parse(line);
}

/** Iterations per second over a segment, by the run's own clock. */
async function speed() {
  await sleep(SETTLE_MILLISECONDS);
  const from = lastNumbers();
  await sleep(1000 * seconds);
  const to = lastNumbers();
  if (to.iteration === from.iteration)
    throw new Error('nothing was logged in a segment: give more --seconds');
  return (to.iteration - from.iteration) / (to.elapsedSeconds - from.elapsedSeconds);
}

/** Processor seconds of a process so far, where the platform tells. */
function processorSeconds(pid) {
  if (process.platform !== 'linux') return Number.NaN;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** What `measure` gives while readers look on. */
async function withReaders(url, measure) {
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const reading = Array.from({ length: readers }, () => read(url, stop.signal).catch(() => {}));
  const measured = await measure();
  stop.abort();
  await Promise.all(reading);
  return measured;
}

/** Parts of one processor that the server and all readers take, once they are there. */
async function shares(studio) {
  await sleep(SETTLE_MILLISECONDS);
  const [begin, server, here] = [performance.now(), processorSeconds(studio.pid), process.cpuUsage()];
  await sleep(SHARE_MILLISECONDS);
  const wall = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(here);
  return { server: (processorSeconds(studio.pid) - server) / wall, pages: (user + system) / 1e6 / wall };
}

/** What readers ask for in some minutes, so that the server's code is compiled as it is in a studio that stays open. */
async function warmUp(url) {
  const known = { bytes: 0, samples: 0 };
  const bytes = { metrics: 1 };
  for (let time = 0; time < 2000; time++) {
    await follow(url, { id: 'run', bytes, samples: [] }, known, undefined);
    known.bytes = 0;
  }
}

/** Segments with and without readers, in random order. */
async function measurePair(url) {
  const before = Math.random() < 0.5 ? await speed() : undefined;
  const watched = await withReaders(url, speed);
  return { alone: before ?? (await speed()), watched };
}

const sorted = (numbers) => numbers.toSorted((a, b) => a - b);
const median = (numbers) => {
  const ordered = sorted(numbers);
  return (ordered[(ordered.length - 1) >> 1] + ordered[ordered.length >> 1]) / 2;
};

/** The order statistics that hold the median with at least 95 %; none of fewer than 6 numbers. */
function intervalOfMedian(numbers) {
  const ordered = sorted(numbers);
  let [rank, chance, sum] = [0, 0.5 ** ordered.length, 0];
  while (sum + chance <= 0.025) {
    sum += chance;
    chance *= (ordered.length - rank) / (rank + 1);
    rank += 1;
  }
  return rank === 0 ? [Number.NaN, Number.NaN] : [ordered[rank - 1], ordered[ordered.length - rank]];
}

const percent = (value) => `${(100 * value).toFixed(2).replace('-', '−')} %`;

function report(all) {
  const costs = all.map((pair) => 1 - pair.watched / pair.alone);
  const [low, high] = intervalOfMedian(costs);
  console.log(
    `${all.length} pairs of segments of ${seconds} s, training alone ${median(all.map((pair) => pair.alone)).toFixed(2)} iterations/s`,
  );
  console.log(
    `readers cost: median ${percent(median(costs))}, 95 % interval ${percent(low)} to ${percent(high)}`,
  );
}

const studio = wgan('studio', '--runs', runs, '--port', '0', '--no-open');
const printed = await new Promise((resolve) =>
  studio.stdout.on('data', (text) => resolve(new URL(/http:\S+/.exec(text)[0]))),
);
const url = new URL('/', printed).href;
const authorization = `Bearer ${printed.searchParams.get('token')}`;
const training = wgan(
  ...['train', '--iterations', '1000000000', '--out', join(runs, 'run'), '--quiet'],
  ...['--checkpoint-every', '1000000000'], // they take longer than a segment's difference, with and without readers
);
const end = Promise.all([ended(training), ended(studio)]);
try {
  while (lastNumbers().elapsedSeconds < 2) await sleep(100);
  await warmUp(url);
  const { server, pages } = await withReaders(url, () => shares(studio));
  console.log(`${readers} readers: the studio's server takes ${percent(server)} of one processor,`);
  console.log(`the readers themselves ${percent(pages)}`);
  const measured = [];
  for (let pair = 0; pair < pairs; pair++) measured.push(await measurePair(url));
  const known =
    values.results && existsSync(values.results) ? JSON.parse(readFileSync(values.results, 'utf8')) : [];
  const all = [...known, ...measured];
  if (values.results) writeFileSync(values.results, `${JSON.stringify(all, null, 1)}\n`);
  report(all);
} finally {
  training.kill('SIGKILL');
  studio.kill();
  await end;
  rmSync(folder, { recursive: true, force: true });
}
