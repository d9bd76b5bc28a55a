// A field for an option of a configuration, as the option describes itself: the one that every form is made of.

import { type FormField, parseField } from '../../../train/form.ts';
import { ChoiceField, numberText, SwitchField, TextField } from '../components/field.tsx';
import { shellMessages as t } from '../shell/messages.ts';
import { inLanguage } from './field-texts.ts';

interface ConfigFieldProps {
  readonly field: FormField;
  readonly value: unknown;
  /** What the reset goes back to. */
  readonly initial: unknown;
  readonly onChange: (value: unknown) => void;
  /** Stands in place of what a number counts. */
  readonly note?: string | undefined;
  /** What a choice is called; its name by default. */
  readonly nameOf?: ((choice: string) => string) | undefined;
  /** Whether a form takes a value that the option may have. */
  readonly takes?: (value: unknown) => boolean;
}

export function ConfigField(props: ConfigFieldProps) {
  const { field, onChange, nameOf = (choice: string) => choice, takes = () => true, note } = props;
  const texts = { label: inLanguage(field.label), explanation: inLanguage(field.help) };
  const unit = note ?? (field.unit && inLanguage(field.unit));
  const { value, initial } = props;
  if (field.kind === 'switch') {
    return <SwitchField {...texts} value={value === true} initial={initial === true} onChange={onChange} />;
  }
  if (field.kind === 'choice') {
    const choices = field.choices.map((choice) => ({ value: choice, label: nameOf(choice) }));
    return (
      <ChoiceField
        {...{ ...texts, unit, choices, onChange }}
        value={String(value)}
        initial={String(initial)}
      />
    );
  }
  return (
    <TextField<unknown>
      {...{ ...texts, unit, value, initial, onChange }}
      expected={t().expected}
      inputMode={field.kind === 'whole' || field.kind === 'number' ? 'decimal' : 'text'}
      parse={(text) => {
        const parsed = parseField(field, text);
        return parsed === undefined || !takes(parsed) ? undefined : parsed;
      }}
      format={formatted}
    />
  );
}

/** As it is typed; what is left to what is there is nothing. */
function formatted(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'number' ? numberText(value) : String(value ?? '');
}
