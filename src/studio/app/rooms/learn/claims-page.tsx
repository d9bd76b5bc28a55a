// The last page: every claim of the tutorial, the pages that show it, and what the literature says.

import { language } from '../../i18n/language.ts';
import { hrefOf } from '../../shell/router.ts';
import { claims, readablePages } from './claims.ts';
import { learnMessages as t } from './messages.ts';
import { pages } from './pages/registry.ts';
import { Words } from './parts/words.tsx';

export function ClaimsPage() {
  const now = language.value;
  return (
    <article class="learn-claims">
      <header class="learn-head">
        <h1>{t().claims}</h1>
        <p class="learn-claim">{t().claimsLead}</p>
      </header>
      <table>
        <thead>
          <tr>
            <th scope="col">{t().says}</th>
            <th scope="col">{t().literature}</th>
            <th scope="col">{t().where}</th>
          </tr>
        </thead>
        <tbody>
          {claims.map((claim) => (
            <tr key={claim.claim.en}>
              <th scope="row">{claim.claim[now]}</th>
              <td class="quiet">{claim.literature[now]}</td>
              <td>
                {readablePages(claim).map((name) => (
                  <a key={name} href={hrefOf({ room: 'learn', path: [name] })}>
                    {pages.find((page) => page.name === name)!.texts[now].title}
                  </a>
                ))}
                {claim.besides && <Words text={claim.besides[now]} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  );
}
