// Options of a part (an objective, an architecture, an optimizer, the data, the run): each says everything about itself,
// beside the code that reads it. Types, flags, forms, help, files and cards derive from it.

import type * as z from 'zod/mini';

/** A text in the languages that wgan speaks. */
export type Bilingual = readonly [english: string, chinese: string];

/** One option of a part. */
export interface Option<T = unknown> {
  /** Its values, with their bounds. */
  readonly type: z.ZodMiniType<T>;
  /** What holds where nothing is said; absent where another part decides. */
  readonly default?: T;
  /** Its name in forms. */
  readonly label: Bilingual;
  /** What it does, in one sentence. */
  readonly help: Bilingual;
  /** `live`: while a run trains; `resumable`: when it goes on. By default it stays for the whole run. */
  readonly changes?: 'live' | 'resumable';
  /** What stands for null, which is chosen by what is there. */
  readonly automatic?: Bilingual;
  /** What a number counts. */
  readonly unit?: Bilingual;
  /** What runs did that knew nothing of it, for an option that is younger than stored configurations. At this value
   *  hashes leave it out. */
  readonly before?: T;
}

/** The options of a part, by the names that files give them. */
export type Options = Readonly<Record<string, Option>>;

/** Values of a part's options. */
export type OptionValues<O extends Options> = {
  readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never;
};

/** Values of options, of whatever part. */
export type Values = Readonly<Record<string, unknown>>;

/** An option, its type inferred. */
export function option<T>(type: z.ZodMiniType<T>, about: Omit<Option<NoInfer<T>>, 'type'>): Option<T> {
  return { type, ...about };
}
