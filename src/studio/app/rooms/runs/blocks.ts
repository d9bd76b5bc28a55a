// Pictures that were enlarged for a file, brought back to one pixel per value.

/** Pixels as a canvas gives them. */
export interface Rgba {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

const MOST_ENLARGED = 16;

/** How many pixels wide and high every value is: the largest square that tiles the picture evenly. */
export function blockSize(image: Rgba): number {
  for (let size = MOST_ENLARGED; size > 1; size--) {
    if (image.width % size === 0 && image.height % size === 0 && isTiled(image, size)) return size;
  }
  return 1;
}

function isTiled({ width, height, data }: Rgba, size: number): boolean {
  const pixels = new Uint32Array(data.buffer, data.byteOffset, width * height);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    const top = (y - (y % size)) * width;
    for (let x = 0; x < width; x++) {
      if (pixels[row + x] !== pixels[top + x - (x % size)]) return false;
    }
  }
  return true;
}

/** One pixel of each block. */
export function shrunk({ width, height, data }: Rgba, size: number): Rgba {
  const small = { width: width / size, height: height / size };
  const from = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const to = new Uint32Array(small.width * small.height);
  for (let index = 0; index < to.length; index++) {
    const y = Math.floor(index / small.width);
    to[index] = from[y * size * width + (index % small.width) * size]!;
  }
  return { ...small, data: new Uint8ClampedArray(to.buffer) };
}
