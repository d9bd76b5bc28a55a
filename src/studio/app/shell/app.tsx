// The frame around every room: navigation, language, theme, messages that come and go.

import './app.css';
import { computed } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Lazy } from '../components/lazy.tsx';
import { Toasts } from '../components/toast.tsx';
import { LanguageChoice, ThemeChoice } from './choices.tsx';
import { Mark } from './mark.tsx';
import { shellMessages as t } from './messages.ts';
import { rooms } from './rooms.ts';
import { hrefOf, place } from './router.ts';
import { hasServer } from './site.ts';

const room = computed(() => place.value.room);

export function App() {
  const current = room.value;
  const load = async () => (await rooms.find(({ name }) => name === current)!.load()).Room;
  useEffect(() => {
    document.title = `${t()[current]} · wgan studio`;
  });
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById('room')?.focus()}>
        {t().skip}
      </button>
      <header class="head">
        <a class="head-name" href={hrefOf({ room: hasServer ? 'runs' : 'learn' })} aria-label="wgan studio">
          <Mark />
          <span>wgan</span>
        </a>
        <nav class="head-rooms" aria-label={t().rooms}>
          {rooms
            .filter(({ needsServer }) => hasServer || !needsServer)
            .map(({ name }) => (
              <a
                key={name}
                href={hrefOf({ room: name })}
                title={t()[`${name}Hint`]}
                aria-current={name === current ? 'page' : undefined}
              >
                {t()[name]}
              </a>
            ))}
        </nav>
        <div class="head-choices">
          <LanguageChoice />
          <ThemeChoice />
        </div>
      </header>
      <main id="room" class="room" tabIndex={-1}>
        <Lazy key={current} load={load} />
      </main>
      <Toasts />
    </>
  );
}
