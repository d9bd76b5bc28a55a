// One page of the story: claim, words, figure, what to try, the equation with our line of it, sources.

import { Lazy } from '../../components/lazy.tsx';
import { language } from '../../i18n/language.ts';
import { learnMessages as t } from './messages.ts';
import type { LearnPage } from './pages/page.ts';
import { OurLine } from './parts/our-line.tsx';
import { Paragraphs, Words } from './parts/words.tsx';

interface ArticleProps {
  readonly page: LearnPage;
  readonly number: number;
  readonly count: number;
}

export function Article({ page, number, count }: ArticleProps) {
  const { figure, Equation, quotes, sources } = page;
  const texts = page.texts[language.value];
  return (
    <article class="learn-article">
      <header class="learn-head">
        <p class="learn-number">{t().page(number, count)}</p>
        <h1>{texts.title}</h1>
        <p class="learn-claim">
          <Words text={texts.claim} />
        </p>
      </header>
      <div class="learn-text">
        <Paragraphs text={texts.story} />
      </div>
      <Lazy load={figure} lines={12} />
      <section class="learn-text">
        <h2>{t().tries}</h2>
        <ul class="learn-tries">
          {texts.tries.split('\n').map((line) => (
            <li key={line}>
              <Words text={line} />
            </li>
          ))}
        </ul>
        <Paragraphs text={texts.after} />
      </section>
      <section class="learn-text learn-wide">
        <h2>{t().equation}</h2>
        <Equation />
        <p class="quiet small">{texts.equation}</p>
        {quotes.map((quote) => (
          <OurLine key={quote.code} {...quote} />
        ))}
      </section>
      <section class="learn-text">
        <h2>{t().sources}</h2>
        <ul class="learn-sources">
          {sources.map(({ cite, where, href }) => (
            <li key={href + where.en}>
              <a href={href} rel="noreferrer" target="_blank">
                {cite}
              </a>
              , {where[language.value]}
            </li>
          ))}
        </ul>
      </section>
    </article>
  );
}
