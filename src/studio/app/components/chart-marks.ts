// What is drawn over the curves: events with their names, and the x that is looked at.

import type uPlot from 'uplot';
import { tokenColor } from '../shell/theme.ts';
import type { ChartProps } from './chart-props.ts';

export function drawMarks(
  plot: uPlot,
  { selected, marks = [] }: Pick<ChartProps, 'selected' | 'marks'>,
): void {
  const { ctx: context, bbox } = plot;
  const density = devicePixelRatio;
  const lineAt = (x: number, color: string, dash: readonly number[]) => {
    const left = Math.round(plot.valToPos(x, 'x', true)) + 0.5;
    if (left < bbox.left || left > bbox.left + bbox.width) return undefined;
    context.strokeStyle = color;
    context.lineWidth = density;
    context.setLineDash([...dash]);
    context.beginPath();
    context.moveTo(left, bbox.top);
    context.lineTo(left, bbox.top + bbox.height);
    context.stroke();
    return left;
  };
  context.save();
  context.textAlign = 'left';
  context.font = `${11 * density}px system-ui, sans-serif`;
  context.fillStyle = tokenColor('--ink-quiet');
  for (const { x, label } of marks) {
    const left = lineAt(x, tokenColor('--ink-quiet'), [2 * density, 3 * density]);
    if (left !== undefined) context.fillText(label, left + 4 * density, bbox.top + 12 * density);
  }
  if (selected !== undefined) lineAt(selected, tokenColor('--ink'), []);
  context.restore();
}
