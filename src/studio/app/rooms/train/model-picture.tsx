// The model as a picture: noise becomes fakes, the critic scores them and real samples, and either network learns from
// the gradient of its loss. In slow motion the parts at work are lit.

import './model-picture.css';
import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { StaticShape } from '../../../../base/shape.ts';
import { widthsOf } from '../../../../gan/networks.ts';
import type { Objective } from '../../../../gan/objectives/objective.ts';
import { objectives } from '../../../../gan/objectives/registry.ts';
import type { Config } from '../../../../train/config.ts';
import { networkNames } from '../../../../train/config-options.ts';
import { networksOf } from '../../../../train/setup.ts';
import { formatNumber } from '../../components/numbers.ts';
import { valueText } from '../../config/field-texts.ts';
import { loadNetworks } from '../../runtime/networks.ts';
import { chosenLane } from './controls.tsx';
import { useHeld } from './held.ts';
import { modelMessages as t } from './model-messages.ts';
import { barShare, judgeOf, lossSymbols, type ModelPart, partsAtWork, shownNoise } from './model-parts.ts';
import { FieldThumb, ImagesThumb, NoiseRows, noiseView, PointsThumb } from './model-thumbs.tsx';
import { opened, pace, phase, realImages, realPoints, recipe, seen } from './trainer-client.ts';
import type { LaneFrame } from './worker-messages.ts';

/** Thumbnails are drawn again a few times a second only. */
const THUMB_MILLISECONDS = 200;
const DIGIT_SHAPE = [1, 28, 28];

export function ModelPicture() {
  const { lanes, isImages } = recipe.value;
  const lane = chosenLane.value;
  const ordered = lanes[lane]!.config;
  const { objective } = ordered; // its options change while it trains
  const config = { ...(opened.value?.configs[lane] ?? ordered), objective };
  const now = useHeld(seen.value[lane], pace.value === 'fast', THUMB_MILLISECONDS);
  return (
    <>
      <h2 class="unseen">{t().title}</h2>
      <Model config={config} now={now} isPlane={!isImages} />
    </>
  );
}

/** The networks of a configuration; undefined until their code has come. */
function useNetworks(config: Config, sampleShape: StaticShape) {
  const [loaded, setLoaded] = useState('');
  const wanted = networkNames.map((network) => config[network].architecture);
  const key = wanted.join();
  useEffect(() => {
    loadNetworks(wanted).then(() => setLoaded(key), console.error); // where training needs them, it says so
  }, [key]);
  return loaded === key ? networksOf(config, sampleShape) : undefined;
}

interface ModelProps {
  readonly config: Config;
  readonly now: LaneFrame | undefined;
  readonly isPlane: boolean;
}

