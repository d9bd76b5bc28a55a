// Images in a terminal: every character cell shows two pixels, one above the other, as ▀ in two colours.

import type { Image } from '../../formats/png.ts';
import type { ColorDepth } from './colors.ts';
import { ESCAPE } from './output.ts';

/** A pixel as it is shown: the parameters of its foreground and background escape codes. */
interface Ink {
  readonly foreground: string;
  readonly background: string;
}

const greys = [0, 8, 7, 15] as const;

/** The nearest of 6 levels of a colour cube's axis. */
function nearestLevel(value: number): number {
  return value < 48 ? 0 : value < 115 ? 1 : Math.min(5, Math.floor((value - 35) / 40));
}

/** The nearest of 256 colours: the 24 greys and black and white, or the cube. */
function paletteIndex(red: number, green: number, blue: number): number {
  if (red === green && green === blue) {
    if (red < 4) return 16;
    return red > 246 ? 231 : 232 + Math.min(23, Math.max(0, Math.round((red - 8) / 10)));
  }
  return 16 + 36 * nearestLevel(red) + 6 * nearestLevel(green) + nearestLevel(blue);
}

const luma = (red: number, green: number, blue: number) => 0.299 * red + 0.587 * green + 0.114 * blue;

function inkOf(depth: 4 | 8 | 24, red: number, green: number, blue: number): Ink {
  if (depth === 24) {
    const color = `2;${red};${green};${blue}`;
    return { foreground: `38;${color}`, background: `48;${color}` };
  }
  if (depth === 8) {
    const index = paletteIndex(red, green, blue);
    return { foreground: `38;5;${index}`, background: `48;5;${index}` };
  }
  const grey = greys[Math.min(3, Math.floor(luma(red, green, blue) / 64))]!;
  return grey < 8
    ? { foreground: `${30 + grey}`, background: `${40 + grey}` }
    : { foreground: `${82 + grey}`, background: `${92 + grey}` };
}

type Pixel = readonly [red: number, green: number, blue: number];

/** The pixel at a place; below the image, black. */
function pixelAt({ width, height, channels, data }: Image, x: number, y: number): Pixel {
  if (y >= height) return [0, 0, 0];
  const start = (y * width + x) * channels;
  const red = data[start]!;
  if (channels === 1) return [red, red, red];
  const color: Pixel = [red, data[start + 1]!, data[start + 2]!];
  return channels === 3 ? color : onWhite(color, data[start + 3]! / 255);
}

/** A colour of that opacity before white. */
const onWhite = ([red, green, blue]: Pixel, alpha: number): Pixel => [
  Math.round(255 + (red - 255) * alpha),
  Math.round(255 + (green - 255) * alpha),
  Math.round(255 + (blue - 255) * alpha),
];

/** One line of cells in colour; codes are written only where a colour changes. */
function colorLine(image: Image, line: number, depth: 4 | 8 | 24): string {
  let text = '';
  let [foreground, background] = ['', ''];
  for (let x = 0; x < image.width; x++) {
    const top = inkOf(depth, ...pixelAt(image, x, 2 * line));
    const bottom = inkOf(depth, ...pixelAt(image, x, 2 * line + 1));
    const isPlain = top.background === bottom.background;
    const changes: string[] = [];
    if (!isPlain && top.foreground !== foreground) {
      foreground = top.foreground;
      changes.push(foreground);
    }
    if (bottom.background !== background) {
      background = bottom.background;
      changes.push(background);
    }
    text += (changes.length > 0 ? `${ESCAPE}[${changes.join(';')}m` : '') + (isPlain ? ' ' : '▀');
  }
  return `${text}${ESCAPE}[0m`;
}

/** One line of cells without colour: bright pixels are filled. */
function plainLine(image: Image, line: number): string {
  const isBright = (x: number, y: number) => luma(...pixelAt(image, x, y)) >= 112;
  let text = '';
  for (let x = 0; x < image.width; x++) {
    text += [' ', '▄', '▀', '█'][(isBright(x, 2 * line) ? 2 : 0) + (isBright(x, 2 * line + 1) ? 1 : 0)];
  }
  return text;
}

/** The image as lines of text, two rows of pixels in each; without colour, in black and white. */
export function halfBlocks(image: Image, depth: ColorDepth): readonly string[] {
  return Array.from({ length: Math.ceil(image.height / 2) }, (_, line) =>
    depth === 1 ? plainLine(image, line) : colorLine(image, line, depth),
  );
}
