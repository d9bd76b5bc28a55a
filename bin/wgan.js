#!/usr/bin/env node
// Starts the built command line.

import { existsSync, readFileSync } from 'node:fs';

const needed = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
).engines.node.replace('>=', '');
const main = new URL('../dist/cli/main.js', import.meta.url);

function isOlder(version, than) {
  const [major, minor] = version.split('.').map(Number);
  const [leastMajor, leastMinor] = than.split('.').map(Number);
  return major < leastMajor || (major === leastMajor && minor < leastMinor);
}

function refuse(message, help) {
  console.error(`wgan: ${message}\nhelp: ${help}`);
  process.exitCode = 1;
}

if (isOlder(process.versions.node, needed)) {
  refuse(
    `needs Node ${needed} or newer, got ${process.versions.node}`,
    'get a newer one at https://nodejs.org',
  );
} else if (!existsSync(main)) {
  refuse('has not been built yet', 'run npm run build');
} else {
  import(main.href).then(
    ({ run }) => run(),
    (error) => {
      refuse(`cannot be loaded: ${error.message}`, 'install it again; --debug shows where it fails');
      if (process.argv.includes('--debug')) console.error(error);
    },
  );
}
