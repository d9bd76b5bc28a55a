import { describe, expect, it } from 'vitest';
import { type FourWords, fillWords } from '../../src/base/threefry.ts';

const hex = (words: Int32Array): string =>
  Array.from(words, (word) => (word >>> 0).toString(16).padStart(8, '0')).join(' ');

const parse = (words: string): FourWords =>
  words.split(' ').map((word) => Number.parseInt(word, 16)) as unknown as FourWords;

/** Lines "threefry4x32 20 <counter> <key> <words>" of tests/kat_vectors in Random123, commit 9545ff6. */
const published = [
  [
    '00000000 00000000 00000000 00000000',
    '00000000 00000000 00000000 00000000',
    '9c6ca96a e17eae66 fc10ecd4 5256a7d8',
  ],
  [
    'ffffffff ffffffff ffffffff ffffffff',
    'ffffffff ffffffff ffffffff ffffffff',
    '2a881696 57012287 f6c7446e a16a6732',
  ],
  [
    '243f6a88 85a308d3 13198a2e 03707344',
    'a4093822 299f31d0 082efa98 ec4e6c89',
    '59cd1dbb b8879579 86b5d00c ac8b6d84',
  ],
] as const;

describe('fillWords', () => {
  it.each(published)('gives the published words for counter %s', (counter, key, words) => {
    const block = new Int32Array(4);
    fillWords(block, parse(key), parse(counter));
    expect(hex(block)).toBe(words);
  });

  it('counts blocks in the first word, modulo 2³²', () => {
    const key: FourWords = [1, 2, 3, 4];
    const long = new Int32Array(12);
    fillWords(long, key, [-1, 5, 6, 7]);
    for (const block of [0, 1, 2]) {
      const short = new Int32Array(4);
      fillWords(short, key, [block - 1, 5, 6, 7]);
      expect(long.slice(4 * block, 4 * block + 4)).toEqual(short);
    }
  });

  it('gives the leading words of the last block when it is partial', () => {
    const long = new Int32Array(12);
    fillWords(long, [1, 2, 3, 4], [0, 0, 0, 0]);
    for (let length = 0; length <= 12; length++) {
      const short = new Int32Array(length);
      fillWords(short, [1, 2, 3, 4], [0, 0, 0, 0]);
      expect(short).toEqual(long.slice(0, length));
    }
  });
});
