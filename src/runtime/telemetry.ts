// On Linux and macOS, ONNX Runtime's native library reports what it runs to its makers, the model's metadata with it,
// and keeps a number of this machine and its reports under ~/.cache/Microsoft, unless the environment says otherwise
// before it is loaded. (On Windows it knows no such setting, and has no sender of its own.)

import { isMainThread } from 'node:worker_threads';
import { DeviceError } from '../base/errors.ts';

const setting = 'ORT_DISABLE_TELEMETRY';

/** Turns the reports off, in this process and in those that it starts; to be called before the library is loaded.
 *  @throws DeviceError in a worker thread, if the main thread cannot be asked */
export async function turnOffTelemetry(): Promise<void> {
  const isInherited = process.env[setting] === '1';
  process.env[setting] = '1';
  if (isMainThread) return;
  try {
    await setInMainThread();
  } catch (cause) {
    if (!isInherited) throw notSilenced(cause);
  }
}

/** In a worker thread `process.env` is a copy; the library reads the environment that only the main thread can change. */
async function setInMainThread(): Promise<void> {
  const { Session } = await import('node:inspector/promises');
  const session = new Session();
  session.connectToMainThread();
  try {
    await within(30_000, session.post('Runtime.evaluate', { expression: `process.env.${setting} = '1'; 0` }));
  } finally {
    session.disconnect();
  }
}

async function within(milliseconds: number, answer: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer for ${milliseconds / 1000} s`)), milliseconds);
  });
  try {
    await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

function notSilenced(cause: unknown): DeviceError {
  return new DeviceError(
    "cpu: expected a main thread that turns off ONNX Runtime's telemetry for this worker thread, got none that answers",
    {
      cause,
      help: `start the process with ${setting}=1, or keep the main thread free while the first device is opened`,
    },
  );
}
