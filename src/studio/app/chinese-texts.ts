// The Chinese of options, which lies beside their code, in a file of its own: who reads the page in English does not load
// it. In its place the code has a mark, which config/field-texts.ts reads.

import { type ESTree, type Plugin, Visitor } from 'vite';

/** Stands in the code for the name of the file. */
const NAME = '__CHINESE_TEXTS__';

/** @param modules  whose texts are meant: those of the engine, which has Chinese for nothing but options */
export function chineseTexts(modules: RegExp): Plugin {
  const texts: string[] = [];
  let file = '';
  return {
    name: 'wgan-chinese-texts',
    apply: 'build',
    buildStart() {
      texts.length = 0;
    },
    transform: {
      filter: { id: modules, code: /[\u4e00-\u9fff]/ },
      handler(code) {
        const found: ESTree.StringLiteral[] = [];
        new Visitor({
          Literal(node) {
            if (typeof node.value === 'string' && /[\u4e00-\u9fff]/.test(node.value)) found.push(node);
          },
        }).visit(this.parse(code));
        const marked = found.toReversed().reduce((text, { start, end, value }) => {
          texts.push(value);
          return `${text.slice(0, start)}"\\ue000${texts.length - 1}\\ue001"${text.slice(end)}`;
        }, code);
        return { code: marked, map: null };
      },
    },
    buildEnd() {
      file = this.emitFile({ type: 'asset', name: 'chinese-texts.json', source: JSON.stringify(texts) });
    },
    renderChunk(code) {
      return code.includes(NAME) ? code.replaceAll(NAME, this.getFileName(file).split('/').at(-1)!) : null;
    },
  };
}
