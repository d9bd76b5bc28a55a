// What the files of a run folder may hold. A run may come from a stranger: every value is checked here before it is used,
// as deep, long and large as anything that wgan writes. Further keys, of other versions, are let be.

import * as z from 'zod/mini';
import { FormatError } from '../base/errors.ts';
import type { KindName } from '../metrics/evaluation.ts';
import type { DataKind } from '../metrics/kinds/kind.ts';
import { kinds } from '../metrics/kinds/registry.ts';
import { type Measure, testName } from '../metrics/measures/measure.ts';
import { measures } from '../metrics/measures/registry.ts';
import { describeMisfit } from '../train/misfits.ts';
import { runStates } from '../train/run-states.ts';
import { parseLines, readLines, readLog } from './files.ts';
import type { RunPaths } from './folder.ts';
import type { FileSystem } from './system.ts';

const MOST_TEXT = 20_000;
const MOST_ITEMS = 10_000;

const text = (most = MOST_TEXT) => z.string().check(z.maxLength(most));
const name = () => text(200);
const count = () => z.int().check(z.gte(0));
const seconds = () => z.number().check(z.gte(0));
const list = <T extends z.core.$ZodType>(item: T) => z.array(item).check(z.maxLength(MOST_ITEMS));
const maybe = <T extends z.core.$ZodType>(type: T) => z.optional(type);

/** A process, in `lock` and `status.json`. */
export const processSchema = z.looseObject({
  pid: z.int().check(z.gte(1)),
  host: text(),
  started: maybe(name()),
});

/** config.json, but for the configuration itself, which has its own schema, and the format. */
export const runSchema = z.looseObject({
  dataset: z.looseObject({
    name: text(),
    description: text(),
    notes: list(text()),
    skippedCount: maybe(count()),
    preparation: maybe(list(text())),
    count: count(),
    sampleShape: z.array(z.int().check(z.gte(1))).check(z.minLength(1), z.maxLength(4)),
    scale: maybe(z.looseObject({ centre: list(z.number()), spread: list(z.number().check(z.gt(0))) })),
    labels: maybe(z.looseObject({ classes: count(), sha256: name() })),
    classes: maybe(list(z.looseObject({ name: text(), count: count() }))),
    sha256: name(),
  }),
  hash: name(),
  idle: maybe(z.record(name(), z.union([z.number(), z.boolean()], 'a number, or true or false'))),
  versions: z.looseObject({ wgan: name(), onnxruntime: name(), node: name() }),
  machine: z.looseObject({ platform: name(), architecture: name(), cpu: name(), processors: count() }),
  created: name(),
  origin: maybe(z.looseObject({ run: text(), iteration: count() })),
  start: maybe(z.looseObject({ file: text(), sha256: name() })),
});

/** status.json. */
export const statusSchema = z.looseObject({
  state: z.enum(runStates),
  process: processSchema,
  iteration: count(),
  iterations: count(),
  heartbeat: name(),
  elapsedSeconds: seconds(),
  iterationsPerSecond: maybe(seconds()),
  secondsLeft: maybe(z.number()),
  error: maybe(z.looseObject({ name: name(), message: text(1e6), help: maybe(text()) })),
});

/** Numbers that are measured where they can be. */
const numbers = <K extends string>(...names: readonly K[]) =>
  Object.fromEntries(names.map((key) => [key, maybe(z.number())])) as {
    readonly [key in K]: z.ZodMiniOptional<z.ZodMiniNumber>;
  };

/** A line of metrics.jsonl. */
export const numbersSchema = z.looseObject({
  iteration: count(),
  ...numbers('criticLoss', 'generatorLoss', 'wasserstein', 'penalty', 'gradientNorm'),
  ...numbers('wassersteinHoldout', 'criticLossHoldout'),
  ...numbers('imagesPerSecond', 'elapsedSeconds', 'memoryBytes'),
  health: maybe(z.record(name(), z.nullable(z.number()))),
});

