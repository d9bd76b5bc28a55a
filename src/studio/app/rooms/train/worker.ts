// Trains in a thread of its own, also while the page is in the background: no timer and no frame paces it.

import { DataError } from '../../../../base/errors.ts';
import { openDevice } from '../../../../runtime/devices.ts';
import { loadSource } from './data.ts';
import { tellingWasm, told } from './downloads.ts';
import { createHost } from './host.ts';
import { packedDigits } from './packed-digits.ts';
import { warmUp } from './warm-up.ts';
import type { Request, Waiting } from './worker-messages.ts';

const channel = new MessageChannel();
let resume = () => {};
channel.port1.onmessage = () => resume();

/** The next task of the event loop: timers may be held back in a background page, messages are not. */
const breathe = () =>
  new Promise<void>((resolve) => {
    resume = resolve;
    channel.port2.postMessage(0);
  });

async function readDigits(onWaiting: (waiting: Waiting) => void): Promise<Uint8Array> {
  const address = new URL('../../data/mnist-10k-idx3-ubyte.gz', import.meta.url);
  const response = await fetch(address).catch(() => undefined);
  if (!response?.ok) {
    throw new DataError('digits: cannot be loaded', {
      help: 'look whether wgan studio still runs, then try again',
    });
  }
  const total = packedDigits.bytes;
  const packed = told(response, (loaded) => onWaiting({ part: 'digits', loaded, total }));
  const unpacked = packed.body!.pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}

const host = createHost({
  openDevice: (threads, onWaiting) =>
    tellingWasm(
      (loaded, total) => onWaiting({ part: 'runtime', loaded, total }),
      async () => {
        const device = await openDevice('wasm', { threads });
        await warmUp(device);
        return device;
      },
    ),
  loadData: (source, onWaiting) => loadSource(source, () => readDigits(onWaiting)),
  post: (report) => postMessage(report),
  now: () => performance.now(),
  breathe,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
});

addEventListener('message', ({ data }: MessageEvent<Request>) => host.receive(data));
