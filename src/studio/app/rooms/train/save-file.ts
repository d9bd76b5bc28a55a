// Files that go to the reader's downloads.

import { notify } from '../../components/toast.tsx';
import { trainMessages as t } from './messages.ts';

export function saveFile(name: string, bytes: Uint8Array): void {
  const address = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>]));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  notify(t().saved(name));
}
