// Trains in a thread of its own, also while the page is in the background: no timer and no frame paces it.

import { DataError } from '../../../../base/errors.ts';
import type { Device } from '../../../../runtime/device.ts';
import { openDevice } from '../../../../runtime/devices.ts';
import { fetchRuntime, fetchWebGpuRuntime, type OnProgress } from '../../runtime/fetch-runtime.ts';
import { fetchDigits } from '../../runtime/packed-digits.ts';
import { loadSource } from './data.ts';
import { createHost } from './host.ts';
import { openLane } from './lanes.ts';
import { packedDigits } from './packed-digits.ts';
import { warmUp } from './warm-up.ts';
import type { DataSource, LaneOrder, Request, Waiting } from './worker-messages.ts';

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
  const total = packedDigits.bytes;
  try {
    return await fetchDigits((loaded) => onWaiting({ part: 'digits', loaded, total }));
  } catch (cause) {
    throw new DataError('digits: cannot be loaded', {
      cause,
      help: 'look whether wgan studio still runs, then try again',
    });
  }
}

/** One graphics processor for the thread: its failure ends both. */
let gpu: Promise<Device> | undefined;

const host = createHost<DataSource, LaneOrder>({
  async openDevice({ device: name, threads }, onWaiting) {
    const tell: OnProgress = (loaded, total = loaded) => onWaiting({ part: 'runtime', loaded, total });
    if (name === 'webgpu') {
      gpu ??= import('../../../../runtime/webgpu.ts').then(({ openWebGpu }) =>
        openWebGpu(() => fetchWebGpuRuntime(tell)),
      );
      return gpu;
    }
    await fetchRuntime(tell);
    const device = await openDevice('wasm', { threads });
    await warmUp(device);
    return device;
  },
  loadData: (source, onWaiting) => loadSource(source, () => readDigits(onWaiting)),
  openLane,
  post: (report) => postMessage(report),
  now: () => performance.now(),
  breathe,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
});

addEventListener('message', ({ data }: MessageEvent<Request>) => host.receive(data));
