// What a reader chooses for this browser: language and theme.

import { chooseLanguage, language } from '../i18n/language.ts';
import { shellMessages as t } from './messages.ts';
import { chooseTheme, isDark, theme, themes } from './theme.ts';

export function LanguageChoice() {
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

export function ThemeChoice() {
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
