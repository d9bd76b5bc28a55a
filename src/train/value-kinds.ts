// How values of options are given: what flags and fields of forms have in common.

import * as z from 'zod/mini';
import type { Option } from '../base/options.ts';

/** `size`: a whole number, or two as in 96x64. */
export type ValueKind = 'choice' | 'switch' | 'widths' | 'whole' | 'number' | 'size' | 'text';

/** How values of a type are given. */
export interface Given {
  readonly kind: ValueKind;
  /** The values of a choice. */
  readonly choices: readonly string[];
  /** Whether it may be left to what is there: null. */
  readonly isNullable: boolean;
}

export function givenBy(type: Option['type']): Given {
  const isNullable = type instanceof z.ZodMiniNullable;
  const inner = isNullable ? type.def.innerType : type;
  const choices = inner instanceof z.ZodMiniEnum ? inner.options.map(String) : [];
  return { kind: kindOf(inner), choices, isNullable };
}

function kindOf(type: z.core.$ZodType): ValueKind {
  if (type instanceof z.ZodMiniEnum) return 'choice';
  if (type instanceof z.ZodMiniBoolean) return 'switch';
  if (type instanceof z.ZodMiniArray) return 'widths';
  if (type instanceof z.ZodMiniUnion) return 'size';
  if (type instanceof z.ZodMiniNumber) return type instanceof z.ZodMiniNumberFormat ? 'whole' : 'number';
  return 'text';
}
