// Trains the recorded run in a thread of its own. What it needs came with the page: nothing is fetched.

import { openDevice } from '../../../runtime/devices.ts';
import { provideWebBinary } from '../../../runtime/web-binary.ts';
import { carriedDataset, type Recording } from '../../../train/recording.ts';
import { createHost } from '../rooms/train/host.ts';
import { warmUp } from '../rooms/train/warm-up.ts';
import { openRecordedLane } from './lane.ts';
import { unpack } from './unpack.ts';
import type { CarriedRequest, Carrying } from './worker-messages.ts';

const channel = new MessageChannel();
let resume = () => {};
channel.port1.onmessage = () => resume();

/** The next task of the event loop, which a background page does not slow down. */
const breathe = () =>
  new Promise<void>((resolve) => {
    resume = resolve;
    channel.port2.postMessage(0);
  });

let carrying: Carrying | undefined;

const host = createHost<'carried', Recording>({
  async openDevice({ threads }, onWaiting) {
    onWaiting({ part: 'runtime', loaded: 0, total: carrying!.runtime.length });
    await provideWebBinary(async () => (await unpack(carrying!.runtime)).buffer);
    const device = await openDevice('wasm', { threads });
    await warmUp(device);
    return device;
  },
  loadData: async () => carriedDataset(carrying!.recording, await unpack(carrying!.samples)),
  openLane: openRecordedLane,
  post: (report) => postMessage(report),
  now: () => performance.now(),
  breathe,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
});

addEventListener('message', ({ data }: MessageEvent<Carrying | CarriedRequest>) => {
  if (data.type === 'carrying') carrying = data;
  else host.receive(data);
});
