// The room "explore": the plane in the middle, what is at the reader's place and what can be moved beside it.

import './room.css';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { ChoiceField } from '../../components/field.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { connect } from '../../server/live.ts';
import { hasServer } from '../../shell/site.ts';
import { DirectionPanel } from './direction-panel.tsx';
import { saveCanvas } from './export.ts';
import { HerePanel } from './here-panel.tsx';
import { followPins } from './interpolation.ts';
import { LayersSection } from './layers-section.tsx';
import { exploreMessages as t } from './messages.ts';
import { PicturePlane } from './picture-plane.tsx';
import { PinPanel } from './pin-panel.tsx';
import { PointPlane } from './point-plane.tsx';
import { followChoice, opened, openFile, problem } from './source.ts';
import { Fetching, SourcePanel } from './source-panel.tsx';
import { isDrifting, useDrift } from './steering.ts';
import { DENSITY, densities, density, followWalk } from './walk.ts';

if (hasServer) connect();

export function Room() {
  useEffect(() => {
    const stops = [followChoice(), followWalk(), followPins()];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  useDrift();
  const { isOver, ...drop } = useDrop();
  const facts = opened.value?.facts;
  const isImage = facts === undefined || facts.sampleShape.length === 3;
  return (
    <div class="explore" {...drop}>
      <div class="explore-main">
        <Head isImage={isImage} />
        {facts === undefined ? (
          <div class="explore-plane explore-waiting">
            {problem.value === undefined && <Skeleton label={t().opening} lines={8} />}
            <Fetching />
          </div>
        ) : isImage ? (
          <PicturePlane />
        ) : (
          <PointPlane />
        )}
        {facts && <LayersSection />}
        {facts && <PinPanel />}
      </div>
      <aside class="explore-side">
        {facts && <HerePanel key={opened.value!.version} />}
        {facts && <DirectionPanel />}
        <SourcePanel />
      </aside>
      {isOver && <p class="explore-drop">{t().dropHere}</p>}
    </div>
  );
}

function Head({ isImage }: { readonly isImage: boolean }) {
  const place = useRef<HTMLDivElement>(null);
  const toggle = () => {
    isDrifting.value = !isDrifting.value;
  };
  const save = () => {
    const canvas = place.current?.parentElement?.querySelector<HTMLCanvasElement>('.explore-plane canvas');
    if (canvas) void saveCanvas(canvas, 'plane.png');
  };
  return (
    <div ref={place} class="explore-head">
      <div class="explore-lead">
        <h1>{t().title}</h1>
        <p class="quiet">{isImage ? t().lead : t().leadPoints}</p>
      </div>
      <div class="row">
        <button type="button" class="button" aria-pressed={isDrifting.value} onClick={toggle}>
          {isDrifting.value ? t().stand : t().drift}
        </button>
        <button type="button" class="button" onClick={save}>
          {t().savePlane}
        </button>
      </div>
      <div class="explore-density">
        <ChoiceField
          label={t().density}
          unit={t().densityUnit}
          explanation={t().densityHelp}
          value={String(density.value)}
          initial={String(DENSITY)}
          choices={densities.map((value) => ({ value: String(value), label: String(value) }))}
          onChange={(value) => {
            density.value = Number(value);
          }}
        />
      </div>
    </div>
  );
}

/** Files dropped anywhere in the room are opened. */
function useDrop() {
  const isOver = useSignal(false);
  return {
    isOver: isOver.value,
    onDragOver(event: DragEvent) {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      isOver.value = true;
    },
    onDragLeave(event: DragEvent) {
      if (event.currentTarget === event.target || event.relatedTarget === null) isOver.value = false;
    },
    onDrop(event: DragEvent) {
      isOver.value = false;
      const [file] = event.dataTransfer?.files ?? [];
      if (file === undefined) return;
      event.preventDefault();
      openFile(file);
    },
  };
}
