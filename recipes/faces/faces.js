// Draws faces with attributes drawn at random, as PNG files of 64 and 32 pixels with a table of the attributes beside them.
// Design: "Adventurer" by Lisa Wischofsky, CC BY 4.0, https://creativecommons.org/licenses/by/4.0/

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as adventurer from '@dicebear/adventurer';
import { createAvatar } from '@dicebear/core';
import sharp from 'sharp';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '5000' },
    seed: { type: 'string', default: '1' },
    out: { type: 'string', default: 'data/faces' },
  },
});
const { seed, out } = values;
const count = Number(values.count);
if (!Number.isInteger(count) || count < 1)
  throw new Error(`count: expected a whole number ≥ 1, got ${values.count}`);

const sides = [64, 32];

const hairColors = {
  black: '0e0e0e',
  brown: '6a4e35',
  red: 'ab2a18',
  orange: 'cb6820',
  blonde: 'e5d7a3',
  grey: 'afafaf',
  green: '3eac2c',
  blue: '85c2c6',
  pink: 'dba3be',
};
const skinColors = ['f2d3b1', 'ecad80', '9e5622', '763900'];
const { hair: hairs, glasses: allGlasses } = adventurer.schema.properties;

/** How many of 100 faces have them. */
const [frecklesShare, glassesShare] = [30, 30];

/** Numbers in [0, 1) that depend on the seed, the face and a name alone: faces can be drawn in any order. */
const drawOf = (index) => (name) => {
  const bytes = createHash('sha256').update(`${seed} ${index} ${name}`).digest();
  return bytes.readUInt32LE(0) / 2 ** 32;
};

const pick = (items, uniform) => items[Math.floor(uniform * items.length)];

/** The attributes of a face, and what the drawing is told. */
function faceOf(index) {
  const draw = drawOf(index);
  const length = draw('length') < 0.5 ? 'short' : 'long';
  const styles = hairs.items.enum.filter((name) => name.startsWith(length)).sort();
  const color = pick(Object.keys(hairColors), draw('color'));
  const hasFreckles = draw('freckles') * 100 < frecklesShare;
  const hasGlasses = draw('glasses') * 100 < glassesShare;
  return {
    attributes: [length, color, hasFreckles ? 'yes' : 'no', hasGlasses ? 'yes' : 'no'],
    drawing: {
      seed: `${seed} ${index}`,
      hair: [pick(styles, draw('style'))],
      hairColor: [hairColors[color]],
      skinColor: [pick(skinColors, draw('skin'))],
      features: ['freckles'],
      featuresProbability: hasFreckles ? 100 : 0,
      glasses: [pick(allGlasses.items.enum.toSorted(), draw('frame'))],
      glassesProbability: hasGlasses ? 100 : 0,
      earringsProbability: 0,
    },
  };
}

const fileName = (index) => `${String(index).padStart(5, '0')}.png`;

/** Written aside and renamed, so that a file that is there is whole. */
function write(path, content) {
  writeFileSync(`${path}.part`, content);
  renameSync(`${path}.part`, path);
}

for (const side of sides) mkdirSync(join(out, String(side)), { recursive: true });
const rows = ['file,hair,color,freckles,glasses'];
let drawn = 0;
for (let index = 0; index < count; index++) {
  const { attributes, drawing } = faceOf(index);
  rows.push([fileName(index), ...attributes].join(','));
  const missing = sides.filter((side) => !existsSync(join(out, String(side), fileName(index))));
  if (missing.length === 0) continue;
  const svg = Buffer.from(createAvatar(adventurer, drawing).toString());
  for (const side of missing) {
    const png = await sharp(svg).resize(side, side).png().toBuffer();
    write(join(out, String(side), fileName(index)), png);
  }
  drawn += 1;
  if (drawn % 500 === 0) console.log(`${index + 1} of ${count}`);
}
for (const side of sides) write(join(out, String(side), 'labels.csv'), `${rows.join('\n')}\n`);
console.log(`${count} faces in ${out}, ${drawn} of them drawn now`);
