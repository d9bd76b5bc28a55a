// A process that trains: started, and killed, by tests. Arguments: the options of runTraining, as JSON.

import { runTraining } from '../../dist/run/run-training.js';

const options = JSON.parse(process.argv[2]);
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop.abort());
await runTraining({
  ...options,
  signal: stop.signal,
  onEvent: ({ type, iteration }) => process.stdout.write(`${type} ${iteration}\n`),
});
