// What the file carries, how the comparison is computed, every setting, the licences.

import { formatCount } from '../components/numbers.ts';
import { licences, recording } from './carried.ts';
import { lastRecorded } from './client.ts';
import { recordingMessages as t } from './messages.ts';
import { GROWTH_FACTOR, ROUNDING_FACTOR, TOLERANCE } from './verdict.ts';

export function About() {
  const { samples, changes, start, machine, config } = recording;
  const count = formatCount(samples.count);
  return (
    <section class="recording-about">
      <div>
        <h2>{t().carries}</h2>
        <p>
          {samples.areDrawn
            ? t().carriesDrawn(
                count,
                formatCount(samples.of),
                formatCount(samples.until),
                formatCount(lastRecorded),
              )
            : t().carriesAll(count)}{' '}
          {config.data.holdout > 0 && t().withHoldout} {changes.length > 0 && t().changed(changes.length)}
        </p>
        <p>{t().program}</p>
        <p class="quiet">
          <bdi>{t().recordedOn(machine)}</bdi>{' '}
          {start.machine !== machine && <bdi>{t().againOn(start.machine)}</bdi>}
        </p>
      </div>
      <details>
        <summary>{t().how}</summary>
        <p>{t().how1}</p>
        <p>{t().how2}</p>
        <p>{t().how3(ROUNDING_FACTOR, String(TOLERANCE), GROWTH_FACTOR)}</p>
      </details>
      <details>
        <summary>{t().settings}</summary>
        <dl class="recording-settings">
          {Object.entries(config).map(([key, value]) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd class="number">
                <bdi>{Array.isArray(value) ? value.join(', ') : String(value)}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      </details>
      <details>
        <summary>{t().licences}</summary>
        <section
          class="recording-licences"
          aria-label={t().licences}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
        >
          {licences}
        </section>
      </details>
    </section>
  );
}
