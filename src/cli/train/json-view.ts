// Training as lines of JSON on stdout: every event, without its tensors, and nothing else.

import { withoutTensors } from '../../run/events.ts';
import { writeNote } from './plain-view.ts';
import type { View, ViewOptions } from './view.ts';

export function createJsonView({ io }: Pick<ViewOptions, 'io'>): View {
  return {
    loading() {},
    dataset() {},
    chosen() {},
    compiling() {},
    waiting() {},
    note: (message, help) => writeNote(io, message, help),
    event: (event) => io.stdout.print([JSON.stringify(withoutTensors(event))]),
    stopping() {},
    close() {},
  };
}
