// What forms show of a configuration: a field for each option of the parts chosen, as it describes itself. Pure.

import type { Bilingual } from '../base/options.ts';
import { type Config, shownOptions, usualConfig } from './config.ts';
import { type ConfigOption, optionsSaid } from './config-options.ts';
import { givenBy, type ValueKind } from './value-kinds.ts';

/** One field. */
export interface FormField {
  /** What it says: `criticHidden`, or `learningRate` of both networks. */
  readonly key: string;
  readonly label: Bilingual;
  /** One sentence. */
  readonly help: Bilingual;
  readonly unit?: Bilingual | undefined;
  readonly kind: ValueKind;
  /** The values of a choice. */
  readonly choices: readonly string[];
  readonly isLive: boolean;
  readonly option: ConfigOption;
}

/** The fields of the parts of a configuration; one for both networks where they have one value, and one default. */
export const formFields = (config: Config): readonly FormField[] =>
  shownOptions([config, usualConfig(config)]).map(fieldOf);

/** The field of a key, whatever the parts; undefined where no part has it. */
export function fieldOfKey(key: string): FormField | undefined {
  const [option] = optionsSaid(key);
  return option && fieldOf({ ...option, key });
}

function fieldOf(option: ConfigOption): FormField {
  const { key, shared = key, path } = option;
  const { label, help, unit, changes, type } = option.option;
  const { kind, choices } = givenBy(type);
  return {
    ...{ key, help, unit, option, kind, choices },
    label: key === shared ? label : ofNetwork(label, path.includes('generator') ? 0 : 1),
    isLive: changes === 'live',
  };
}

const owners: readonly Bilingual[] = [
  ['Generator’s', '生成器'],
  ['Critic’s', '评论器'],
];

/** "Critic’s learning rate". */
function ofNetwork([english, chinese]: Bilingual, network: 0 | 1): Bilingual {
  const [owner, ownerInChinese] = owners[network]!;
  return [`${owner} ${english[0]!.toLowerCase()}${english.slice(1)}`, `${ownerInChinese}${chinese}`];
}

/** The value that a text says in a field, or undefined; of a number that may be left to what is there, nothing is null. */
export function parseField({ kind, option: { option } }: FormField, text: string): unknown {
  const words = text.split(/[\s,]+/).filter(Boolean);
  const isEmpty = words.length === 0;
  const value =
    kind === 'widths'
      ? words.map(Number)
      : kind === 'whole' || kind === 'number'
        ? isEmpty
          ? null
          : Number(text)
        : text.trim();
  const others = isEmpty ? [null] : kind === 'size' ? [Number(text)] : []; // a size is a number, or two in a text
  return [value, ...others].map((each) => option.type.safeParse(each)).find(({ success }) => success)?.data;
}
