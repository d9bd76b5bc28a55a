// Which files a configuration learns from: all that a link says of them.

export const ownKinds = ['points', 'images'] as const;
export type OwnKind = (typeof ownKinds)[number];

export interface OwnNeed {
  readonly kind: OwnKind;
  readonly count: number;
  /** Of the file, or of the folder. */
  readonly name: string;
}

const LONGEST_NAME = 80;

/** A need as a query has it: `points,500,heart.csv`. */
export const formatNeed = ({ kind, count, name }: OwnNeed): string =>
  `${kind},${count},${name.slice(0, LONGEST_NAME)}`;

/** The need of a query; undefined where it says none. */
export function readNeed(text: string): OwnNeed | undefined {
  const [, kind, count, name] = /^(points|images),(\d{1,9}),(.+)$/su.exec(text) ?? [];
  if (kind === undefined) return undefined;
  return { kind: kind as OwnKind, count: Number(count), name: name!.slice(0, LONGEST_NAME) };
}

export const isSameNeed = (one: OwnNeed, other: OwnNeed): boolean => formatNeed(one) === formatNeed(other);
