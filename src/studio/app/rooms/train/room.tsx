// Train here: a GAN that trains in this tab, in a thread of its own.

import './room.css';
import { useEffect } from 'preact/hooks';
import { ErrorNote } from '../../components/error-note.tsx';
import { formatCount } from '../../components/numbers.ts';
import { Controls } from './controls.tsx';
import { DataChoice } from './data-choice.tsx';
import { DrawPad } from './draw-pad.tsx';
import { FilesPanel } from './files-panel.tsx';
import { trainMessages as t } from './messages.ts';
import { ModelSection } from './model-section.tsx';
import { NumbersPanel } from './numbers-panel.tsx';
import { OwnPanel } from './own/panel.tsx';
import { Picture } from './picture.tsx';
import { type Failure, failure, follow, goOnWithWebAssembly, leave, recipe } from './trainer-client.ts';
import { Transport } from './transport.tsx';

export function Room() {
  useEffect(() => {
    const stop = follow();
    return () => {
      stop();
      leave();
    };
  }, []);
  const { data, need, problems } = recipe.value;
  return (
    <div class="train">
      <div class="train-head">
        <h1>{t().title}</h1>
        <Transport />
        {problems.map((problem) => (
          <ErrorNote key={problem} message={problem} />
        ))}
        {failure.value && <FailureNote failure={failure.value} />}
      </div>
      <aside class="train-side" aria-label={t().settings}>
        <div class="train-data">
          <DataChoice />
          {data === 'drawn' && <DrawPad />}
          {data === 'own' && <OwnPanel needed={need} />}
        </div>
        <div class="train-settings">
          <Controls />
          <FilesPanel />
        </div>
      </aside>
      <ModelSection />
      <Picture />
      <NumbersPanel />
    </div>
  );
}

function FailureNote({ failure: { message, help, gone } }: { readonly failure: Failure }) {
  if (gone?.device !== 'webgpu') return <ErrorNote message={message} help={help} />;
  const iteration = gone.kept && formatCount(gone.kept.iteration);
  return (
    <ErrorNote
      message={message}
      help={t().goOnHelp(iteration)}
      action={{ label: t().goOn, run: goOnWithWebAssembly }}
    />
  );
}
