// The form: made from the schema of configurations, in groups; what it says goes to the address.

import './controls.css';
import { computed, signal } from '@preact/signals';
import { ConfigError } from '../../../../base/errors.ts';
import { ChoiceField, TextField } from '../../components/field.tsx';
import { Lazy } from '../../components/lazy.tsx';
import { fieldText, valueText } from '../../config/field-texts.ts';
import { setQuery } from '../../shell/router.ts';
import { trainMessages as t } from './messages.ts';
import {
  choicesOf,
  configValue,
  type FormKey,
  formatValue,
  isUsed,
  kindOf,
  liveKeys,
  otherObjective,
  ownKeys,
  parseValue,
  queryName,
  sharedKeys,
} from './recipe.ts';
import { recipe } from './trainer-client.ts';

const wantedLane = signal(0);

/** Whose settings are shown where two GANs train. */
export const chosenLane = computed(() => Math.min(wantedLane.value, recipe.value.lanes.length - 1));

export const laneLetter = (lane: number): string => (lane === 0 ? 'A' : 'B');

const loadDeviceField = async () => (await import('./device-field.tsx')).DeviceField;

export function Controls() {
  const { lanes } = recipe.value;
  const lane = chosenLane.value;
  return (
    <div class="train-form">
      {lanes.length > 1 && <LaneTabs />}
      {ownKeys.map((key) => (
        <ConfigField key={`${lane} ${key}`} name={key} lane={lane} />
      ))}
      <Compare />
      <details>
        <summary>{t().more}</summary>
        <div class="train-form">
          {sharedKeys.map((key) => (
            <ConfigField key={key} name={key} lane={0} />
          ))}
        </div>
      </details>
      <Lazy load={loadDeviceField} lines={2} />
    </div>
  );
}

/** Chooses one of two GANs, for everything that shows one of them. */
export function LaneTabs() {
  return (
    <fieldset class="train-lanes">
      <legend class="unseen">{t().whose}</legend>
      {recipe.value.lanes.map(({ config }, index) => (
        <button
          key={laneLetter(index)}
          type="button"
          class="button button-small"
          aria-pressed={index === chosenLane.value}
          onClick={() => {
            wantedLane.value = index;
          }}
        >
          {t().laneOf(laneLetter(index), config.objective.name)}
        </button>
      ))}
    </fieldset>
  );
}

/** One more GAN beside the first, or none. */
function Compare() {
  const { lanes } = recipe.value;
  const isComparing = lanes.length > 1;
  const begin = () => {
    setQuery({ 'b.objective': otherObjective(lanes[0]!.config.objective.name) }, { replace: false });
    wantedLane.value = 1;
  };
  const end = () => {
    const gone = Object.fromEntries(ownKeys.map((key) => [queryName(key, 1), undefined]));
    setQuery(gone, { replace: false });
    wantedLane.value = 0;
  };
  return (
    <div class="train-compare">
      <button type="button" class="button" onClick={isComparing ? end : begin}>
        {isComparing ? t().compareEnd : t().compare}
      </button>
      <p class="small quiet">{t().compareHelp}</p>
    </div>
  );
}

interface ConfigFieldProps {
  readonly name: FormKey;
  readonly lane: number;
}

/** A key of the configuration, as its schema says what it is. */
function ConfigField({ name, lane }: ConfigFieldProps) {
  const { config, defaults } = recipe.value.lanes[lane]!;
  if (!isUsed(name, config)) return null;
  const { label, explanation } = fieldText(name);
  const unit = liveKeys.includes(name) ? t().live : undefined;
  const value = configValue(config, name);
  const usual = name === 'objective' ? 'wgan-gp' : formatValue(configValue(defaults, name));
  const query = queryName(name, lane);
  const set = (text: string) => {
    const isUsual = text === usual && !(lane === 1 && name === 'objective');
    const changes: Record<string, string | undefined> = { [query]: isUsual ? undefined : text };
    // another objective has other defaults: what was set for the last one would not be what it names
    if (name === 'objective') {
      for (const key of ownKeys) if (key !== 'objective') changes[queryName(key, lane)] = undefined;
    }
    setQuery(changes);
  };
  if (kindOf(name) === 'choice') {
    const label_ = (choice: string) =>
      name === 'objective' ? t()[choice as 'wgan' | 'wgan-gp' | 'gan' | 'gan-minimax'] : choice;
    return (
      <ChoiceField
        {...{ label, explanation, unit }}
        value={String(value)}
        initial={usual}
        choices={choicesOf(name).map((choice) => ({ value: choice, label: label_(choice) }))}
        onChange={set}
      />
    );
  }
  return (
    <TextField
      {...{ label, explanation, unit }}
      value={formatValue(value)}
      initial={usual}
      expected={t().expected}
      inputMode={kindOf(name) === 'widths' ? 'text' : 'decimal'}
      parse={(text) => {
        const parsed = parseValue(name, text);
        return parsed instanceof ConfigError ? undefined : formatValue(parsed);
      }}
      format={(text) => (kindOf(name) === 'widths' ? text.replaceAll(',', ', ') : valueText(Number(text)))}
      onChange={set}
    />
  );
}
