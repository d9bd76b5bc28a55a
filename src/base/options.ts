// Options of a part (an objective, an architecture, an optimizer, the data, the run): each says everything about itself,
// beside the code that reads it. Types, flags, forms, help, files and cards derive from it.

import type * as z from 'zod/mini';

/** A text in the languages that wgan speaks. */
export type Bilingual = readonly [english: string, chinese: string];

/** When an option may change: `live`, while a run trains; `resumable`, when it goes on. */
type Change = 'live' | 'resumable';

/** One option of a part. */
export interface Option<T = unknown, C extends Change | undefined = Change | undefined> {
  /** Its values, with their bounds. */
  readonly type: z.ZodMiniType<T>;
  /** What holds where nothing is said; absent where another part decides. */
  readonly default?: T;
  /** Its name in forms. */
  readonly label: Bilingual;
  /** What it does, in one sentence. */
  readonly help: Bilingual;
  /** By default it stays for the whole run. */
  readonly changes?: C | undefined;
  /** What stands for null, which is chosen by what is there. */
  readonly automatic?: Bilingual;
  /** What a number counts. */
  readonly unit?: Bilingual;
  /** What runs did that knew nothing of it, for an option that is younger than stored configurations. At this value
   *  hashes leave it out. */
  readonly before?: T;
  /** Of a live option, the value at which what it weighs is not computed: a run that begins so keeps it. */
  readonly off?: T;
}

/** The options of a part, by the names that files give them. */
export type Options = Readonly<Record<string, Option>>;

/** Values of a part's options. */
export type OptionValues<O extends Options> = {
  readonly [K in keyof O]: ValueOf<O[K]>;
};

type ValueOf<O extends Option> = O extends { readonly type: z.ZodMiniType<infer T> } ? T : never;

/** Values of those options that cannot change while a run trains: what a graph may be made of. */
export type FixedValues<O extends Options> = {
  readonly [K in keyof O as IsLive<O[K]> extends true ? never : K]: ValueOf<O[K]>;
};

type IsLive<O extends Option> = [NonNullable<O['changes']>] extends [never]
  ? false
  : [NonNullable<O['changes']>] extends ['live']
    ? true
    : false;

/** Values of options, of whatever part. */
export type Values = Readonly<Record<string, unknown>>;

/** An option, its type inferred. */
export function option<T, const C extends Change | undefined = undefined>(
  type: z.ZodMiniType<T>,
  about: Omit<Option<NoInfer<T>, C>, 'type'>,
): Option<T, C> {
  return { type, ...about };
}

/** The defaults of options that stay for the whole run. */
export function fixedDefaults(options: Options): Values {
  const fixed = Object.entries(options).filter(([, { changes }]) => changes !== 'live');
  return Object.fromEntries(fixed.map(([name, about]) => [name, about.default]));
}

/** The names of options that may change while a run trains. */
export const liveNames = (options: Options): readonly string[] =>
  Object.keys(options).filter((name) => options[name]!.changes === 'live');
