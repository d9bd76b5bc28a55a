// What parts say of themselves to the command line and to people who read their code, and the page shows nowhere: its
// built code has nothing in their place.

import { type ESTree, type Plugin, Visitor } from 'vite';

const PARTS = /\/src\/(gan|nn|optim|data)\/(.*\/)?[^/]*\.ts$/;
const texts: readonly string[] = ['source', 'summary', 'description'];
/** Of data, the page shows the description. */
const textsOfData: readonly string[] = ['source'];
/** Networks as Python, which model cards alone have, and what inputs are, which exported programs of training say. */
const others: Readonly<Record<string, string>> = {
  pytorch: 'undefined',
  definitions: '[]',
  meaning: 'String',
  describe: 'String',
  about: 'undefined',
};

/** A piece of code and what stands in its place. */
interface Place {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A property of an object, or of a pattern. */
interface Property {
  readonly key: ESTree.PropertyKey;
  readonly value: Pick<ESTree.Node, 'type' | 'start' | 'end'>;
  readonly shorthand: boolean;
}

function placeOf({ key, value, shorthand }: Property, named: readonly string[]): Place | undefined {
  if (shorthand || key.type !== 'Identifier') return undefined;
  const { start, end } = value;
  const isText = value.type === 'Literal' || value.type === 'TemplateLiteral';
  if (isText && named.includes(key.name)) return { start, end, text: "''" };
  const text = value.type.endsWith('Pattern') ? undefined : others[key.name];
  return text === undefined ? undefined : { start, end, text };
}

export function withoutUnreadTexts(): Plugin {
  return {
    name: 'wgan-without-unread-texts',
    apply: 'build',
    transform: {
      filter: { id: PARTS },
      handler(code, id) {
        const named = id.includes('/data/') ? textsOfData : texts;
        const places: Place[] = [];
        new Visitor({
          Property(property) {
            const place = placeOf(property, named);
            if (place !== undefined) places.push(place);
          },
          CallExpression({ callee, arguments: [, module] }) {
            if (callee.type !== 'Identifier' || callee.name !== 'functionLayer' || !module) return;
            places.push({ start: module.start, end: module.end, text: others.pytorch! });
          },
        }).visit(this.parse(code));
        const rest = places
          .toSorted((a, b) => b.start - a.start)
          .reduce((left, { start, end, text }) => `${left.slice(0, start)}${text}${left.slice(end)}`, code);
        return { code: rest, map: null };
      },
    },
  };
}
