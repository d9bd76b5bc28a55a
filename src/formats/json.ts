// JSON from files and requests: text from strangers. Pure.

import { FormatError } from '../base/errors.ts';

/** Deeper than anything that wgan writes; what walks a value may then call itself. */
const MOST_DEPTH = 32;

/** The value of a JSON text, whose objects have no prototypes: only what stands in the text is found in them. A byte
 *  order mark before the text is passed over.
 *  @param where  what the text is, for errors
 *  @throws FormatError if it is none, nests deeper than 32 brackets, or names a key `__proto__` */
export function parseJson(where: string, text: string | undefined): unknown {
  const plain = text?.startsWith('\uFEFF') ? text.slice(1) : (text ?? '');
  const depth = mayNest(plain) ? measureJson(plain).depth : 0;
  if (depth > MOST_DEPTH) {
    throw new FormatError(`${where}: expected JSON at most ${MOST_DEPTH} brackets deep, got ${depth}`);
  }
  return withoutPrototypes(where, parsed(where, plain, text));
}

/** Whether a text has enough brackets to nest too deep; most lines of logs have one. */
function mayNest(text: string): boolean {
  let brackets = 0;
  for (const bracket of '{[') {
    for (let at = text.indexOf(bracket); at >= 0; at = text.indexOf(bracket, at + 1)) {
      if (++brackets > MOST_DEPTH) return true;
    }
  }
  return false;
}

function parsed(where: string, plain: string, text: string | undefined): unknown {
  try {
    return JSON.parse(plain);
  } catch (cause) {
    const got = text === undefined ? 'none' : JSON.stringify(text.slice(0, 60));
    throw new FormatError(`${where}: expected JSON, got ${got}`, { cause });
  }
}

/** JSON.parse makes `__proto__` a key like any other; copied by assignment, it would become the copy's prototype. */
function withoutPrototypes(where: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    for (const item of value) withoutPrototypes(where, item);
    return value;
  }
  Object.setPrototypeOf(value, null);
  for (const key in value) {
    if (key === '__proto__') throw new FormatError(`${where}: expected plain keys, got "__proto__"`);
    withoutPrototypes(where, (value as Readonly<Record<string, unknown>>)[key]);
  }
  return value;
}

const [quote, colon, open, close, openList, closeList, backslash] = Array.from('":{}[]\\', (character) =>
  character.charCodeAt(0),
);

/** Counts the `"name":` pairs of a JSON text, and how deep its brackets nest, without parsing it: brackets cost
 *  JSON.parse up to 200 ms per MB. */
export function measureJson(json: string): { readonly names: number; readonly depth: number } {
  let [names, depth, deepest, inString] = [0, 0, 0, false];
  for (let index = 0; index < json.length; index++) {
    const code = json.charCodeAt(index);
    if (code === quote) inString = !inString;
    else if (inString) index += Number(code === backslash);
    else if (code === colon) names++;
    else if (code === open || code === openList) deepest = Math.max(deepest, ++depth);
    else if (code === close || code === closeList) depth--;
  }
  return { names, depth: deepest };
}
