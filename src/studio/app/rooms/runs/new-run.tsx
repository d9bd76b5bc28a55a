// The form of a new run. Every field begins at the objective's default; only what differs is sent.

import './new-run.css';
import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { ConfigValues, StartForm } from '../../../protocol/runs.ts';
import { ErrorNote } from '../../components/error-note.tsx';
import { ChoiceField, NumberField, TextField } from '../../components/field.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { notify } from '../../components/toast.tsx';
import { type FieldKey, fieldText } from '../../config/field-texts.ts';
import { type ApiError, startRun } from '../../server/api.ts';
import { startForm } from './details.ts';
import { runsMessages as t } from './messages.ts';
import { expectRun, open } from './selection.ts';

type Values = ConfigValues & { readonly learningRate?: number };

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
  const values = useSignal<Values>({});
  const error = useSignal<ApiError | undefined>(undefined);
  const isBusy = useSignal(false);
  const objective = String(values.value.objective ?? form.objectives.find(isUsual)!.name);
  const { defaults, live } = form.objectives.find((each) => each.name === objective)!;
  const set = (key: FieldKey, value: unknown) => {
    values.value = { ...values.value, [key]: value };
  };
  const start = async (event: Event) => {
    event.preventDefault();
    error.value = undefined;
    isBusy.value = true;
    try {
      const dataset = path.value.trim();
      const config = dataset === '' ? values.value : { ...values.value, dataset };
      const { id } = await startRun({ name: name.value, config });
      notify(t().started(id));
      expectRun(id);
      close();
      open(id);
    } catch (problem) {
      error.value = problem as ApiError;
      isBusy.value = false;
    }
  };
  const field = { values: values.value, defaults, set };
  return (
    <form class="new-run-form" onSubmit={start}>
      <div class="new-run-fields">
        <Words label={t().name} explanation={t().nameHelp} text={name} />
        <Choice {...field} name="dataset" choices={form.datasets} />
        <Words label={t().path} explanation={t().pathHelp} text={path} />
        <Choice {...field} name="objective" choices={form.objectives.map((each) => each.name)} />
        <Count {...field} name="iterations" least={1} />
        <Count {...field} name="seed" least={0} />
        {live.includes('penalty') && <Rate {...field} name="penalty" />}
        {live.includes('clip') && <Rate {...field} name="clip" />}
        <Rate {...field} name="learningRate" initial={defaults.criticLearningRate as number} />
      </div>
      <details>
        <summary>{t().more}</summary>
        <div class="new-run-fields">
          <Choice {...field} name="optimizer" choices={form.optimizers} />
          <Count {...field} name="criticSteps" least={1} />
          <Count {...field} name="batch" least={1} />
          <Count {...field} name="latent" least={1} />
          <Widths {...field} name="generatorHidden" />
          <Widths {...field} name="criticHidden" />
          <Rate {...field} name="average" />
          <Choice {...field} name="emaRamp" choices={form.emaRamps} />
          <Rate {...field} name="holdout" />
          <Count {...field} name="sampleEvery" least={1} />
          <Count {...field} name="checkpointEvery" least={1} />
        </div>
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

/** The objective that is chosen where none is said. */
const isUsual = ({ name, defaults }: StartForm['objectives'][number]) =>
  name === defaults.objective && name === 'wgan-gp';

interface KeyProps {
  readonly name: FieldKey;
  readonly values: Values;
  readonly defaults: ConfigValues;
  readonly set: (key: FieldKey, value: unknown) => void;
}

function bound<T>({ name, values, defaults, set }: KeyProps, initial?: T) {
  const usual = initial ?? (defaults[name as keyof ConfigValues] as T);
  const value = (values[name as keyof Values] as T | undefined) ?? usual;
  return { ...fieldText(name), value, initial: usual, onChange: (next: T) => set(name, next) };
}

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

function Choice({ choices, ...key }: KeyProps & { readonly choices: readonly string[] }) {
  return <ChoiceField {...bound<string>(key)} choices={choices.map((value) => ({ value, label: value }))} />;
}

function Count({ least, ...key }: KeyProps & { readonly least: number }) {
  return (
    <NumberField {...bound<number>(key)} least={least} isWhole expected={t().expectedWhole(String(least))} />
  );
}

function Rate({ initial, ...key }: KeyProps & { readonly initial?: number }) {
  return <NumberField {...bound<number>(key, initial)} least={0} expected={t().expectedPositive} />;
}

function Widths(key: KeyProps) {
  return (
    <TextField<readonly number[]>
      {...bound<readonly number[]>(key)}
      format={(widths) => widths.join(', ')}
      parse={parseWidths}
      expected={t().expectedWidths}
    />
  );
}

function parseWidths(text: string): readonly number[] | undefined {
  const widths = text
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(Number);
  return widths.every((width) => Number.isInteger(width) && width > 0) ? widths : undefined;
}
