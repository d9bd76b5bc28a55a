// Tests lie where what they test lies: test/ mirrors src/.

import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What is no folder of src: programs beside it, the package as npm packs it, and this folder's own tools. */
const besides = ['bench', 'examples', 'recipes', 'package', '.'];

test('every folder of tests is a folder of src', () => {
  const files = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' });
  const folders = [...new Set(files.filter((file) => file.endsWith('.test.ts')).map(dirname))];
  expect(folders).toContain('studio/app/rooms/learn');
  const stray = folders.filter(
    (folder) => !besides.includes(folder) && !existsSync(join(root, 'src', folder)),
  );
  expect(stray).toEqual([]);
});
