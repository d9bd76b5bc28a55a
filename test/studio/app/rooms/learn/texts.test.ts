// The words of the room Learn: quoted code is in its file, both languages say the same things, no claim is lost.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { claims, readablePages } from '../../../../../src/studio/app/rooms/learn/claims.ts';
import { pageTexts } from '../../../../../src/studio/app/rooms/learn/pages/all-texts.ts';
import { pageNames } from '../../../../../src/studio/app/rooms/learn/pages/names.ts';
import { piecesOf } from '../../../../../src/studio/app/rooms/learn/parts/markup.ts';
import { quotes } from '../../../../../src/studio/app/rooms/learn/parts/quotes.ts';

describe('quoted code', () => {
  test.each(Object.entries(quotes))('%s stands in its file, once', (_, { file, code }) => {
    const source = readFileSync(new URL(`../../../../../${file}`, import.meta.url), 'utf8');
    expect(source.split(code).length - 1).toBe(1);
  });
});

const plainOf = (text: string) =>
  piecesOf(text)
    .map((piece) => piece.text)
    .join('');

/** Code and formulas, which no language changes. */
const codeOf = (text: string) =>
  piecesOf(text)
    .flatMap((piece) => (piece.kind === 'code' ? [piece.text] : []))
    .toSorted();

/** Numbers in figures, but for those that Chinese counts in 万 and 亿. */
const numbersOf = (text: string) =>
  (plainOf(text).match(/\d+(?:[.,]\d+)*( (多?[万亿]|billion))?/g) ?? [])
    .filter((number) => /^\d(,?\d){0,3}(\.\d+)?$/.test(number))
    .toSorted();

describe('texts', () => {
  const keys = ['title', 'claim', 'story', 'tries', 'after', 'equation'] as const;

  test.each(pageNames)('%s says as much in both languages', (name) => {
    const { en, zh } = pageTexts[name];
    for (const key of keys) {
      expect(en[key], key).not.toBe('');
      expect(zh[key], key).toMatch(/\p{Script=Han}/u);
      expect(zh[key].split('\n').length, key).toBe(en[key].split('\n').length);
      const meaningsOf = (text: string) =>
        new Set(
          piecesOf(text).flatMap(({ kind }) => (['real', 'fake', 'critic'].includes(kind) ? [kind] : [])),
        );
      expect(meaningsOf(zh[key]), key).toEqual(meaningsOf(en[key]));
      expect(codeOf(zh[key]), key).toEqual(codeOf(en[key]));
      expect(numbersOf(zh[key]), key).toEqual(numbersOf(en[key]));
      if (key === 'title') continue;
      // a Chinese sentence takes a third to three quarters of the characters of an English one
      const ratio = plainOf(zh[key]).length / plainOf(en[key]).length;
      expect([ratio > 0.2, ratio < 0.9], `${key}: ${ratio}`).toEqual([true, true]);
    }
  });

  test('no text stands twice', () => {
    const all = Object.values(pageTexts).flatMap(({ en, zh }) => [
      ...Object.values(en),
      ...Object.values(zh),
    ]);
    expect(all.filter((text, index) => all.indexOf(text) !== index)).toEqual([]);
  });

  test('no markup is left over', () => {
    for (const { en, zh } of Object.values(pageTexts)) {
      for (const text of [...Object.values(en), ...Object.values(zh)]) {
        for (const { text: piece } of piecesOf(text)) expect(piece).not.toMatch(/[{}*`]/);
      }
    }
  });

  test('markup: pieces in order', () => {
    expect(piecesOf('a {real:b c} *d* `e`f')).toEqual([
      { kind: 'plain', text: 'a ' },
      { kind: 'real', text: 'b c' },
      { kind: 'plain', text: ' ' },
      { kind: 'emphasis', text: 'd' },
      { kind: 'plain', text: ' ' },
      { kind: 'code', text: 'e' },
      { kind: 'plain', text: 'f' },
    ]);
  });
});

describe('claims', () => {
  test('all twelve of the tutorial, each in both languages, with what the literature says', () => {
    expect(claims).toHaveLength(12);
    for (const { claim, literature } of claims) {
      for (const { en, zh } of [claim, literature]) {
        expect(en.length).toBeGreaterThan(20);
        expect(zh).toMatch(/\p{Script=Han}/u);
      }
    }
  });

  test('each has a page, and each page a claim', () => {
    for (const claim of claims) expect(claim.pages.length, claim.claim.en).toBeGreaterThan(0);
    const shown = new Set(claims.flatMap(readablePages));
    expect(pageNames.filter((name) => !shown.has(name))).toEqual([]);
  });
});
