// The Chinese of the page's messages in files of their own, one for each table: who reads the page in English loads none.

import { type ESTree, type Plugin, Visitor } from 'vite';

const CHINESE = '?chinese';

/** In `export const t = defineMessages(english, chinese)`, a function that fetches the Chinese in place of it. */
export function chineseMessages(): Plugin {
  return {
    name: 'wgan-chinese-messages',
    apply: 'build',
    transform: {
      filter: { id: /\/src\/studio\/app\/.*messages\.ts(\?chinese)?$/, code: /= defineMessages\(/ },
      handler(code, id) {
        const tables: { readonly name: string; readonly call: ESTree.CallExpression }[] = [];
        new Visitor({
          VariableDeclarator({ id: { type, ...variable }, init }) {
            if (type !== 'Identifier' || init?.type !== 'CallExpression') return;
            if (init.callee.type !== 'Identifier' || init.callee.name !== 'defineMessages') return;
            tables.push({ name: (variable as ESTree.IdentifierName).name, call: init });
          },
        }).visit(this.parse(code));
        const [path, isChinese] = [id.replace(CHINESE, ''), id.endsWith(CHINESE)];
        const file = JSON.stringify(`./${path.split('/').at(-1)}${CHINESE}`);
        const changed = tables.toReversed().reduce((text, { name, call }) => {
          const { start, end } = call.arguments[1]!;
          return isChinese
            ? text.slice(0, call.start) + code.slice(start, end) + text.slice(call.end)
            : `${text.slice(0, start)}() => import(${file}).then(({ ${name} }) => ${name})${text.slice(end)}`;
        }, code);
        return { code: changed, map: null };
      },
    },
  };
}
