// Do two built checkouts compute the same? node scripts/proof/compare.js BASE NEW [words of the works]
// Compares checkpoints' and weights' data, logs, samples, exported files, the hash of the configuration, and all
// programs that were loaded. Ends with 1 where anything differs. Either checkout may be a file of a run before,
// written with --save FILE (of the last checkout named).

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { writeData } from './data.js';
import { works } from './works.js';

const here = dirname(fileURLToPath(import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { save: { type: 'string' }, list: { type: 'boolean' } },
});
const [base, changed, ...words] = positionals;
const chosen = works.map(({ name }) => name).filter((name) => words.every((word) => name.includes(word)));

/** The parts of each work: {work: {part: hash}}. */
async function resultsOf(place, onResult) {
  if (statSync(place).isFile()) return JSON.parse(readFileSync(place, 'utf8'));
  const folder = mkdtempSync(join(tmpdir(), 'wgan-proof-'));
  try {
    writeData(folder);
    return await resultsIn(resolve(place), folder, onResult);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function resultsIn(root, folder, onResult) {
  const child = spawn(process.execPath, ['--no-warnings', join(here, 'checkout.js'), root, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, XDG_CACHE_HOME: folder },
  });
  const ended = new Promise((settle) => child.on('close', settle));
  child.stdin.end(`${chosen.join('\n')}\n`);
  const results = {};
  for await (const line of createInterface({ input: child.stdout })) {
    const { work, parts } = JSON.parse(line);
    results[work] = Object.fromEntries(parts);
    onResult(work, results[work]);
  }
  const code = await ended;
  if (code !== 0) throw new Error(`${root}: ended with ${code} after ${Object.keys(results).length} works`);
  return results;
}

/** The parts that differ, or that one side has not. */
const differing = (one = {}, other = {}) =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((part) => one[part] !== other[part]);

if (values.list || base === undefined) {
  console.log(chosen.join('\n'));
} else {
  const before = await resultsOf(base, () => {});
  let different = 0;
  const after =
    changed === undefined
      ? before
      : await resultsOf(changed, (work, parts) => {
          const parted = differing(before[work], parts);
          different += parted.length > 0 ? 1 : 0;
          console.log(`${parted.length === 0 ? 'same     ' : 'DIFFERENT'} ${work}`);
          if (parted.length > 0) console.log(`          ${parted.join(', ')}`);
        });
  if (values.save) writeFileSync(values.save, JSON.stringify(after));
  if (changed) console.log(`${different} of ${Object.keys(after).length} works differ`);
  process.exitCode = different > 0 ? 1 : 0;
}
