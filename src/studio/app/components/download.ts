// Files that go to the reader's downloads.

/** Time in which a browser has begun to write the file. */
const KEPT_MILLISECONDS = 10_000;

export function download(name: string, blob: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MILLISECONDS);
}
