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

/** Before the command line with its tables is there. */
function isChinese({ LC_ALL, LC_MESSAGES, LANG }, args) {
  const typed = args[args.lastIndexOf('--lang') + 1];
  return /^zh/i.test(args.includes('--lang') ? typed : LC_ALL || LC_MESSAGES || LANG);
}

const say = (english, chinese) => (isChinese(process.env, process.argv) ? chinese : english);

function refuse(message, help) {
  console.error(`wgan: ${message}\n${say('help: ', '提示：')}${help}`);
  process.exitCode = 1;
}

if (isOlder(process.versions.node, needed)) {
  refuse(
    say(
      `needs Node ${needed} or newer, got ${process.versions.node}`,
      `需要 Node ${needed} 或更新版本，得到 ${process.versions.node}`,
    ),
    say('get a newer one at https://nodejs.org', '请从 https://nodejs.org 取得新版本'),
  );
} else if (!existsSync(main)) {
  refuse(say('has not been built yet', '尚未构建'), say('run npm run build', '请运行 npm run build'));
} else {
  import(main.href).then(
    ({ run }) => run(),
    (error) => {
      refuse(
        `${say('cannot be loaded: ', '无法载入：')}${error.message}`,
        say('install it again; --debug shows where it fails', '请重新安装；--debug 显示出错的位置'),
      );
      if (process.argv.includes('--debug')) console.error(error);
    },
  );
}
