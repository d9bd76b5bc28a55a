// A comparison as one HTML file that needs nothing else: no script, no network.

import { createHash } from 'node:crypto';
import { html } from '../../formats/html.ts';
import { differingOptions, placelessGroups, type RunGroup } from '../../run/comparison.ts';
import { say, spokenLanguage, translate } from '../language/say.ts';
import { formatPlural } from '../terminal/format.ts';
import { versionText } from '../versions.ts';
import { groupNames, styleCount } from './groups.ts';
import {
  curvesSection,
  metricsSection,
  type PageContent,
  runsSection,
  samplesSection,
  settingsSection,
} from './sections.ts';
import { style } from './style.ts';

/** Nothing may load or run but the page's own style sheet, named by its hash, and its own pictures. */
function policy(): string {
  const hash = createHash('sha256').update(style).digest('base64');
  return `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`;
}

/** The page of a comparison. */
export function comparisonPage(compared: readonly RunGroup[]): string {
  const groups = placelessGroups(compared);
  const differing = differingOptions(groups);
  const content: PageContent = { groups, differing, names: groupNames(groups, differing) };
  const runs = groups.flatMap((group) => group.runs);
  const datasets = [...new Set(runs.map(({ run }) => run.dataset.name))].join(', ');
  const settings = formatPlural(groups.length, 'setting');
  const title = say`${content.names.length <= 4 ? content.names.join(' · ') : settings} on ${datasets}`;
  const key = content.names.map(
    (name, group) =>
      html`<li><svg class="mark" viewBox="0 0 28 10" aria-hidden="true"><path class="line g${group % styleCount}" d="M1 5H27"/></svg>${name}</li>`,
  );
  const summary = say`${settings}, ${formatPlural(runs.length, 'run')}. ${translate(runs[0]!.run.dataset.description)}.`;
  return html`<!doctype html>
<html lang="${spokenLanguage() === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${{ html: policy() }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${{ html: style }}</style>
</head>
<body>
<header><div><h1>${title}</h1><p>${summary}</p></div>
<fieldset class="theme"><legend>${say`Colours`}</legend><label><input type="radio" name="theme" id="auto" checked>${say`as the system`}</label><label><input type="radio" name="theme" id="light">${say`light`}</label><label><input type="radio" name="theme" id="dark">${say`dark`}</label></fieldset></header>
<nav class="sticky" aria-label="${say`Settings`}"><ul class="key">${key}</ul></nav>
<main>
${samplesSection(content)}
${metricsSection(content)}
${curvesSection(content)}
${settingsSection(content)}
${runsSection(content)}
</main>
<footer><p>${say`Made by wgan compare (${versionText().split('\n')[0]!}). A difference between two settings counts once it is large beside the spread over their seeds; three seeds show large differences only.`}</p></footer>
</body>
</html>
`.html;
}
