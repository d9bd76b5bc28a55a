// Emoji and flags as folders of PNG files of 32 pixels.

import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { out: { type: 'string', default: 'data' }, size: { type: 'string', default: '32' } },
});
const side = Number(values.size);
if (!Number.isInteger(side) || side < 4)
  throw new Error(`size: expected a whole number ≥ 4, got ${values.size}`);

const folderOf = (name) => dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));

/** The pictures of each set: where they lie, and where they go below the folder of the set. */
const sets = {
  /** One folder for each category; skin tones are left out. */
  emoji() {
    const folder = folderOf('emoji-datasource-twitter');
    const emoji = JSON.parse(readFileSync(join(folder, 'emoji.json'), 'utf8'));
    return emoji
      .filter((each) => each.has_img_twitter)
      .map(({ image, category }) => ({
        from: join(folder, 'img/twitter/64', image),
        to: join(category.toLowerCase().replace(/\W+/g, '-'), image),
      }));
  },
  flags() {
    const folder = join(folderOf('svg-country-flags'), 'png250px');
    const names = readdirSync(folder).filter((name) => name.endsWith('.png'));
    return names.sort().map((name) => ({ from: join(folder, name), to: name }));
  },
};

const chosen = positionals.length === 0 ? Object.keys(sets) : positionals;
for (const name of chosen) {
  if (!Object.hasOwn(sets, name)) throw new Error(`expected ${Object.keys(sets).join(' or ')}, got ${name}`);
  const out = join(values.out, `${name}-${side}`);
  let drawn = 0;
  const pictures = sets[name]();
  for (const { from, to } of pictures) {
    const path = join(out, to);
    if (existsSync(path)) continue;
    mkdirSync(dirname(path), { recursive: true });
    const png = await sharp(from).resize(side, side, { fit: 'inside' }).png().toBuffer();
    writeFileSync(`${path}.part`, png);
    renameSync(`${path}.part`, path);
    drawn += 1;
  }
  console.log(`${pictures.length} pictures in ${out}, ${drawn} of them made now`);
}
