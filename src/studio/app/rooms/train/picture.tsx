// What is learnt, now: the plane layer by layer, or a grid of digits; two of them where two GANs train.

import { signal } from '@preact/signals';
import { DigitGrid } from '../../components/digit-grid.tsx';
import { formatCount } from '../../components/numbers.ts';
import { laneLetter } from './controls.tsx';
import { trainMessages as t } from './messages.ts';
import { PhaseList } from './phase-list.tsx';
import { Plane } from './plane.tsx';
import type { PlaneLayer, Shown } from './plane-drawing.ts';
import { shownIn } from './slow-motion.ts';
import { frame, opened, phase, planeView, realPoints, recipe, seen, showLayers } from './trainer-client.ts';
import { Words } from './words.tsx';

const shown = signal<Shown>({
  real: true,
  fake: true,
  critic: true,
  slope: false,
  arrows: true,
  warp: false,
});

const colors: { readonly [L in PlaneLayer]: `--${string}` } = {
  real: '--real',
  fake: '--fake',
  critic: '--critic-high',
  slope: '--good',
  arrows: '--ink',
  warp: '--fake-ink',
};

/** The heat is one of two: scores or slopes. */
const rivals: Partial<Record<PlaneLayer, PlaneLayer>> = { critic: 'slope', slope: 'critic' };

function toggle(layer: PlaneLayer): void {
  const rival = rivals[layer];
  const isOn = !shown.value[layer];
  shown.value = { ...shown.value, [layer]: isOn, ...(isOn && rival && { [rival]: false }) };
  const { critic, slope, arrows, warp } = shown.value;
  showLayers({ field: critic || slope || arrows, warp });
}

export function Picture() {
  const { lanes, isImages, data } = recipe.value;
  const isPlane = !isImages;
  const looks = Object.fromEntries(
    Object.entries(shown.value).map(([layer, isOn]) => [layer, { color: colors[layer as PlaneLayer], isOn }]),
  ) as Record<PlaneLayer, { color: `--${string}`; isOn: boolean }>;
  return (
    <section class="train-picture">
      <PhaseList />
      <div class={lanes.length > 1 ? 'train-pair' : 'train-single'}>
        {lanes.map((_, lane) => (
          <LanePicture key={laneLetter(lane)} lane={lane} />
        ))}
      </div>
      {isPlane ? (
        <Words sentence={t().planeSentence} looks={looks} onToggle={toggle} hint={t().toggleHint} />
      ) : (
        frame.value === undefined && <p class="quiet">{data === 'own' ? t().imagesEmpty : t().digitsEmpty}</p>
      )}
      {isPlane && shown.value.warp && lanes[0]!.config.generator.latent > 2 && (
        <p class="small quiet">{t().latentNote}</p>
      )}
    </section>
  );
}

function LanePicture({ lane }: { readonly lane: number }) {
  const { lanes, isImages, data } = recipe.value;
  const now = seen.value[lane];
  const counts = opened.value?.parameters[lane];
  const { objective } = lanes[lane]!.config;
  return (
    <figure>
      {isImages ? (
        <DigitGrid
          batch={now?.samples}
          columns={8}
          label={data === 'own' ? t().imagesLabel : t().digitsLabel}
          most={2 * devicePixelRatio}
        />
      ) : (
        <Plane
          real={realPoints.value}
          frame={now}
          shown={phase.value === undefined ? shown.value : shownIn(phase.value)}
          view={planeView.value}
          label={now ? t().planeLabel(now.samples.data.length / 2) : t().planeEmpty}
        />
      )}
      <figcaption class="small quiet">
        {lanes.length > 1 && <b>{t().laneOf(laneLetter(lane), objective.name)} </b>}
        {counts && t().parameters(formatCount(counts.generator), formatCount(counts.critic))}
      </figcaption>
    </figure>
  );
}
