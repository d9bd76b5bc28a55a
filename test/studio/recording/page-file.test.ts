// The file of a page: whatever a run is called, it stays text.

import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { RunRecording } from '../../../src/run/recording.ts';
import { recordingPage } from '../../../src/studio/recording/page-file.ts';
import { resolveConfig } from '../../../src/train/config.ts';
import { curveOf } from '../../../src/train/recording.ts';
import { temporaryFolder } from '../../run/tiny.ts';

const hostile = `</script><script>alert(1)</script><!-- <img src=x onerror=alert(2)> "'&\u202e`;

/** Parts of a page that hold what would end an element. */
function parts() {
  const folder = temporaryFolder();
  const [page, assets] = [join(folder, 'page'), join(folder, 'assets')];
  mkdirSync(page);
  mkdirSync(assets);
  writeFileSync(join(page, 'page.js'), 'const texts = ["</script>", "<!-- <script>", "</SCRIPT>"];');
  writeFileSync(join(page, 'page.css'), '.a::before { content: "</style>"; }');
  writeFileSync(join(page, 'licences.txt'), 'by </script> & co');
  writeFileSync(join(assets, 'ort-wasm-simd-threaded-Xy_1.wasm'), 'wasm');
  return { page, assets };
}

function recorded(name: string): RunRecording {
  const samples = Uint8Array.of(1, 2, 3);
  const curve = curveOf([{ iteration: 1, criticLoss: 1 }]);
  return {
    recording: {
      name,
      config: resolveConfig({ dataset: name }),
      dataset: { name, description: name, sampleShape: [3] },
      samples: { count: 1, of: 1, areBytes: true, areDrawn: false, until: 1 },
      changes: [],
      start: { curve, machine: name },
      curve,
      machine: name,
    },
    samples,
    picture: { iteration: 7, png: Uint8Array.of(9) },
  };
}

/** Elements of the file by tag, as a browser finds them: an element of text ends at its first end tag. */
function elements(file: string, tag: string) {
  const found = file.matchAll(new RegExp(`<${tag}\\b([^>]*)>([\\s\\S]*?)</${tag}\\b`, 'gi'));
  return [...found].map(([, attributes = '', text = '']) => ({ attributes, text }));
}

const blockOf = (file: string, id: string) =>
  elements(file, 'script').find(({ attributes }) => attributes.includes(`id="${id}"`))!.text;

describe('the file', () => {
  const fileOf = () => recordingPage(recorded(hostile), parts());

  it('has its five blocks of data, one script and one style sheet, whatever a name holds', () => {
    const file = fileOf();
    const scripts = elements(file, 'script');
    const run = scripts.filter(({ attributes }) => !attributes.includes('type='));
    expect(scripts).toHaveLength(6);
    expect(run.map(({ text }) => text)).toEqual([
      'const texts = ["\\x3c/script>", "\\x3c!-- \\x3cscript>", "\\x3c/SCRIPT>"];',
    ]);
    expect(elements(file, 'style')).toHaveLength(1);
    expect(file).not.toMatch(/<img|<!--/);
    expect(elements(file, 'title')[0]!.text).toMatch(/^&lt;\/script&gt;/);
  });

  it('gives back what was put in', () => {
    const file = fileOf();
    expect(JSON.parse(blockOf(file, 'recording'))).toEqual(recorded(hostile).recording);
    const bytesOf = (id: string) => gunzipSync(Buffer.from(blockOf(file, id), 'base64'));
    expect([...bytesOf('samples')]).toEqual([1, 2, 3]);
    expect(bytesOf('runtime').toString()).toBe('wasm');
    expect(JSON.parse(blockOf(file, 'licences'))).toBe('by </script> & co');
    expect(Buffer.from(blockOf(file, 'picture'), 'base64')).toEqual(Buffer.of(9));
  });

  it('lets nothing run or load but its own script, style sheet and worker', () => {
    const file = fileOf();
    const [policy] = /(?<=Content-Security-Policy" content=")[^"]*/.exec(file) ?? [];
    const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    const script = elements(file, 'script').at(-1)!.text;
    const style = elements(file, 'style')[0]!.text;
    expect(policy!.split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${hash(script)} 'wasm-unsafe-eval'`,
      `style-src ${hash(style)}`,
      'img-src blob:',
      'worker-src blob:',
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  it('says what is missing where the page was not built', () => {
    const { page, assets } = parts();
    expect(() => recordingPage(recorded('a'), { page: assets, assets })).toThrow(/page\.js: expected a part/);
    expect(() => recordingPage(recorded('a'), { page, assets: page })).toThrow(/expected ONNX Runtime/);
  });
});
