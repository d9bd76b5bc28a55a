// Asking the server that this page came from.

import type { Problem } from '../../protocol/problem.ts';
import type {
  BranchRequest,
  ContinueRequest,
  ControlAnswer,
  ControlRequest,
  RunDetails,
  StartAnswer,
  StartForm,
  StartRequest,
} from '../../protocol/runs.ts';

/** What the server refused, or that it could not be reached, in words. */
export class ApiError extends Error {
  readonly help: string | undefined;

  constructor({ message, help }: Problem) {
    super(message);
    this.name = 'ApiError';
    this.help = help;
  }
}

const runAddress = (id: string) => `api/runs/${encodeURIComponent(id)}`;

/** The address of a file of a run: `metrics.jsonl`, `samples/000500.png`. */
export const fileAddress = (id: string, name: string): string => `${runAddress(id)}/${name}`;

/** The address of the samples of an iteration. */
export const sampleAddress = (id: string, iteration: number): string =>
  fileAddress(id, `samples/${String(iteration).padStart(6, '0')}.png`);

/** @throws ApiError if the server refuses or cannot be reached */
export async function ask(address: string, init?: RequestInit): Promise<Response> {
  const answer = await fetch(address, init).catch((cause: unknown) => {
    throw new ApiError({
      message: `the server does not answer (${cause instanceof Error ? cause.message : cause})`,
    });
  });
  if (answer.ok) return answer;
  const body = (await answer.json().catch(() => ({}))) as { readonly problem?: Problem };
  throw new ApiError(body.problem ?? { message: `the server answered ${answer.status}` });
}

async function read<T>(address: string): Promise<T> {
  return (await ask(address)).json() as Promise<T>;
}

async function send<T>(address: string, body: unknown): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  return (await ask(address, { method: 'POST', headers, body: JSON.stringify(body) })).json() as Promise<T>;
}

export const readDetails = (id: string): Promise<RunDetails> => read(runAddress(id));
export const readForm = (): Promise<StartForm> => read('api/form');
export const controlRun = (id: string, request: ControlRequest): Promise<ControlAnswer> =>
  send(`${runAddress(id)}/control`, request);
export const startRun = (request: StartRequest): Promise<StartAnswer> => send('api/runs', request);
export const continueRun = (id: string, request: ContinueRequest): Promise<StartAnswer> =>
  send(`${runAddress(id)}/continue`, request);
export const branchRun = (id: string, request: BranchRequest): Promise<StartAnswer> =>
  send(`${runAddress(id)}/branch`, request);
