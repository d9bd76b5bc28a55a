// Opening a page in the reader's browser.

import { spawn } from 'node:child_process';

const openers: { readonly [platform: string]: readonly [program: string, ...args: string[]] } = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** Opens a page where the platform can; the address has been printed for where it cannot. */
export function openBrowser(url: string): void {
  const [program, ...args] = openers[process.platform] ?? ['xdg-open'];
  const child = spawn(program, [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
