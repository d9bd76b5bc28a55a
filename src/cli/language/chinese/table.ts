// The Chinese of every text, by its English.

import { measures as allMeasures } from '../../../metrics/measures/registry.ts';
import type { Table, Tables } from '../translator.ts';
import { commands } from './commands.ts';
import { data } from './data.ts';
import { engine } from './engine.ts';
import { foundations } from './foundations.ts';
import { help } from './help.ts';
import { labels } from './labels.ts';
import { measures } from './measures.ts';
import { metrics } from './metrics.ts';
import { objectives } from './objectives.ts';
import { platform } from './platform.ts';
import { reports } from './reports.ts';
import { runs } from './runs.ts';
import { settings } from './settings.ts';
import { sources } from './sources.ts';
import { story } from './story.ts';
import { training } from './training.ts';
import { usage } from './usage.ts';

/** What measures are called and mean, which is said beside them. */
const explanations: Table = Object.fromEntries(
  allMeasures.all.flatMap(({ explanation, chinese }) => [
    [explanation.label, chinese.label],
    [explanation.text, chinese.text],
  ]),
);

export const chinese: Tables = {
  said: [commands, reports, training],
  found: [
    data,
    engine,
    explanations,
    foundations,
    help,
    labels,
    measures,
    metrics,
    objectives,
    platform,
    runs,
    settings,
    sources,
    story,
    usage,
  ],
};
