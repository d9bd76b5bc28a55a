// The frame around every room: navigation, language, theme, messages that come and go.

import './app.css';
import { computed } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Toasts } from '../components/toast.tsx';
import { chooseLanguage, language } from '../i18n/language.ts';
import { LazyRoom } from './lazy-room.tsx';
import { shellMessages as t } from './messages.ts';
import { rooms } from './rooms.ts';
import { hrefOf, place } from './router.ts';
import { hasServer } from './site.ts';
import { chooseTheme, isDark, theme, themes } from './theme.ts';

const room = computed(() => place.value.room);

export function App() {
  const current = room.value;
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
        <LazyRoom key={current} record={rooms.find(({ name }) => name === current)!} />
      </main>
      <Toasts />
    </>
  );
}

function Mark() {
  return (
    <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
      <path
        d="M4 9l6 14 5.5-12 5.5 12 6-14"
        fill="none"
        stroke="var(--real)"
        stroke-width="3.4"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
      <circle cx="27" cy="9" r="3.6" fill="var(--fake)" />
    </svg>
  );
}

function LanguageChoice() {
  const isChinese = language.value === 'zh';
  return (
    <button
      type="button"
      class="button button-plain button-small"
      onClick={() => chooseLanguage(isChinese ? 'en' : 'zh')}
      lang={isChinese ? 'en' : 'zh-CN'}
    >
      {isChinese ? 'English' : '中文'}
    </button>
  );
}

function ThemeChoice() {
  const names = { auto: t().themeAuto, light: t().themeLight, dark: t().themeDark };
  const next = themes[(themes.indexOf(theme.value) + 1) % themes.length]!;
  return (
    <button
      type="button"
      class="button button-plain button-small"
      onClick={() => chooseTheme(next)}
      title={`${t().theme}: ${names[theme.value]}`}
      aria-label={`${t().theme}: ${names[theme.value]}`}
    >
      <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
        <circle cx="10" cy="10" r="7.2" fill="none" stroke="currentColor" stroke-width="1.6" />
        {theme.value === 'auto' ? (
          <path d="M10 2.8a7.2 7.2 0 0 1 0 14.4z" fill="currentColor" />
        ) : (
          isDark.value && <circle cx="10" cy="10" r="7.2" fill="currentColor" />
        )}
      </svg>
    </button>
  );
}
