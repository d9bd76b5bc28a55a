// The room "learn": the story, page by page, and the table of the tutorial's claims.

import './learn.css';
import { useEffect } from 'preact/hooks';
import { useLater } from '../../components/lazy.tsx';
import { language } from '../../i18n/language.ts';
import { hrefOf, place } from '../../shell/router.ts';
import { Article } from './article.tsx';
import { ClaimsPage } from './claims-page.tsx';
import { learnMessages as t } from './messages.ts';
import { pages } from './pages/registry.ts';

/** The name of the last page, the table of claims. */
const claimsName = 'claims';

/** All pages by their name in the address. */
const stops = [...pages.map(({ name }) => name), claimsName] as const;
type Stop = (typeof stops)[number];

const hrefTo = (stop: Stop) => hrefOf({ room: 'learn', path: [stop] });

const titleOf = (stop: Stop): string =>
  pages.find(({ name }) => name === stop)?.texts[language.value].title ?? t().claimsShort;

const loadFigures = () => Promise.all(pages.map(({ figure }) => figure()));

export function Room() {
  const wanted = place.value.path[0];
  const stop = stops.find((name) => name === wanted) ?? stops[0]!;
  const index = stops.indexOf(stop);
  const page = pages[index];
  useEffect(() => scrollTo(0, 0), [stop]);
  useLater(loadFigures);
  return (
    <div class="learn">
      <Contents current={stop} />
      <div class="learn-page" key={stop}>
        {page === undefined ? (
          <ClaimsPage />
        ) : (
          <Article page={page} number={index + 1} count={pages.length} />
        )}
        <nav class="learn-turn" aria-label={`${t().previous}, ${t().next}`}>
          {index > 0 ? <Turn to={stops[index - 1]!} word={t().previous} /> : <span />}
          {index + 1 < stops.length && <Turn to={stops[index + 1]!} word={t().next} isNext />}
        </nav>
      </div>
    </div>
  );
}

function Turn({
  to,
  word,
  isNext = false,
}: {
  readonly to: Stop;
  readonly word: string;
  readonly isNext?: boolean;
}) {
  return (
    <a class={isNext ? 'learn-next' : 'learn-previous'} href={hrefTo(to)} rel={isNext ? 'next' : 'prev'}>
      <span class="quiet small">{word}</span>
      <span>{titleOf(to)}</span>
    </a>
  );
}

function Contents({ current }: { readonly current: Stop }) {
  return (
    <nav class="learn-contents" aria-label={t().pages}>
      <p class="learn-contents-head">{t().heading}</p>
      <ol>
        {stops.map((stop, index) => (
          <li key={stop}>
            <a
              href={hrefTo(stop)}
              aria-current={stop === current ? 'page' : undefined}
              aria-label={titleOf(stop)}
            >
              <span class="number learn-contents-number">{stop === claimsName ? '✓' : index + 1}</span>
              <span class="learn-contents-title">{titleOf(stop)}</span>
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}
