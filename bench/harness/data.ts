// The files of images that peers read, made once.

import { existsSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { makeImages } from '../peers/images.ts';
import type { Work } from '../works.ts';

const folder = new URL('../../data/', import.meta.url); // bench/build/data

/** The work with the file of its images, if they are not MNIST's own. */
export async function withImages(work: Work): Promise<Work> {
  const path = fileURLToPath(new URL(`${work.model.sampleShape.join('x')}.bin`, folder));
  if (!existsSync(path)) {
    const values = await makeImages(work.model);
    if (values === undefined) return work;
    await mkdir(folder, { recursive: true });
    await writeFile(`${path}.new`, values);
    await rename(`${path}.new`, path);
  }
  return { ...work, data: path };
}
