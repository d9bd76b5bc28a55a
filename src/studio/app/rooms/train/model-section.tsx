// The place of the model's picture: shown and hidden by a word, its code loaded when it is first shown.

import { Lazy, useLater } from '../../components/lazy.tsx';
import { LaneTabs } from './controls.tsx';
import { trainMessages as t } from './messages.ts';
import { isModelShown, showModel } from './model-choice.ts';
import { draw, recipe } from './trainer-client.ts';
import { Words } from './words.tsx';

const load = async () => (await import('./model-picture.tsx')).ModelPicture;

function toggle(): void {
  showModel(!isModelShown.value);
  draw();
}

export function ModelSection() {
  useLater(load);
  const isOn = isModelShown.value;
  return (
    <section class="model-section">
      <Words
        sentence={t().modelSentence}
        looks={{ model: { color: '--accent', isOn } }}
        hint={t().toggleHint}
        onToggle={toggle}
      />
      {isOn && recipe.value.lanes.length > 1 && <LaneTabs />}
      {isOn && <Lazy load={load} lines={6} />}
    </section>
  );
}
