// The texts that the sources hold, as the TypeScript compiler's parser reads them.

import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** A text in the sources, with `{1}`, `{2}`… for its values. */
export interface SourceText {
  readonly key: string;
  /** "run/files.ts:12" */
  readonly where: string;
  /** Marked by the command line's `say`. */
  readonly isSaid: boolean;
}

const root = fileURLToPath(new URL('../../../src', import.meta.url));

/** Texts of all files below src whose path passes. */
export function sourceTexts(isWanted: (path: string) => boolean): readonly SourceText[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => path.endsWith('.ts') && isWanted(path))
    .flatMap((path) => textsIn(path, readFileSync(join(root, path), 'utf8')));
}

/** Texts of a file; a sum of strings is one text. */
export function textsIn(path: string, source: string): readonly SourceText[] {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const found: SourceText[] = [];
  const add = (node: ts.Node, key: string, isSaid: boolean) => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    found.push({ key, where: `${relative(root, join(root, path))}:${line + 1}`, isSaid });
  };
  const visitAll = (nodes: readonly ts.Node[]) => {
    for (const node of nodes) visit(node);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    const noun = nounOf(node);
    if (noun !== undefined) add(node, `{1} ${noun}s`, true);
    if (ts.isTaggedTemplateExpression(node)) {
      if (node.tag.getText() === 'say') add(node, keyOf([node.template]), true);
      visitAll(valuesIn(node.template));
      return;
    }
    const parts = partsOf(node);
    if (parts === undefined) {
      ts.forEachChild(node, visit);
      return;
    }
    add(node, keyOf(parts), false);
    visitAll(parts.flatMap((part) => (isText(part) ? valuesIn(part) : [part])));
  };
  visit(file);
  return found;
}

/** What formatPlural counts. */
function nounOf(node: ts.Node): string | undefined {
  if (!ts.isCallExpression(node) || node.expression.getText() !== 'formatPlural') return undefined;
  const noun = node.arguments[1];
  return noun !== undefined && ts.isStringLiteral(noun) ? noun.text : undefined;
}

const isText = (node: ts.Node): boolean => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);

function valuesIn(node: ts.Node): readonly ts.Node[] {
  return ts.isTemplateExpression(node) ? node.templateSpans.map(({ expression }) => expression) : [];
}

/** The operands of a text; undefined for what is none. */
function partsOf(node: ts.Node): readonly ts.Node[] | undefined {
  if (isText(node)) return [node];
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return undefined;
  const [left, right] = [partsOf(node.left), partsOf(node.right)];
  if (left === undefined && right === undefined) return undefined;
  return [...(left ?? [node.left]), ...(right ?? [node.right])];
}

function keyOf(parts: readonly ts.Node[]): string {
  let values = 0;
  return parts
    .map((part) => {
      if (ts.isStringLiteralLike(part)) return part.text;
      if (!ts.isTemplateExpression(part)) return `{${++values}}`;
      const spans = part.templateSpans.map(({ literal }) => `{${++values}}${literal.text}`);
      return part.head.text + spans.join('');
    })
    .join('');
}
