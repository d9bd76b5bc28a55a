// Where the training of a seed is, as a file: what goes on from it ends as what was never stopped.

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { float32 } from '../../src/base/host-tensor.ts';
import { mapRecord, underPrefix, withPrefix } from '../../src/base/record.ts';
import { decodeSafetensors, encodeSafetensors } from '../../src/formats/safetensors.ts';
import type { Snapshot } from '../../src/train/snapshot.ts';
import { decays } from './averages.ts';

/** Writes a file aside, then renames it. */
function replaceFile(file: string, bytes: Uint8Array): void {
  writeFileSync(`${file}.part`, bytes);
  renameSync(`${file}.part`, file);
}

/** What a seed's training goes on from. */
export interface Progress {
  readonly snapshot: Snapshot | undefined;
  readonly averages: Readonly<Record<string, Float32Array>>;
}

export function saveProgress(file: string, { snapshot, averages }: Progress): void {
  const { state, ...position } = snapshot!;
  const tensors = {
    ...state,
    ...withPrefix(
      'averages',
      mapRecord(averages, (data) => float32([data.length], data)),
    ),
  };
  replaceFile(file, encodeSafetensors(tensors, { position: JSON.stringify(position) }));
}

export function loadProgress(file: string, initial: Float32Array): Progress {
  if (!existsSync(file)) {
    const averages = mapRecord(decays, () => initial.slice());
    return { snapshot: undefined, averages };
  }
  const { tensors, metadata } = decodeSafetensors(readFileSync(file));
  const state = Object.fromEntries(Object.entries(tensors).filter(([name]) => !name.startsWith('averages.')));
  return {
    snapshot: { ...(JSON.parse(metadata.position!) as Omit<Snapshot, 'state'>), state },
    averages: mapRecord(underPrefix('averages', tensors), ({ data }) => (data as Float32Array).slice()),
  };
}
