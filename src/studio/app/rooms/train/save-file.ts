// Saves a file and says so.

import { download } from '../../components/download.ts';
import { notify } from '../../components/toast.tsx';
import { trainMessages as t } from './messages.ts';

export function saveFile(name: string, bytes: Uint8Array): void {
  download(name, new Blob([bytes as Uint8Array<ArrayBuffer>]));
  notify(t().saved(name));
}
