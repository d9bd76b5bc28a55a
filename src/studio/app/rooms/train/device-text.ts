// What trains now, in words.

import { trainMessages as t } from './messages.ts';
import type { Opened } from './worker-messages.ts';

export function deviceText({ device, threads, hardware }: Opened): string {
  return device === 'wasm'
    ? t().threads(threads)
    : t().graphics(hardware?.name ?? '', hardware?.isSoftware ?? false);
}
