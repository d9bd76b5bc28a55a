// Turns for the platform while programs are compiled: signals are heard in between. What ONNX Runtime does with a
// program before its first run is one call, and nothing is heard in it.

import { nextTask } from '../base/next-task.ts';
import type { Program } from '../compiler/program.ts';
import type { Work } from '../compiler/work.ts';
import type { Device, LoadedProgram } from '../runtime/device.ts';
import { lowering } from '../targets/lower.ts';
import type { Lowered } from '../targets/target.ts';

/** What compiling a long program does: nodes visited so far, or what is then loaded, which holds the event loop. */
export type Compiling =
  | { readonly step: 'simplify'; readonly visited: number }
  | { readonly step: 'load'; readonly program: Lowered };

/** Who gets turns. */
export interface TurnsOptions {
  /** Lets the platform handle signals and timers; called about ten times a second. */
  readonly breathe?: () => Promise<void>;
  /** Before the first iteration, its reason is thrown in the next turn; later the run ends after the iteration at
   *  hand. */
  readonly signal?: AbortSignal;
  /** Is told of programs that take long. */
  readonly onCompiling?: (compiling: Compiling) => void;
}

/** Nodes between two turns: about a tenth of a second. */
const TURN = 10_000;

/** Takes turns for the computations of one program. */
export function createTurns({ breathe = nextTask, signal, onCompiling = () => {} }: TurnsOptions) {
  let [visited, rested] = [0, 0];
  const rest = async () => {
    rested = visited;
    await breathe();
    signal?.throwIfAborted();
  };
  /** What `work` computes.
   *  @throws the signal's reason */
  const run = async <T>(work: Work<T>): Promise<T> => {
    for (let next = work.next(); ; next = work.next()) {
      if (next.done) return next.value;
      visited += next.value;
      if (visited - rested < TURN) continue;
      onCompiling({ step: 'simplify', visited });
      await rest();
    }
  };
  return {
    run,
    /** The program on a device; a long one has a turn before and after.
     *  @throws the signal's reason */
    async load(program: Program, device: Device): Promise<LoadedProgram> {
      const lowered = await run(lowering(program, await device.targetFor(program)));
      if (visited < TURN) return device.load(lowered);
      onCompiling({ step: 'load', program: lowered });
      await rest();
      const loaded = await device.load(lowered);
      try {
        await rest();
        return loaded;
      } catch (reason) {
        await loaded.release();
        throw reason;
      }
    },
  };
}
