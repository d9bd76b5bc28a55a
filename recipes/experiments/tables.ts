// Tables as Markdown.

import type { Table } from './experiment.ts';

/** The caption and the table; all columns but the first to the right. */
export const tableText = ({ caption, head, rows }: Table): string =>
  [
    caption,
    '',
    `| ${head.join(' | ')} |`,
    `|${head.map((_, column) => (column === 0 ? '---' : '---:')).join('|')}|`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');
