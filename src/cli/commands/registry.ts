// The commands, in the order of the help.

import type { CommandRecord } from '../command.ts';
import { trainCommand } from './train.ts';

export const commands: readonly CommandRecord[] = [trainCommand];
