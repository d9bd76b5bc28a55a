// The form: a field for each option of the parts chosen; what it says goes to the address.

import './controls.css';
import { computed, signal } from '@preact/signals';
import { valueAt } from '../../../../train/config-options.ts';
import type { FormField } from '../../../../train/form.ts';
import { Lazy } from '../../components/lazy.tsx';
import { ConfigField } from '../../config/config-field.tsx';
import { setQuery } from '../../shell/router.ts';
import { trainMessages as t } from './messages.ts';
import { fieldsOf, formatValue, isModest, otherObjective, queryName } from './recipe.ts';
import { recipe } from './trainer-client.ts';

const wantedLane = signal(0);

/** Whose settings are shown where two GANs train. */
export const chosenLane = computed(() => Math.min(wantedLane.value, recipe.value.lanes.length - 1));

export const laneLetter = (lane: number): string => (lane === 0 ? 'A' : 'B');

const loadDeviceField = async () => (await import('./device-field.tsx')).DeviceField;

export function Controls() {
  const { lanes } = recipe.value;
  const lane = chosenLane.value;
  const { own, rare } = fieldsOf(lanes[lane]!);
  const shown = (field: FormField) => <RecipeField key={`${lane} ${field.key}`} field={field} lane={lane} />;
  return (
    <div class="train-form">
      {lanes.length > 1 && <LaneTabs />}
      {own.map(shown)}
      <details>
        <summary>{t().rare}</summary>
        <div class="train-form">{rare.map(shown)}</div>
      </details>
      <Compare />
      <details>
        <summary>{t().more}</summary>
        <div class="train-form">
          {fieldsOf(lanes[0]!).shared.map((field) => (
            <RecipeField key={field.key} field={field} lane={0} />
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
    setQuery(cleared(1), { replace: false });
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

/** Nothing of what the address says for a GAN alone. */
function cleared(lane: number): Record<string, undefined> {
  const { own, rare } = fieldsOf(recipe.value.lanes[lane]!);
  return Object.fromEntries([...own, ...rare].map((field) => [queryName(field, lane), undefined]));
}

interface RecipeFieldProps {
  readonly field: FormField;
  readonly lane: number;
}

/** A field that goes to the address. */
function RecipeField({ field, lane }: RecipeFieldProps) {
  const { config, defaults } = recipe.value.lanes[lane]!;
  const { path } = field.option;
  const isObjective = field.key === 'objective';
  const usual = isObjective ? 'wgan-gp' : valueAt(defaults, path);
  const set = (value: unknown) => {
    const text = formatValue(value);
    const isUsual = text === formatValue(usual) && !(lane === 1 && isObjective);
    setQuery({
      // another objective has other defaults: what was set for the last one would not be what it names
      ...(isObjective && cleared(lane)),
      [queryName(field, lane)]: isUsual ? undefined : text,
    });
  };
  return (
    <ConfigField
      {...{ field, initial: usual }}
      value={valueAt(config, path)}
      onChange={set}
      note={field.isLive ? t().live : undefined}
      nameOf={isObjective ? (name) => t()[name as 'wgan'] ?? name : undefined}
      takes={(value) => isModest(field, value)}
    />
  );
}
