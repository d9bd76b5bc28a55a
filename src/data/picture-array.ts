// Pictures that lie in an array of bytes: of NumPy files, of CIFAR.

import { unevenNotes } from './class-names.ts';
import { type Dataset, type DatasetOptions, defineDataset } from './dataset.ts';
import { maximumBytes } from './files.ts';
import { type Channels, planes } from './image-decode.ts';
import { extentOf } from './image-size.ts';
import { type Labels, labelsOf } from './labels.ts';
import type { Picture, RawPicture } from './picture-source.ts';
import { colourText, loadPictures } from './pictures.ts';
import { narrowRangeNotes } from './value-range.ts';

/** Pictures of one size as numbers. */
export interface PictureArray {
  /** The path that errors name. */
  readonly where: string;
  readonly name: string;
  readonly channels: Channels;
  readonly height: number;
  readonly width: number;
  /** uint8[N, channels, height, width] */
  readonly values: Uint8Array;
  readonly labels?: Labels | undefined;
  readonly notes: readonly string[];
  readonly preparation: readonly string[];
  /** All that the values depend on, as JSON writes it. */
  readonly content: unknown;
}

/** The pictures as they are, or brought to the size, colour and transparency that are asked for. */
export async function loadPictureArray(array: PictureArray, options: DatasetOptions): Promise<Dataset> {
  const { width, height, channels, values, labels, notes, preparation, name } = array;
  const { inMemoryBytes = maximumBytes } = options;
  const form = formOf(array, options);
  const isAsItIs = form.width === width && form.height === height && form.channels === channels;
  const count = values.length / (channels * width * height);
  if (isAsItIs && values.length <= inMemoryBytes) {
    const dataset = defineDataset({
      name,
      sampleShape: [channels, height, width],
      values,
      ...(labels && { labels }),
      description: `${count.toLocaleString('en')} images of the file ${name}, ${width}×${height}, ${colourText[channels]}`,
      notes: [
        ...notes,
        ...(labels ? unevenNotes(labels) : []),
        ...narrowRangeNotes(values, channels * width * height),
      ],
    });
    return { ...dataset, preparation };
  }
  const wanted: DatasetOptions = {
    ...options,
    size: [form.width, form.height],
    color: form.channels === 1 ? 'grey' : form.channels === 4 ? 'auto' : 'rgb',
  };
  const dataset = await loadPictures(sourceOf(array, count), wanted);
  return { ...dataset, preparation: [...preparation, ...(dataset.preparation ?? [])] };
}

function formOf(
  { width, height, channels }: PictureArray,
  { size, color = 'auto', alpha = 'white' }: DatasetOptions,
): Pick<PictureArray, 'width' | 'height' | 'channels'> {
  const extent = size === undefined ? { width, height } : extentOf(size);
  if (alpha === 'keep') return { ...extent, channels: 4 };
  const own = channels === 1 ? 1 : 3;
  return { ...extent, channels: color === 'auto' ? own : color === 'grey' ? 1 : 3 };
}

function sourceOf(array: PictureArray, count: number) {
  const { where, name, labels, notes, content } = array;
  const pictures = Array.from({ length: count }, (_, index): Picture => {
    return { path: `picture-${index}`, read: async () => rawPicture(array, index) };
  });
  return {
    ...{ where, name, pictures, content, unusable: [] },
    kind: 'file' as const,
    labelled(kept: readonly number[]) {
      const own = labels && labelsOf(labels, Uint32Array.from(kept));
      return { labels: own, notes: [...notes, ...(own ? unevenNotes(own) : [])] };
    },
  };
}

/** A picture with the channels of each pixel together. */
function rawPicture({ values, channels, height, width }: PictureArray, index: number): RawPicture {
  const area = height * width;
  const start = index * channels * area;
  const data = new Uint8Array(channels * area);
  for (let pixel = 0; pixel < area; pixel++) {
    for (let channel = 0; channel < channels; channel++) {
      data[pixel * channels + channel] = values[start + channel * area + pixel]!;
    }
  }
  return { data, width, height, channels };
}

/** uint8[N, H, W, C] with the channels of each picture one after the other.
 *  @param size  of a picture: H · W · C */
export function planesOf(values: Uint8Array, size: number, channels: Channels): Uint8Array {
  if (channels === 1) return values;
  const all = new Uint8Array(values.length);
  for (let start = 0; start < values.length; start += size) {
    all.set(planes(values.subarray(start, start + size), channels), start);
  }
  return all;
}
