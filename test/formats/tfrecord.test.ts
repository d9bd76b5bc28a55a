// TFRecords and their checksums.

import { describe, expect, it } from 'vitest';
import { crc32c, maskedCrc32c, tfRecord } from '../../src/formats/tfrecord.ts';

const ascii = (text: string) => new TextEncoder().encode(text);

describe('CRC-32C', () => {
  it.each([
    ['32 zeros', new Uint8Array(32), 0x8a9136aa],
    ['32 ones', new Uint8Array(32).fill(255), 0x62a8ab43],
    ['0 to 31', Uint8Array.from({ length: 32 }, (_, byte) => byte), 0x46dd794e],
    ['31 to 0', Uint8Array.from({ length: 32 }, (_, byte) => 31 - byte), 0x113fdb5c],
  ])('is that of RFC 3720, B.4: %s', (_, bytes, expected) => {
    expect(crc32c(bytes)).toBe(expected);
  });

  it('of the check word, and of nothing', () => {
    expect(crc32c(ascii('123456789'))).toBe(0xe3069283);
    expect(crc32c(new Uint8Array())).toBe(0);
  });
});

it('a record lies between its checksums', () => {
  const record = tfRecord(ascii('foo'));
  const view = new DataView(record.buffer);
  expect(record).toHaveLength(8 + 4 + 3 + 4);
  expect(view.getBigUint64(0, true)).toBe(3n);
  expect(view.getUint32(8, true)).toBe(maskedCrc32c(record.subarray(0, 8)));
  expect(record.subarray(12, 15)).toEqual(ascii('foo'));
  const crc = BigInt(crc32c(ascii('foo')));
  const rotated = ((crc >> 15n) | (crc << 17n)) & 0xffffffffn; // in other arithmetic than ours
  expect(BigInt(view.getUint32(15, true))).toBe((rotated + 0xa282ead8n) & 0xffffffffn);
});
