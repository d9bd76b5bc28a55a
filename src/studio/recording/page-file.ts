// A recorded run as one HTML file that needs nothing else: the page that `npm run build` makes, ONNX Runtime's
// WebAssembly, the record and its samples. Whatever a run is called stays text.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { RunError } from '../../base/errors.ts';
import { type Html, html, nothing } from '../../formats/html.ts';
import type { RunRecording } from '../../run/recording.ts';

const nearby = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Where the parts of a page lie; by default, those of this package. */
export interface PageParts {
  /** page.js, page.css and licences.txt. */
  readonly page?: string;
  /** Holds ONNX Runtime's WebAssembly, which the studio's page loads. */
  readonly assets?: string;
}

/** The file.
 *  @throws RunError if the page has not been built */
export function recordingPage(
  { recording, samples, picture }: RunRecording,
  { page = nearby('./page'), assets = nearby('../app/assets') }: PageParts = {},
): string {
  const script = inlineScript(readPart(page, 'page.js'));
  const style = readPart(page, 'page.css').replaceAll('</', '<\\/');
  const runtime = readFileSync(join(assets, runtimeIn(assets)));
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${{ html: policyOf(script, style) }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${`${recording.name} · wgan`}</title>
<style>${{ html: style }}</style>
</head>
<body>
<div id="app"></div>
<noscript>${recording.name}: this page trains a recorded run again, which needs JavaScript.</noscript>
<script type="application/json" id="recording">${inertJson(recording)}</script>
<script type="text/plain" id="samples">${packed(samples)}</script>
<script type="text/plain" id="runtime">${packed(runtime)}</script>
${
  picture === undefined
    ? nothing
    : html`<script type="text/plain" id="picture" data-iteration="${picture.iteration}">${Buffer.from(picture.png).toString('base64')}</script>`
}
<script type="application/json" id="licences">${inertJson(readPart(page, 'licences.txt'))}</script>
<script>${{ html: script }}</script>
</body>
</html>
`.html;
}

/** Nothing may load or run but the page's own script and style sheet, named by their hashes, its worker, and pictures
 *  that it makes. */
function policyOf(script: string, style: string): string {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return (
    `default-src 'none'; script-src ${hash(script)} 'wasm-unsafe-eval'; style-src ${hash(style)}; img-src blob:; ` +
    "worker-src blob:; base-uri 'none'; form-action 'none'"
  );
}

/** JSON that no parser of HTML takes for a tag. */
const inertJson = (value: unknown): Html => ({ html: JSON.stringify(value).replaceAll('<', '\\u003c') });

const packed = (bytes: Uint8Array): string => gzipSync(bytes, { level: 9 }).toString('base64');

/** A script in which no text ends or nests the element around it. */
const inlineScript = (text: string): string =>
  text.replaceAll(/<(?=\/?script)/gi, '\\x3c').replaceAll('<!--', '\\x3c!--');

function readPart(page: string, name: string): string {
  const path = join(page, name);
  if (existsSync(path)) return readFileSync(path, 'utf8').replaceAll('\r\n', '\n');
  throw new RunError(`${path}: expected a part of the page, got none`, {
    help: 'build it with npm run build',
  });
}

function runtimeIn(assets: string): string {
  const name = (existsSync(assets) ? readdirSync(assets) : []).find((each) =>
    /^ort-wasm-simd-threaded[-\w]*\.wasm$/.test(each),
  );
  if (name !== undefined) return name;
  throw new RunError(`${assets}: expected ONNX Runtime's WebAssembly, got none`, {
    help: 'build it with npm run build',
  });
}
