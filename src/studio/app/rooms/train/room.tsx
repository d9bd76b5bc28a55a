// Train here: a GAN that trains in this tab, in a thread of its own.

import './room.css';
import { useEffect } from 'preact/hooks';
import { ErrorNote } from '../../components/error-note.tsx';
import { Lazy, useLater } from '../../components/lazy.tsx';
import { formatCount } from '../../components/numbers.ts';
import { Controls } from './controls.tsx';
import { DataChoice } from './data-choice.tsx';
import { trainMessages as t } from './messages.ts';
import { ModelSection } from './model-section.tsx';
import { NumbersPanel } from './numbers-panel.tsx';
import { Picture } from './picture.tsx';
import { type Failure, failure, follow, goOnWithWebAssembly, leave, recipe } from './trainer-client.ts';
import { Transport } from './transport.tsx';

const loadDrawPad = async () => (await import('./draw-pad.tsx')).DrawPad;
const loadFilesPanel = async () => (await import('./files-panel.tsx')).FilesPanel;
const loadOwnPanel = async () => (await import('./own/panel.tsx')).OwnPanel;

export function Room() {
  useLater(loadDrawPad);
  useLater(loadOwnPanel);
  useEffect(() => {
    const stop = follow();
    return () => {
      stop();
      leave();
    };
  }, []);
  const { data, problems } = recipe.value;
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
          {data === 'drawn' && <Lazy load={loadDrawPad} />}
          {data === 'own' && <Lazy load={loadOwnPanel} />}
        </div>
        <div class="train-settings">
          <Controls />
          <Lazy load={loadFilesPanel} lines={1} />
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
