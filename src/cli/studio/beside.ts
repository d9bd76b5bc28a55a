// A studio beside a training: a process of its own, because training holds the event loop.

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { spokenLanguage } from '../language/say.ts';

const entry = fileURLToPath(new URL('../../../bin/wgan.js', import.meta.url));

/** Starts a studio that opens the browser, goes on after the training, and ends once nobody looks.
 *  @param tell  called with its first line, which says where it is */
export function studioBeside(runs: string, tell: (text: string) => void): void {
  const child = spawn(
    process.execPath,
    [entry, 'studio', '--runs', runs, '--end-when-idle', '--lang', spokenLanguage()],
    {
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  child.on('error', ({ message }) => tell(`the studio could not be started: ${message}`));
  child.stdout.setEncoding('utf8').once('data', (text: string) => {
    tell(text.split('\n')[0]!);
    child.stdout.destroy(); // it says no more
  });
  child.on('exit', (code) => code !== 0 && tell('the studio ended: wgan studio says why'));
  child.unref();
}
