// The place of the look inside the generator: its code and what it computes come when it is opened.

import { signal } from '@preact/signals';
import { Lazy, useLater } from '../../components/lazy.tsx';
import { exploreMessages as t } from './messages.ts';
import { unitChanges } from './samples.ts';
import { opened } from './source.ts';
import { isDrifting } from './steering.ts';

const isOpen = signal(false);

const load = async () => (await import('./layers-panel.tsx')).LayersPanel;

function toggle(): void {
  isOpen.value = !isOpen.value;
  isDrifting.value = false; // what moves all the time cannot be looked into
}

function reset(): void {
  unitChanges.value = [];
}

export function LayersSection() {
  useLater(load);
  const isReset = unitChanges.value.length === 0;
  const hasLayers = opened.value!.facts.widths.length > 0;
  return (
    <section class="explore-layers card stack">
      <div class="explore-title">
        <h2>{t().inside}</h2>
        {hasLayers && (
          <div class="row">
            <button type="button" class="button button-small" disabled={isReset} onClick={reset}>
              {t().insideReset}
            </button>
            <button type="button" class="button button-small" aria-expanded={isOpen.value} onClick={toggle}>
              {isOpen.value ? t().insideClose : t().insideOpen}
            </button>
          </div>
        )}
      </div>
      <p class="small quiet">{hasLayers ? t().insideHelp : t().insideNone}</p>
      {hasLayers && isOpen.value && <Lazy load={load} lines={6} />}
    </section>
  );
}
