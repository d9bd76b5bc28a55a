// An iteration in numbered phases, the one that is shown now lit.

import './phase-list.css';
import { trainMessages as t } from './messages.ts';
import { type Phase, phasesOf } from './phases.ts';
import { pace, phase, recipe } from './trainer-client.ts';

export function PhaseList() {
  if (pace.value !== 'slow') return null;
  const configs = recipe.value.lanes.map(({ config }) => config);
  const all = phasesOf(configs);
  const steps = [...new Set(configs.map(({ training }) => training.criticSteps))].join(', ');
  const textOf = (name: Phase) =>
    name === 'critic' ? t().phaseCritic(all.length - 1, steps) : t()[`phase-${name}`];
  return (
    <section class="phase-list" aria-label={t().slow}>
      <ol>
        {all.map((name) => (
          <li key={name} data-phase={name} aria-current={name === phase.value ? 'step' : undefined}>
            {textOf(name)}
          </li>
        ))}
      </ol>
      <p class="small quiet">{t().phasesNote}</p>
    </section>
  );
}