function Model({ config, now, isPlane }: ModelProps) {
  const objective = objectives.get(config.objective.name);
  const judge = t()[judgeOf(objective)];
  const symbols = lossSymbols[objective.name];
  const shape = (now?.samples ?? realImages.value)?.shape.slice(1);
  const sampleShape = shape ?? (isPlane ? [2] : DIGIT_SHAPE);
  const networks = useNetworks(config, sampleShape);
  const { seed, criticSteps } = config.training;
  const { latent, activation } = config.generator;
  const noise = useMemo(() => shownNoise(seed, latent), [seed, latent]);
  return (
    <ol class="model" aria-label={t().title}>
      <Part name="noise" title={t().noise}>
        {isPlane ? (
          <div class="model-row">
            <PointsThumb
              points={noise}
              stride={latent}
              color="--ink-quiet"
              label={t().noiseLabel}
              view={noiseView}
            />
            <p class="small quiet">{t().noiseHelp(latent)}</p>
          </div>
        ) : (
          <>
            <NoiseRows noise={noise} latent={latent} label={t().noiseLabel} />
            <p class="small quiet">{t().noiseHelp(latent)}</p>
          </>
        )}
      </Part>
      <Part name="generator" title={t().generator}>
        <Layers widths={networks ? widthsOf(networks.generator) : []} color="--fake" />
        {activation && <p class="small quiet">{t().activation(String(activation))}</p>}
      </Part>
      <Part name="fakes" title={t().fakes}>
        {isPlane ? (
          <PointsThumb points={now?.samples.data} color="--fake" label={t().fakesLabel} />
        ) : (
          <ImagesThumb images={now?.samples} label={t().fakesLabel} />
        )}
        {now === undefined && <p class="small quiet">{t().later}</p>}
      </Part>
      <Part name="real" title={t().real}>
        {isPlane ? (
          <PointsThumb points={realPoints.value} color="--real" label={t().realLabel} />
        ) : (
          <ImagesThumb images={realImages.value} label={t().realLabel} />
        )}
        {!isPlane && realImages.value === undefined && <p class="small quiet">{t().later}</p>}
      </Part>
      <Part name="critic" title={judge}>
        <Layers widths={networks ? widthsOf(networks.critic) : []} color="--ink-quiet" />
        <div class="model-row">
          {isPlane && <FieldThumb frame={now} label={t().fieldLabel(judge.toLowerCase())} />}
          <p class="small">{boundText(config, objective)}</p>
        </div>
      </Part>
      <Part name="losses" title={t().losses}>
        <Loss who={judge} formula={symbols?.judge} value={last(now, 'criticLoss')} />
        <Loss who={t().generator} formula={symbols?.generator} value={last(now, 'generatorLoss')} />
        {symbols && <p class="small">{t()[symbols.kind]}</p>}
      </Part>
      <Part name="critic-gradient">{t().judgeGradient(judge, criticSteps)}</Part>
      <Part name="generator-gradient">{t().generatorGradient(judge)}</Part>
    </ol>
  );
}

/** What keeps the critic in bounds, or ends it. */
function boundText({ objective: { penalty, clip } }: Config, { chanceLoss }: Objective): string | undefined {
  if (penalty !== undefined) return t().penalty(valueText(penalty));
  if (clip !== undefined) return t().clip(valueText(clip));
  return chanceLoss === undefined ? undefined : t().sigmoid;
}

const last = (now: LaneFrame | undefined, name: string) => now?.table.columns[name]?.at(-1);

interface PartProps {
  readonly name: ModelPart;
  readonly title?: string;
  readonly children: ComponentChildren;
}

/** A box of the picture, or without a title the way of a gradient. */
function Part({ name, title, children }: PartProps) {
  const isAtWork = phase.value !== undefined && partsAtWork[phase.value].includes(name);
  return (
    <li
      class={`${title === undefined ? 'model-way' : 'model-box'} model-${name}`}
      aria-current={isAtWork ? 'step' : undefined}
    >
      {title === undefined ? (
        <span class="small">{children}</span>
      ) : (
        <>
          <h3>{title}</h3>
          {children}
        </>
      )}
    </li>
  );
}

interface LayersProps {
  readonly widths: readonly number[];
  readonly color: `--${string}`;
}

/** A bar for each layer, as tall as the layer is wide. */
function Layers({ widths, color }: LayersProps) {
  return (
    <div class="model-layers" role="img" aria-label={t().layers(widths.join(', '))}>
      {widths.map((width, index) => (
        <span key={index} class="model-layer number">
          <span class="model-bar" style={{ '--share': barShare(width), '--layer': `var(${color})` }} />
          {width}
        </span>
      ))}
    </div>
  );
}

interface LossProps {
  readonly who: string;
  readonly formula: string | undefined;
  readonly value: number | null | undefined;
}

function Loss({ who, formula, value }: LossProps) {
  return (
    <div>
      <p class="small quiet">
        {t().minimises(who)} <b class="number model-value">{formatNumber(value)}</b>
      </p>
      <p class="number small">{formula}</p>
    </div>
  );
}
