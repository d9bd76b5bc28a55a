// The plane as pictures: every one at its place, seeds numbered, the place of the reader in the middle.

import { useEffect, useRef } from 'preact/hooks';
import { useWidth } from '../../components/pixels.tsx';
import { tokenColor } from '../../shell/theme.ts';
import { type Position, seedOf } from './latent-plane.ts';
import { PlaneBox } from './plane-box.tsx';
import { opened } from './source.ts';
import { useSteering } from './steering.ts';
import { tileAt, tilesMade, want } from './tiles.ts';
import { density, look, position } from './walk.ts';

const GAP = 2;

/** Where things are on the canvas, in device pixels. */
interface Layout {
  readonly width: number;
  readonly height: number;
  /** From one picture to the next. */
  readonly step: number;
  readonly picture: number;
  readonly scale: number;
}

export function PicturePlane() {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(box);
  const layout = layoutOf(width, box.current?.clientHeight ?? 0);
  const steering = useSteering(() => (layout.step * density.peek()) / devicePixelRatio);
  useEffect(() => {
    if (canvas.current === null || width === 0) return;
    const places = visible(layout, position.value, density.value);
    want(places);
    draw(canvas.current, layout, places);
  });
  void [position.value, density.value, look.value, tilesMade.value];
  return <PlaneBox {...{ box, canvas, steering }} />;
}

function layoutOf(width: number, height: number): Layout {
  const ratio = devicePixelRatio;
  const side = Math.max(...(opened.value?.facts.sampleShape.slice(1) ?? [28]));
  const target = width < 480 ? 44 : width < 900 ? 52 : 60;
  const scale = Math.max(1, Math.round((target * ratio) / side));
  const picture = side * scale;
  return {
    width: Math.round(width * ratio),
    height: Math.round(height * ratio),
    picture,
    scale,
    step: picture + GAP,
  };
}

/** Points with a picture that is seen, nearest first. */
function visible({ width, height, step }: Layout, { x, y }: Position, perSeed: number): readonly Position[] {
  const [columns, rows] = [width / step / 2 + 1, height / step / 2 + 1];
  const [column, row] = [Math.round(x * perSeed), Math.round(y * perSeed)];
  const places: (Position & { readonly away: number })[] = [];
  for (let down = -Math.ceil(rows); down <= rows; down++) {
    for (let right = -Math.ceil(columns); right <= columns; right++) {
      const away = right * right + down * down;
      places.push({ x: (column + right) / perSeed, y: (row + down) / perSeed, away });
    }
  }
  return places.sort((a, b) => a.away - b.away);
}

function draw(canvas: HTMLCanvasElement, layout: Layout, places: readonly Position[]): void {
  const { width, height, step, picture } = layout;
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const context = canvas.getContext('2d')!;
  context.imageSmoothingEnabled = false;
  context.fillStyle = tokenColor('--sunken');
  context.fillRect(0, 0, width, height);
  const middle = position.peek();
  const perSeed = density.peek();
  const empty = tokenColor('--line');
  const corner = (where: Position): readonly [number, number] => [
    Math.round(width / 2 + (where.x - middle.x) * perSeed * step - picture / 2),
    Math.round(height / 2 + (where.y - middle.y) * perSeed * step - picture / 2),
  ];
  for (const where of places) {
    const [left, top] = corner(where);
    const tile = tileAt(where);
    if (tile === undefined) {
      context.fillStyle = empty;
      context.fillRect(left, top, picture, picture);
    } else context.drawImage(tile.picture, left, top, picture, picture);
  }
  for (const where of places) drawSeed(context, where, corner(where), layout);
  drawMiddle(context, layout);
}

/** A frame and the number of a seed's picture. */
function drawSeed(
  context: CanvasRenderingContext2D,
  where: Position,
  [left, top]: readonly [number, number],
  { picture }: Layout,
): void {
  const seed = seedOf(where);
  if (seed === undefined) return;
  const ratio = devicePixelRatio;
  context.font = `600 ${11 * ratio}px ui-monospace, Menlo, Consolas, monospace`;
  const text = String(seed);
  const room = context.measureText(text).width + 6 * ratio;
  context.fillStyle = tokenColor('--surface');
  context.fillRect(left, top + picture - 15 * ratio, room, 15 * ratio);
  context.fillStyle = tokenColor('--ink');
  context.fillText(text, left + 3 * ratio, top + picture - 4 * ratio);
  context.strokeStyle = tokenColor('--surface');
  context.lineWidth = ratio;
  context.strokeRect(left + ratio / 2, top + ratio / 2, picture - ratio, picture - ratio);
}

function drawMiddle(context: CanvasRenderingContext2D, { width, height, picture }: Layout): void {
  const ratio = devicePixelRatio;
  const side = picture + 6 * ratio;
  for (const [color, line] of [
    ['--surface', 5],
    ['--fake', 3],
  ] as const) {
    context.strokeStyle = tokenColor(color);
    context.lineWidth = line * ratio;
    context.strokeRect((width - side) / 2, (height - side) / 2, side, side);
  }
}
