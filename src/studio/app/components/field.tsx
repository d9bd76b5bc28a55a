// A control with its name, unit, one sentence of explanation, its default, and a reset that greys out when it is there.

import './field.css';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useState } from 'preact/hooks';
import { shellMessages as t } from '../shell/messages.ts';

interface FieldProps<T> {
  readonly label: string;
  /** One sentence. */
  readonly explanation: string;
  readonly unit?: string | undefined;
  readonly value: T;
  /** What the reset goes back to; a field without has no reset. */
  readonly initial?: T | undefined;
  readonly onChange: (value: T) => void;
  /** What is wrong with the value, told below it. */
  readonly error?: string | undefined;
  readonly disabled?: boolean;
}

interface FrameProps extends Pick<FieldProps<unknown>, 'label' | 'explanation' | 'unit' | 'error'> {
  readonly id: string;
  readonly reset?: { readonly isThere: boolean; readonly text: string; readonly run: () => void } | undefined;
  readonly children: ComponentChildren;
}

function Frame({ id, label, explanation, unit, error, reset, children }: FrameProps) {
  return (
    <div class={`field${error === undefined ? '' : ' field-wrong'}`}>
      <label class="field-label" for={id}>
        {label}
        {unit !== undefined && <span class="field-unit"> {unit}</span>}
      </label>
      <div class="field-control">
        {children}
        {reset && (
          <button
            type="button"
            class="field-reset"
            disabled={reset.isThere}
            title={reset.isThere ? t().isDefault : t().resetTitle(reset.text)}
            aria-label={t().reset(label)}
            onClick={reset.run}
          >
            <svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true">
              <path
                d="M4.5 10a5.5 5.5 0 1 0 1.8-4.1M4 3.5v3.7h3.7"
                fill="none"
                stroke="currentColor"
                stroke-width="1.7"
                stroke-linecap="round"
                stroke-linejoin="round"
              />
            </svg>
          </button>
        )}
      </div>
      <p class="field-explanation" id={`${id}-help`}>
        {explanation}
      </p>
      {error !== undefined && (
        <p class="field-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

const describedBy = (id: string, error: string | undefined) =>
  error === undefined ? `${id}-help` : `${id}-help ${id}-error`;

function resetOf<T>({ value, initial, onChange, disabled }: FieldProps<T>, text: (value: T) => string) {
  if (initial === undefined || disabled) return undefined;
  return { isThere: text(value) === text(initial), text: text(initial), run: () => onChange(initial) };
}

/** A number as it is typed: 0.0005 and 5e-4 alike. */
export const numberText = (value: number): string =>
  value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential() : String(value);

interface TextProps<T> extends FieldProps<T> {
  /** The value of a text; undefined for one that is none. */
  readonly parse: (text: string) => T | undefined;
  readonly format: (value: T) => string;
  /** What is said of a text that is no value. */
  readonly expected: string;
  readonly inputMode?: 'decimal' | 'numeric' | 'text';
}

/** A value that is typed; it counts when the field is left or Enter is pressed. */
export function TextField<T>(props: TextProps<T>) {
  const { label, explanation, unit, value, onChange, error, disabled, parse, format, expected } = props;
  const id = useId();
  const [text, setText] = useState(format(value));
  const [isWrong, setWrong] = useState(false);
  const shown = format(value);
  useEffect(() => {
    setText(shown);
    setWrong(false);
  }, [shown]);
  const commit = () => {
    const next = parse(text);
    setWrong(next === undefined);
    if (next === undefined) return;
    setText(format(next));
    if (format(next) !== shown) onChange(next);
  };
  const problem = isWrong ? expected : error;
  const reset = resetOf(props, format);
  return (
    <Frame {...{ id, label, explanation, unit }} error={problem} reset={reset}>
      <input
        id={id}
        class="field-input"
        value={text}
        disabled={disabled}
        inputMode={props.inputMode ?? 'text'}
        autocomplete="off"
        spellcheck={false}
        aria-describedby={describedBy(id, problem)}
        aria-invalid={problem !== undefined}
        onInput={(event) => setText(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === 'Enter' && commit()}
      />
    </Frame>
  );
}

interface NumberProps extends FieldProps<number> {
  readonly least?: number;
  readonly most?: number;
  readonly isWhole?: boolean;
  /** What is said of text that is no such number. */
  readonly expected: string;
}

export function NumberField({
  least = Number.NEGATIVE_INFINITY,
  most = Number.POSITIVE_INFINITY,
  isWhole = false,
  ...props
}: NumberProps) {
  const parse = (text: string) => {
    const value = text.trim() === '' ? Number.NaN : Number(text);
    const isRight = value >= least && value <= most && (!isWhole || Number.isInteger(value));
    return isRight && Number.isFinite(value) ? value : undefined;
  };
  return (
    <TextField {...props} parse={parse} format={numberText} inputMode={isWhole ? 'numeric' : 'decimal'} />
  );
}

interface ChoiceProps<T extends string> extends FieldProps<T> {
  readonly choices: readonly { readonly value: T; readonly label: string; readonly isDisabled?: boolean }[];
}

/** One of several values. */
export function ChoiceField<T extends string>(props: ChoiceProps<T>) {
  const { label, explanation, unit, value, choices, onChange, error, disabled } = props;
  const id = useId();
  const nameOf = (wanted: T) => choices.find((choice) => choice.value === wanted)?.label ?? wanted;
  return (
    <Frame {...{ id, label, explanation, unit, error }} reset={resetOf(props, nameOf)}>
      <select
        id={id}
        class="field-input"
        value={value}
        disabled={disabled}
        aria-describedby={describedBy(id, error)}
        onChange={(event) => onChange(event.currentTarget.value as T)}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} disabled={choice.isDisabled ?? false}>
            {choice.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}

interface SliderProps extends FieldProps<number> {
  readonly least: number;
  readonly most: number;
  readonly step: number;
  readonly format?: (value: number) => string;
}

/** A number on a scale, which counts while it is dragged. */
export function SliderField(props: SliderProps) {
  const { label, explanation, unit, value, onChange, error, disabled, least, most, step } = props;
  const { format = numberText } = props;
  const id = useId();
  return (
    <Frame {...{ id, label, explanation, unit, error }} reset={resetOf(props, format)}>
      <input
        id={id}
        class="field-slider"
        type="range"
        min={least}
        max={most}
        step={step}
        value={value}
        disabled={disabled}
        aria-describedby={describedBy(id, error)}
        aria-valuetext={format(value)}
        onInput={(event) => onChange(event.currentTarget.valueAsNumber)}
      />
      <output class="number field-value" for={id}>
        {format(value)}
      </output>
    </Frame>
  );
}

/** On or off. */
export function SwitchField(props: FieldProps<boolean>) {
  const { label, explanation, value, onChange, error, disabled } = props;
  const id = useId();
  const format = (isOn: boolean) => (isOn ? t().on : t().off);
  return (
    <Frame {...{ id, label, explanation, error }} reset={resetOf(props, format)}>
      <input
        id={id}
        class="field-switch"
        type="checkbox"
        role="switch"
        checked={value}
        aria-checked={value}
        disabled={disabled}
        aria-describedby={describedBy(id, error)}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </Frame>
  );
}
