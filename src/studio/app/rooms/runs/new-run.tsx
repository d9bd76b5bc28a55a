// The form of a new run: a field for each option of the parts chosen, which begins at its default; only what was changed is
// sent.

import './new-run.css';
import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { resolveConfig, usualConfig } from '../../../../train/config.ts';
import { valueAt } from '../../../../train/config-options.ts';
import { type FormField, formFields } from '../../../../train/form.ts';
import type { ConfigValues, StartForm } from '../../../protocol/runs.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { ChoiceField, TextField } from '../../components/field.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { notify } from '../../components/toast.tsx';
import { ConfigField } from '../../config/config-field.tsx';
import { fieldText } from '../../config/field-texts.ts';
import { type ApiError, startRun } from '../../server/api.ts';
import { startForm } from './details.ts';
import { runsMessages as t } from './messages.ts';
import { expectRun, open } from './selection.ts';

interface NewRunProps {
  readonly onClose: () => void;
}

export function NewRun({ onClose }: NewRunProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const form = startForm();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="new-run" aria-labelledby="new-run-title" onClose={onClose}>
      <h2 id="new-run-title">{t().form}</h2>
      <p class="small quiet">{t().formHelp}</p>
      {form === undefined ? (
        <Skeleton label={t().loading} lines={6} />
      ) : (
        <Form form={form} close={() => dialog.current?.close()} />
      )}
    </dialog>
  );
}

function Form({ form, close }: { readonly form: StartForm; readonly close: () => void }) {
  const name = useSignal('');
  const path = useSignal('');
  const values = useSignal<ConfigValues>({});
  const error = useSignal<ApiError | undefined>(undefined);
  const isBusy = useSignal(false);
  const config = resolveConfig({}, { from: values.value });
  const usual = usualConfig(config);
  const start = async (event: Event) => {
    event.preventDefault();
    error.value = undefined;
    isBusy.value = true;
    try {
      const dataset = path.value.trim();
      const said = dataset === '' ? values.value : { ...values.value, dataset };
      const { id } = await startRun({ name: name.value, config: said });
      notify(t().started(id));
      expectRun(id);
      close();
      open(id);
    } catch (problem) {
      error.value = problem as ApiError;
      isBusy.value = false;
    }
  };
  const fields = formFields(config).filter(isShown);
  const set = (key: string) => (value: unknown) => {
    values.value = { ...values.value, [key]: value };
  };
  const fieldOf = (field: FormField) => {
    const { path: place } = field.option;
    const initial = field.key === 'objective' ? resolveConfig().objective.name : valueAt(usual, place);
    return (
      <ConfigField
        key={field.key}
        {...{ field, initial }}
        value={valueAt(config, place)}
        onChange={set(field.key)}
      />
    );
  };
  return (
    <form class="new-run-form" onSubmit={start}>
      <div class="new-run-fields">
        <Words label={t().name} explanation={t().nameHelp} text={name} />
        <ChoiceField
          {...fieldText('dataset')}
          value={config.data.dataset}
          initial={usual.data.dataset}
          choices={form.datasets.map((value) => ({ value, label: value }))}
          onChange={set('dataset')}
        />
        <Words label={t().path} explanation={t().pathHelp} text={path} />
        {fields.filter(isMain).map(fieldOf)}
      </div>
      <details>
        <summary>{t().more}</summary>
        <div class="new-run-fields">{fields.filter((field) => !isMain(field)).map(fieldOf)}</div>
      </details>
      {error.value && <ErrorNote message={error.value.message} help={error.value.help} />}
      <div class="row new-run-buttons">
        <button type="button" class="button" onClick={close}>
          {t().cancel}
        </button>
        <button type="submit" class="button button-main" disabled={isBusy.value}>
          {t().start}
        </button>
      </div>
    </form>
  );
}

/** The data have a field of their own, and the device is that of the command line. */
const isShown = ({ key }: FormField): boolean => key !== 'dataset' && key !== 'device';

/** What is asked first: what is trained, and what may change meanwhile. */
const isMain = ({ option, isLive }: FormField): boolean => isLive || option.group === 'what to train';

interface WordsProps {
  readonly label: string;
  readonly explanation: string;
  readonly text: Signal<string>;
}

/** Any text. */
function Words({ text, ...field }: WordsProps) {
  const same = (typed: string) => typed;
  const onChange = (typed: string) => {
    text.value = typed;
  };
  return <TextField {...field} {...{ onChange }} value={text.value} parse={same} format={same} expected="" />;
}
