// Pictures pixel for pixel: each value becomes a square of whole device pixels, never a blur.

import './pixels.css';
import { useEffect, useRef, useState } from 'preact/hooks';

/** What can be drawn: anything with a size that a canvas takes. */
export type Picture = ImageBitmap | HTMLCanvasElement | OffscreenCanvas | ImageData;

interface PixelsProps {
  /** Undefined while there is none: the place is kept. */
  readonly picture: Picture | undefined;
  /** For those who do not see it. */
  readonly label: string;
  /** Width through height of the place while there is no picture. */
  readonly aspect?: number;
  /** The most device pixels that a value may take. */
  readonly most?: number;
}

/** A picture as large as fits its place at a whole number of device pixels per value; smaller where even one is too
 *  large. */
export function Pixels({ picture, label, aspect = 1, most = 64 }: PixelsProps) {
  const place = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(place);
  useEffect(() => {
    if (canvas.current !== null && picture !== undefined) draw(canvas.current, picture);
  }, [picture]);
  const style = picture === undefined ? {} : { width: `${wholeSize(picture, width, most)}px` };
  return (
    <div ref={place} class="pixels" style={{ aspectRatio: picture ? undefined : String(aspect) }}>
      <canvas ref={canvas} role="img" aria-label={label} hidden={picture === undefined} style={style} />
    </div>
  );
}

function draw(canvas: HTMLCanvasElement, picture: Picture): void {
  if (canvas.width !== picture.width || canvas.height !== picture.height) {
    canvas.width = picture.width;
    canvas.height = picture.height;
  }
  const context = canvas.getContext('2d')!;
  if (picture instanceof ImageData) context.putImageData(picture, 0, 0);
  else context.drawImage(picture, 0, 0);
}

/** CSS pixels that show the picture at a whole number of device pixels per value. */
function wholeSize({ width }: Picture, room: number, most: number): number {
  const density = devicePixelRatio;
  const scale = Math.min(most, Math.floor((room * density) / width));
  return scale >= 1 ? (scale * width) / density : Math.min(room, width);
}

/** The width of an element, followed. */
export function useWidth(element: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (element.current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(entry!.contentRect.width));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
