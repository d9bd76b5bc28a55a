// The data that the room learns from now.

import { trainMessages as t } from './messages.ts';
import { own } from './own/state.ts';
import { sourceOf } from './recipe.ts';
import { failure, recipe } from './trainer-state.ts';
import type { DataSource } from './worker-messages.ts';

/** Where the data come from; undefined while the reader's files are not there. */
export function sourceNow(): DataSource | undefined {
  const isWaiting = recipe.value.data === 'own' && own.value === undefined;
  return isWaiting ? undefined : sourceOf(recipe.value, own.value);
}

/** Says what is missing before anything can train. */
export function isMissing(): boolean {
  if (sourceNow() !== undefined) return false;
  failure.value = { message: t().filesMissing };
  return true;
}
