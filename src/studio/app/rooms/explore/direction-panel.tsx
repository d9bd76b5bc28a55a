// A slider for each direction in which the output varies most.

import { SliderField } from '../../components/field.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { exploreMessages as t } from './messages.ts';
import { directions, push, pushes } from './walk.ts';

const FURTHEST = 4;

export function DirectionPanel() {
  const isReset = pushes.value.every((amount) => amount === 0);
  const reset = () => {
    pushes.value = [];
  };
  return (
    <section class="explore-directions card stack">
      <div class="explore-title">
        <h2>{t().directions}</h2>
        <button type="button" class="button button-small" disabled={isReset} onClick={reset}>
          {t().resetAll}
        </button>
      </div>
      <p class="small quiet">{t().directionsHelp}</p>
      {directions.value === undefined && <Skeleton label={t().finding} lines={6} />}
      {directions.value?.map(({ share }, index) => (
        <SliderField
          key={index}
          label={t().direction(index + 1)}
          explanation={t().directionHelp((100 * share).toFixed(1))}
          unit={t().deviations}
          value={pushes.value[index] ?? 0}
          initial={0}
          onChange={(amount) => push(index, amount)}
          least={-FURTHEST}
          most={FURTHEST}
          step={0.1}
          format={(value) => value.toFixed(1).replace('-', '−')}
        />
      ))}
    </section>
  );
}
