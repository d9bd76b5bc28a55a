// Errors as the page gets them: a message, and what to do about it.

import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { ConfigError, WganError } from '../../base/errors.ts';
import type { Problem } from '../protocol/problem.ts';

/** A refusal in words. */
export function refusal(
  context: Context,
  status: ContentfulStatusCode,
  message: string,
  help?: string,
): Response {
  const problem: Problem = { message, ...(help !== undefined && { help }) };
  return context.json({ problem }, status);
}

/** What an error says: the asker's mistakes as 400, what is not there as 404, what does not fit the run as 409, the rest as 500. */
export function refusalOf(context: Context, error: unknown): Response {
  if (error instanceof ConfigError) return refusal(context, 400, error.message, error.help);
  if (error instanceof WganError) {
    return refusal(context, context.req.method === 'GET' ? 404 : 409, error.message, error.help);
  }
  const code = (error as { readonly code?: unknown } | null)?.code;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return refusal(context, 404, 'no such file: it may just have been removed');
  const message = error instanceof Error ? error.message : String(error);
  return refusal(context, 500, `the studio's server failed: ${message}`);
}
