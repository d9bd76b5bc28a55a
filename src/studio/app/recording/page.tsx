// The page of a recorded run, from its name to its licences.

import '../shell/app.css';
import './page.css';
import { useEffect } from 'preact/hooks';
import { ErrorNote } from '../components/error-note.tsx';
import { LanguageChoice, ThemeChoice } from '../shell/choices.tsx';
import { Mark } from '../shell/mark.tsx';
import { About } from './about.tsx';
import { recording } from './carried.ts';
import { Charts } from './charts.tsx';
import { failure, open } from './client.ts';
import { recordingMessages as t } from './messages.ts';
import { Picture } from './picture.tsx';
import { Transport } from './transport.tsx';
import { VerdictCard } from './verdict-card.tsx';
import { headline, sentences } from './words.ts';

export function Page() {
  const name = recording.name;
  useEffect(() => {
    document.title = `${name} · wgan`;
  });
  return (
    <>
      <header class="head recording-head">
        <span class="head-name">
          <Mark />
          <span>wgan</span>
        </span>
        <p class="small quiet recording-kicker">{t().kicker}</p>
        <div class="head-choices">
          <LanguageChoice />
          <ThemeChoice />
        </div>
      </header>
      <main class="room recording">
        <div class="recording-title">
          <h1>
            <bdi>{name}</bdi>
          </h1>
          <p>
            <b>
              <bdi>{headline(recording)}</bdi>
            </b>{' '}
            <span class="quiet">
              <bdi>{recording.dataset.description}</bdi>
            </span>
          </p>
          <p class="recording-sentences">{sentences(recording).join(' ')}</p>
        </div>
        <section class="recording-stage" aria-label={t().now}>
          <Transport />
          {failure.value && (
            <ErrorNote
              message={failure.value.message}
              help={failure.value.help}
              action={{ label: t().tryAgain, run: open }}
            />
          )}
          <Picture />
        </section>
        <section class="recording-numbers">
          <VerdictCard />
          <Charts />
        </section>
        <About />
      </main>
    </>
  );
}
