import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FormatError } from '../../src/base/errors.ts';
import { measureJson, parseJson } from '../../src/formats/json.ts';

/** The value, its objects with the usual prototype. */
const usual = (value: unknown) => structuredClone(value);

describe('JSON', () => {
  test('gives what JSON.parse gives, in objects without prototypes', () => {
    const property = fc.property(fc.json({ maxDepth: 6 }), (text) => {
      if (/__proto__|\\u005f/i.test(text)) return;
      const value = parseJson('x', text);
      expect(usual(value)).toEqual(usual(JSON.parse(text)));
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
        expect(Object.getPrototypeOf(value)).toBe(null);
      }
    });
    fc.assert(property, { numRuns: 300 });
  });

  test.each([
    ['{"__proto__": {"a": 1}}', /^x: expected plain keys, got "__proto__"$/],
    ['{"a": [{"\\u005f_proto__": 1}]}', /expected plain keys/],
    [`${'['.repeat(9000)}${']'.repeat(9000)}`, /^x: expected JSON at most 32 brackets deep, got 9000$/],
    [`{"a":${'{"b":['.repeat(20)}1${']}'.repeat(20)}}`, /at most 32 brackets deep, got 41/],
    ['{"a": 1', /^x: expected JSON, got "\{\\"a\\": 1"$/],
    [undefined, /^x: expected JSON, got none$/],
  ])('%.40s is refused', (text, message) => {
    expect(() => parseJson('x', text)).toThrow(FormatError);
    expect(() => parseJson('x', text)).toThrow(message);
  });

  test('a byte order mark is passed over, brackets in text nest nothing', () => {
    expect(parseJson('x', '\uFEFF{"a":1}')).toEqual({ a: 1 });
    expect(parseJson('x', JSON.stringify('['.repeat(100)))).toBe('['.repeat(100));
    expect(parseJson('x', `[${'[],'.repeat(99)}[]]`)).toHaveLength(100);
    expect(measureJson('{"a\\":[":[1,{"b":2}]}')).toEqual({ names: 2, depth: 3 });
  });
});
