// Networks of architectures in files of their own, which come with the first run that has them: `gan/architectures` keeps
// the code of a family's networks in `<family>-networks.ts`, apart from its record, whose options forms read.

import type { Plugin, Rolldown } from 'vite';

const NETWORKS = /\/src\/gan\/architectures\/[^/]+-networks\.ts$/;
const LATER = '?later';

/** In place of a module of networks, functions that call it, and `load`, which fetches it. */
export function laterNetworks(): Plugin {
  return {
    name: 'wgan-later-networks',
    apply: 'build',
    transform: {
      filter: { id: NETWORKS },
      handler(code, id) {
        const exported = this.parse(code).body.flatMap((node) => {
          if (node.type !== 'ExportNamedDeclaration') return [];
          const { declaration } = node;
          if (declaration?.type === 'FunctionDeclaration') return [declaration.id!.name];
          if (declaration?.type !== 'VariableDeclaration') return [];
          return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []));
        });
        const calls = exported.map(
          (name) => `export const ${name} = (...parts) => networks.${name}(...parts);`,
        );
        const path = JSON.stringify(`./${id.split('/').at(-1)}${LATER}`);
        return {
          code: [
            'let networks;',
            `export const load = async () => { networks = await import(${path}); };`,
            ...calls,
          ].join('\n'),
          map: null,
        };
      },
    },
  };
}

/** Whether a module comes with such networks alone: all that import it do, up to those. */
export function isLater(id: string, graph: Rolldown.ChunkingContext): boolean {
  if (id.endsWith(LATER)) return true;
  const info = graph.getModuleInfo(id);
  if (info === null || info.isEntry || info.dynamicImporters.length > 0) return false;
  return info.importers.every((importer) => isLater(importer, graph));
}
