// The packed digits, 1.6 MB: ten thousand training digits of MNIST as a gzipped IDX file (`npm run studio:digits`).

import { fetchBytes, type OnProgress } from './fetch-runtime.ts';

const address = new URL('../data/mnist-10k-idx3-ubyte.gz', import.meta.url).href;

/** The bytes of the IDX file.
 *  @throws Error in words if it cannot be had */
export async function fetchDigits(onProgress: OnProgress): Promise<Uint8Array> {
  return unpacked(await fetchBytes(address, onProgress));
}

/** Some servers unpack the file on its way. */
async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
