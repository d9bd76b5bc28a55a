// What the package contains: `npm pack` without packing.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const isBuilt = existsSync(`${repository}/dist/index.js`);
if (!isBuilt) console.log('skipped: the contents of the package need dist: run npm run build');

interface Packed {
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

/** All strings in an object of package.json. */
const strings = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : Object.values(value as object).flatMap(strings);

const { exports, bin, imports } = JSON.parse(readFileSync(`${repository}/package.json`, 'utf8')) as Record<
  string,
  object
>;

describe.skipIf(!isBuilt)('the package', () => {
  let paths: readonly string[];

  beforeAll(() => {
    const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--ignore-scripts', '--json'], {
      cwd: repository,
      encoding: 'utf8',
    });
    const [packed] = JSON.parse(stdout) as [Packed];
    paths = packed.files.map(({ path }) => path);
    const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
    console.log(
      `tarball ${megabytes(packed.size)}, unpacked ${megabytes(packed.unpackedSize)}, ${paths.length} files`,
    );
    expect(packed.size).toBeLessThan(17e6); // of it, packed: ONNX Runtime for the studio 3.7 MB, for its WebGPU 6.6 MB, digits 1.6 MB, weights 2.9 MB
  });

  it('holds everything that package.json points to', () => {
    const named = strings([exports, bin, imports]).map((path) => path.replace(/^\.\//, ''));
    expect(paths).toEqual(expect.arrayContaining(named.filter((path) => !path.startsWith('src/'))));
  });

  it('holds the assets, the licence, the README, and each module with its types', () => {
    const assets = readdirSync(`${repository}/assets`, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(repository, join(parentPath, name)).split(sep).join('/'));
    expect(paths).toEqual(expect.arrayContaining([...assets, 'LICENSE', 'README.md']));
    const modules = paths.filter((path) => /^dist\/(?!studio\/(app|recording\/page)\/).+\.js$/.test(path));
    expect(modules.length).toBeGreaterThan(100);
    expect(paths).toEqual(expect.arrayContaining(modules.map((path) => path.replace(/\.js$/, '.d.ts'))));
  });

  it("holds the studio's page", () => {
    expect(paths).toContain('dist/studio/app/index.html');
  });

  it('holds the page of a recorded run', () => {
    const parts = ['page.js', 'page.css', 'licences.txt'].map((name) => `dist/studio/recording/page/${name}`);
    expect(paths).toEqual(expect.arrayContaining(parts));
  });

  it.each([
    ['studio/app/licences.md', ['gifenc', 'zod']],
    ['studio/recording/page/licences.txt', []],
  ])('holds in %s the licence text of everything that is bundled', (path, more) => {
    const text = readFileSync(`${repository}/dist/${path}`, 'utf8');
    const headings = [...text.matchAll(/^(@?[\w/-]+) \d+\.\d+\.\d+, (MIT|ISC|BSD-3-Clause)$/gm)];
    expect(headings.map(([, name]) => name)).toEqual(
      expect.arrayContaining([
        ...[
          'wgan',
          '@preact/signals',
          '@preact/signals-core',
          'fastest-levenshtein',
          'onnxruntime-web',
          'preact',
          'uplot',
        ],
        ...more,
      ]),
    );
    for (const [index, { index: start }] of headings.entries()) {
      const own = text.slice(start, headings[index + 1]?.index);
      expect(own).toMatch(/^Copyright (\(c\)|©)? ?.*\w/im);
      expect(own).toMatch(/Permission is hereby granted|Redistribution and use/);
      expect(own).toMatch(/"AS IS"/);
    }
  });

  it('holds nothing large twice', () => {
    const hashes = paths.flatMap((path) => {
      const bytes = readFileSync(join(repository, path));
      return bytes.length < 50_000 ? [] : [createHash('sha256').update(bytes).digest('hex')];
    });
    expect(hashes.length).toBeGreaterThan(5);
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('holds nothing else', () => {
    const isExpected = (path: string) =>
      /^(LICENSE|README(\.[\w-]+)?\.md|package\.json|bin\/wgan\.js|assets\/[^/]+|assets\/example-run\/.+|dist\/.+\.(js|d\.ts)|dist\/studio\/app\/(index\.html|licences\.md|assets\/[^/]+\.(css|svg|png|wasm|gz|json))|dist\/studio\/recording\/page\/(page\.css|licences\.txt))$/.test(
        path,
      );
    expect(paths.filter((path) => !isExpected(path))).toEqual([]);
  });
});
