// Another future of a run: the iteration that is looked at, something changed, and both train side by side.

import { useSignal } from '@preact/signals';
import type { RunCard, RunDetails } from '../../../protocol/runs.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { NumberField } from '../../components/field.tsx';
import { formatCount } from '../../components/numbers.ts';
import { notify } from '../../components/toast.tsx';
import { fieldText } from '../../config/field-texts.ts';
import { type ApiError, branchRun } from '../../server/api.ts';
import { runsMessages as t } from './messages.ts';
import { choose, chosenIds, chosenIteration, expectRun } from './selection.ts';

export function Branch({ card, details }: { readonly card: RunCard; readonly details: RunDetails }) {
  const changes = useSignal<Readonly<Record<string, number>>>({});
  const error = useSignal<ApiError | undefined>(undefined);
  const isBusy = useSignal(false);
  const at = Math.min(chosenIteration.value ?? card.iteration, card.iteration);
  const differing = Object.entries(changes.value).filter(([key, value]) => value !== details.live[key]);
  const start = async () => {
    error.value = undefined;
    isBusy.value = true;
    try {
      const { id } = await branchRun(card.id, { at, changes: Object.fromEntries(differing) });
      notify(t().branchStarted(id));
      expectRun(id);
      choose([...chosenIds.peek(), id]);
    } catch (problem) {
      error.value = problem as ApiError;
    } finally {
      isBusy.value = false;
    }
  };
  return (
    <section class="panel-part" aria-label={t().branch}>
      <h2>{t().branchTitle(formatCount(at))}</h2>
      <p class="small quiet">
        {t().branchHelp} {costText(details.checkpoints, at)}
      </p>
      {Object.entries(details.live).map(([key, initial]) => (
        <NumberField
          key={key}
          {...fieldText(key)}
          value={changes.value[key] ?? initial}
          initial={initial}
          least={0}
          expected={t().expectedPositive}
          onChange={(value) => {
            changes.value = { ...changes.value, [key]: value };
          }}
        />
      ))}
      <button
        type="button"
        class="button button-main"
        disabled={isBusy.value || differing.length === 0}
        title={differing.length === 0 ? t().branchSame : undefined}
        onClick={start}
      >
        {t().branchStart}
      </button>
      {error.value && <ErrorNote message={error.value.message} help={error.value.help} />}
    </section>
  );
}

/** What it takes to get the state at an iteration. */
function costText(checkpoints: readonly number[], at: number): string {
  const from = checkpoints.findLast((each) => each <= at);
  if (from === at) return '';
  return from === undefined ? t().branchNone : t().branchFar(formatCount(at - from), formatCount(from));
}
