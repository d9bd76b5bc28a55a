// Works in one built checkout: node checkout.js ROOT FOLDER < names of works, one a line. Writes {work, part, hash}
// as lines of JSON. All works share a process, which costs no start for each.

import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { works } from './works.js';

const [root, folder] = process.argv.slice(2);
const require = createRequire(join(root, 'package.json'));
const { run } = await import(pathToFileURL(join(root, 'dist', 'cli', 'main.js')));

const hashOf = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 16);

/** The number of the field in onnx.proto. */
const METADATA = 14;

/** What an ONNX model computes: all fields of it but `metadata_props`. */
function computation(bytes) {
  const kept = [];
  for (let at = 0; at < bytes.length; ) {
    const begin = at;
    const varint = () => {
      let value = 0;
      for (let scale = 1; ; scale *= 128) {
        const byte = bytes[at++];
        value += (byte % 128) * scale;
        if (byte < 128) return value;
      }
    };
    const key = varint();
    const size = varint(); // of a message, a text; or a number itself
    if (key % 8 === 2) at += size;
    if (Math.floor(key / 8) !== METADATA) kept.push(bytes.subarray(begin, at));
  }
  return Buffer.concat(kept);
}

/** Hashes of all programs that were loaded on the CPU since the last call, whatever for. */
const programs = programsOf(require('onnxruntime-node'));

function programsOf({ InferenceSession }) {
  const loaded = new Set();
  const { create } = InferenceSession;
  InferenceSession.create = (bytes, ...rest) => {
    loaded.add(hashOf(computation(bytes)));
    return create.call(InferenceSession, bytes, ...rest);
  };
  return () => {
    const hashes = [...loaded].sort();
    loaded.clear();
    return hashes;
  };
}

/** The command line, as its entry file starts it; its exit status. */
async function wgan(words) {
  process.argv = [process.execPath, 'wgan', ...words, '--lang', 'en'];
  process.exitCode = undefined;
  await run();
  process.removeAllListeners('uncaughtException');
  const code = process.exitCode ?? 0;
  process.exitCode = undefined;
  return code;
}

/** What lies behind the header of a safetensors file. */
function dataOf(path) {
  const bytes = readFileSync(path);
  return bytes.subarray(8 + Number(bytes.readBigUInt64LE(0)));
}

const clocks = ['elapsedSeconds', 'seconds', 'imagesPerSecond', 'memoryBytes'];

/** A value with its keys in order, without what a clock or the machine says. */
function timeless(value) {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(timeless);
  const kept = Object.keys(value).filter((key) => !clocks.includes(key));
  return Object.fromEntries(kept.sort().map((key) => [key, timeless(value[key])]));
}

/** The lines of a log, but for what has nothing to do with what was computed. */
function linesOf(path) {
  const lines = readFileSync(path, 'utf8').trim().split('\n');
  return JSON.stringify(lines.map((line) => timeless(JSON.parse(line))));
}

const kinds = { safetensors: dataOf, jsonl: linesOf, onnx: readFileSync, png: readFileSync };

function filesOf(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.split('.').at(-1) in kinds)
    .sort()
    .map((name) => [name, hashOf(kinds[name.split('.').at(-1)](join(folder, name)))]);
}

async function train(out, { options, set, resumeAt }) {
  const words = ['train', '--out', out, '--quiet', ...options.split(' ')];
  if (resumeAt === undefined) return wgan(words);
  const iterations = words[words.indexOf('--iterations') + 1];
  const first = await wgan(words.with(words.indexOf('--iterations') + 1, String(resumeAt)));
  const lines = Object.entries(set).map(([key, value]) =>
    JSON.stringify({ id: key, command: 'set', key, value }),
  );
  appendFileSync(join(out, 'control.jsonl'), `${lines.join('\n')}\n`);
  return first || wgan(['train', '--resume', out, '--iterations', iterations, '--quiet']);
}

async function partsOf(work, out) {
  const code = await train(out, work);
  if (code !== 0 && !work.mayFail) throw new Error(`wgan train ${work.options}: exit status ${code}`);
  if (!existsSync(out)) return [['exit status', String(code)]];
  if (work.hasExports) {
    await wgan(['export', out, '--training', '--to', join(out, 'training.onnx')]);
    await wgan(['sample', out, '--count', '4', '--seed', '3', '--out', join(out, 'four.png')]);
  }
  const { hash } = JSON.parse(readFileSync(join(out, 'config.json'), 'utf8'));
  return [['hash of the configuration', hash], ['programs', programs().join(' ')], ...filesOf(out)];
}

// the command line says what it does; here only the results count
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;
process.chdir(folder);

let count = 0;
for await (const name of createInterface({ input: process.stdin })) {
  const work = works.find((each) => each.name === name);
  const parts = await partsOf(work, join(folder, `run-${count++}`));
  write(`${JSON.stringify({ work: name, parts })}\n`);
}
