// What is wrong with a value that does not fit a schema, in our words: zod's small build brings none of its own.

import type { core } from 'zod/mini';

/** Where a value does not fit, what was expected there, and what was found.
 *  @param where  what the value is, for a fault of the whole of it; it stands before every place if `isPrefix`
 *  @returns      like `penalty: expected a number ≥ 0, got -1` */
export function describeMisfit(
  issue: core.$ZodIssue,
  values: unknown,
  where: string,
  { isPrefix = false }: { readonly isPrefix?: boolean } = {},
): string {
  const isWhole = issue.path.length === 0;
  const place = [...(isWhole || isPrefix ? [where] : []), ...issue.path].join('.');
  if (issue.code === 'unrecognized_keys') return `${place}: unknown key "${brief(issue.keys[0]!)}"`;
  return `${place}: expected ${expectation(issue)}, got ${brief(JSON.stringify(misfit(issue, values)))}`;
}

/** The value that does not fit. */
export function misfit({ path }: Pick<core.$ZodIssue, 'path'>, values: unknown): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown>)?.[key], values);
}

/** Values come from files of strangers too. */
const brief = (text: string | undefined) =>
  text !== undefined && text.length > 200 ? `${text.slice(0, 200)}…` : text;

const typeNames: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  string: 'text',
  boolean: 'true or false',
  array: 'a list of numbers',
};

function expectation(issue: core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_value':
      return issue.values.length === 1 ? String(issue.values[0]) : `one of ${issue.values.join(', ')}`;
    case 'invalid_format':
    case 'invalid_union':
      return issue.message; // these say themselves what they expect
    case 'invalid_type':
      return typeNames[issue.expected] ?? `a value of type ${issue.expected}`;
    case 'too_small':
      if (issue.origin === 'string') return 'a name';
      if (issue.origin === 'array') return `at least ${issue.minimum} in the list`;
      return `a number ${issue.inclusive ? '≥' : '>'} ${issue.minimum}`;
    case 'too_big':
      if (issue.origin === 'array') return `at most ${issue.maximum} in the list`;
      if (issue.origin === 'string') return `at most ${issue.maximum} characters`;
      return `a number ${issue.inclusive ? '≤' : '<'} ${issue.maximum}`;
    default:
      return 'something else';
  }
}