/** A line of warnings.jsonl. */
export const noticeSchema = z.looseObject({
  name: name(),
  iteration: count(),
  message: text(),
  help: maybe(text()),
  isOver: maybe(z.literal(true)),
});

export const commands = ['pause', 'resume', 'stop', 'set'] as const;

/** A line of control.jsonl. */
export const commandSchema = z.object({
  id: name().check(z.minLength(1)),
  command: z.enum(commands),
  key: maybe(name()),
  value: maybe(z.number()),
});

/** A line of changes.jsonl. */
export const changeSchema = z.extend(commandSchema, { iteration: count(), refused: maybe(text()) });

/** A number of a report; null where it is none, or unknown. */
const score = () => maybe(z.nullable(z.number()));
const histogram = () => list(count());

/** What reports of a kind have of a measure. */
function scoresOf(kind: KindName, { name, kinds, entries, most, yardstick }: Measure) {
  const test = testName(name);
  const own = yardstick?.of === 'kind' ? yardstick.kinds[kind] : yardstick;
  if (kinds[kind] === undefined) return {};
  if (entries !== undefined) return { [name]: maybe(histogram()), [test]: maybe(z.nullable(histogram())) };
  if (kinds[kind] === 'maybe')
    return { [name]: score(), [test]: score(), ...(most && { [most]: maybe(z.number()) }) };
  return {
    [name]: z.number(),
    [test]: own === undefined ? score() : z.number(),
    ...(most && { [most]: z.number() }),
  };
}

const reportOf = ({ name: kind, isClassified }: DataKind) =>
  z.looseObject({
    kind: z.literal(kind),
    dataset: text(),
    realSeed: maybe(count()),
    notes: list(text()),
    counts: z.catchall(z.object({ samples: count() }), z.number()),
    featuresVersion: maybe(text()),
    classifierVersion: isClassified ? name() : maybe(name()),
    ...Object.assign({}, ...measures.all.map((measure) => scoresOf(kind, measure))),
  });

const reportSchema = z.union(kinds.map(reportOf));

/** A line of evaluations.jsonl. */
export const evaluationSchema = z.looseObject({
  iteration: count(),
  report: reportSchema,
  seed: count(),
  seconds: seconds(),
  elapsedSeconds: seconds(),
});

const logSchemas = {
  metrics: numbersSchema,
  evaluations: evaluationSchema,
  changes: changeSchema,
  warnings: noticeSchema,
} as const;

/** Whether a value is what a schema describes. */
export const fits = (schema: z.ZodMiniType, value: unknown): boolean => schema.safeParse(value).success;

/** The lines of a log that are what its schema describes, as they stand there; others are left out.
 *  @throws RunError if the file cannot be read */
export function storedLines<T>(files: FileSystem, path: string, schema: z.ZodMiniType): readonly T[] {
  return readLines(files, path).filter((line): line is T => fits(schema, line));
}

/** How many lines of a run's logs are left out, by file: those that are damaged. */
export function damagedLines(files: FileSystem, paths: RunPaths): Readonly<Record<string, number>> {
  const counts = Object.entries(logSchemas).map(([log, schema]) => {
    const text = readLog(files, paths[log as keyof typeof logSchemas]) ?? '';
    const written = text.split('\n').filter((line) => line.trim() !== '').length;
    return [log, written - parseLines(text).filter((line) => fits(schema, line)).length] as const;
  });
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

/** Checks the value of a whole file.
 *  @throws FormatError that names the file and the first place that does not fit */
export function requireStored(path: string, schema: z.ZodMiniType, value: unknown): void {
  const result = schema.safeParse(value);
  if (result.success) return;
  throw new FormatError(`${path}: ${describeMisfit(result.error.issues[0]!, value, 'all of it')}`, {
    help: 'the file is damaged, was edited, or comes from another version of wgan',
  });
}
