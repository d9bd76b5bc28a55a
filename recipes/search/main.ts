// The command line of the search.

import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sweep } from '../experiments/sweep.ts';
import { tableText } from '../experiments/tables.ts';
import { engineNames } from './engines.ts';
import { defaultsOf, fullSize, quickSize, SEARCHED, searchOf } from './search.ts';

const usage = `node recipes/search/run.js <engine> [options]

  <engine>            ${engineNames.join(' or ')} (recipes/search/setup prepares PyTorch), or
  defaults            the other objectives with their own defaults, with ours
  --objective <name>  (default: ${SEARCHED})
  --quick             a look in less than a minute; its numbers mean nothing
  --candidates <n>    how many settings are tried (default: ${fullSize.candidates})
  --out <folder>      where results go (default: recipes/search/results, or quick)
`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      objective: { type: 'string', default: SEARCHED },
      quick: { type: 'boolean', default: false },
      candidates: { type: 'string' },
      out: { type: 'string' },
    },
  });
  const [engine = ''] = positionals;
  if (engine !== 'defaults' && !engineNames.includes(engine)) return console.log(usage);
  const base = values.quick ? quickSize : fullSize;
  const size = { ...base, ...(values.candidates !== undefined && { candidates: Number(values.candidates) }) };
  const folder = fileURLToPath(new URL(values.quick ? 'quick' : 'results', import.meta.url));
  const search = engine === 'defaults' ? defaultsOf(size) : searchOf(engine, values.objective, size);
  const options = {
    size: 'full',
    bases: {},
    out: values.out ?? folder,
    slots: 2,
    isHere: true,
    report: console.log,
  } as const;
  const done = await sweep(search, options);
  const { tables, findings } = search.report(done);
  console.log(['', ...tables.map(tableText), '', ...findings].join('\n'));
}

await main();
