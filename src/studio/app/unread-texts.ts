// What parts say of themselves to the command line and to people who read their code, and the page shows nowhere: its
// built code has nothing in their place.

import { type Plugin, Visitor } from 'vite';

const PARTS = /\/src\/gan\/(objectives|architectures)\/[^/]*\.ts$/;
const unread: readonly string[] = ['source', 'summary'];

export function withoutUnreadTexts(): Plugin {
  return {
    name: 'wgan-without-unread-texts',
    apply: 'build',
    transform: {
      filter: { id: PARTS },
      handler(code) {
        const places: { readonly start: number; readonly end: number }[] = [];
        new Visitor({
          Property({ key, value }) {
            const isText = value.type === 'Literal' || value.type === 'TemplateLiteral';
            if (isText && key.type === 'Identifier' && unread.includes(key.name)) places.push(value);
          },
        }).visit(this.parse(code));
        const rest = places
          .toReversed()
          .reduce((text, { start, end }) => `${text.slice(0, start)}''${text.slice(end)}`, code);
        return { code: rest, map: null };
      },
    },
  };
}
