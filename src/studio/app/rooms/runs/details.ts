// Configurations of runs, and the form of new ones: asked for once, kept.

import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { RunCard, RunDetails, StartForm } from '../../../protocol/runs.ts';
import { type ApiError, readDetails, readForm } from '../../server/api.ts';

/** What was asked for, or why there is none. */
export type Answer<T> = { readonly value: T } | { readonly error: ApiError } | undefined;

const answers = new Map<string, Signal<Answer<RunDetails>>>();
const asked = new Map<string, string>();

/** The configuration of a run; asked for again when its settings have changed or it begins anew. */
export function detailsOf({ id, generation, bytes, state }: RunCard): ReadonlySignal<Answer<RunDetails>> {
  const answer = answers.get(id) ?? signal<Answer<RunDetails>>(undefined);
  answers.set(id, answer);
  const version = `${generation} ${bytes.changes} ${state}`;
  if (asked.get(id) !== version) {
    asked.set(id, version);
    readDetails(id).then(
      (value) => {
        answer.value = { value };
      },
      (error: ApiError) => {
        answer.value = { error };
      },
    );
  }
  return answer;
}

/** The details, where they are there. */
export const knownDetails = (card: RunCard): RunDetails | undefined => {
  const answer = detailsOf(card).value;
  return answer !== undefined && 'value' in answer ? answer.value : undefined;
};

const form = signal<Answer<StartForm>>(undefined);
let isFormAsked = false;

/** What a new run may be made with. */
export function startForm(): StartForm | undefined {
  if (!isFormAsked) {
    isFormAsked = true;
    readForm().then(
      (value) => {
        form.value = { value };
      },
      () => {
        isFormAsked = false; // asked again by whoever needs it next
      },
    );
  }
  return form.value !== undefined && 'value' in form.value ? form.value.value : undefined;
}
