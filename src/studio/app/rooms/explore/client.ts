// The page's end of the room's worker.

import { type ReadonlySignal, signal } from '@preact/signals';
import type { Progress, Question, QuestionName, Questions, Reply } from './worker-messages.ts';

/** What the worker refused, in words. */
export class WorkerProblem extends Error {
  readonly help: string | undefined;

  constructor(message: string, help: string | undefined) {
    super(message);
    this.name = 'WorkerProblem';
    this.help = help;
  }
}

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (problem: Error) => void;
}

const waiting = new Map<number, Waiting>();
const fetched = signal<Progress | undefined>(undefined);
let worker: Worker | undefined;
let lastId = 0;

/** What is being fetched now. */
export const progress: ReadonlySignal<Progress | undefined> = fetched;

/** Asks the worker, which answers in order. The arrays of a question stay with the page.
 *  @throws WorkerProblem */
export function ask<K extends QuestionName>(
  name: K,
  asked: Questions[K]['asked'],
): Promise<Questions[K]['answer']> {
  worker ??= startWorker();
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker!.postMessage({ id, name, asked } satisfies Question<K>);
  });
}

function startWorker(): Worker {
  const started = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  started.addEventListener('message', ({ data }: MessageEvent<Reply>) => receive(data));
  started.addEventListener('error', ({ message }) => {
    for (const { reject } of waiting.values())
      reject(new WorkerProblem(message || 'the worker could not start', undefined));
    waiting.clear();
    worker = undefined;
  });
  return started;
}

function receive(reply: Reply): void {
  if ('progress' in reply) {
    fetched.value = reply.progress;
    return;
  }
  fetched.value = undefined;
  const asked = waiting.get(reply.id);
  waiting.delete(reply.id);
  if ('answer' in reply) asked?.resolve(reply.answer as never);
  else asked?.reject(new WorkerProblem(reply.problem.message, reply.problem.help));
}
