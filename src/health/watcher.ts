// Watches the numbers of a run: tells each trouble once when it begins and once when it is over.

import { createHistory, type Reading, type RunFacts } from './history.ts';
import type { Monitor } from './monitor.ts';
import { monitors } from './registry.ts';

/** A trouble that begins, or is over. */
export interface Notice {
  /** The monitor's. */
  readonly name: string;
  readonly iteration: number;
  /** What is seen and what it means; of one that is over, that it is. */
  readonly message: string;
  /** What to try. */
  readonly help?: string;
  readonly isOver?: true;
}

/** Watches one run. */
export interface Watcher {
  /** Takes the next numbers of the run, and tells what begins or ends with them. */
  observe(reading: Reading): readonly Notice[];
}

/** How far a monitor is from changing its mind. */
interface Mind {
  readonly monitor: Monitor;
  isActive: boolean;
  /** Judgements in a row that speak for a change. */
  votes: number;
}

/** @param among  the monitors; those earlier in the list are asked first */
export function createWatcher(facts: RunFacts = {}, among: readonly Monitor[] = monitors.all): Watcher {
  const history = createHistory(facts);
  const minds = among.map((monitor): Mind => ({ monitor, isActive: false, votes: 0 }));
  const isHidden = (name: string) =>
    minds.some(({ monitor, isActive }) => isActive && monitor.hides.includes(name));
  return {
    observe(reading) {
      history.add(reading);
      return minds.flatMap((mind) => {
        const { monitor } = mind;
        if (!monitor.needs.some((signal) => reading[signal] !== undefined)) return [];
        const isMuted = !mind.isActive && isHidden(monitor.name);
        const seen = isMuted ? undefined : monitor.judge(history);
        mind.votes = (seen !== undefined) === mind.isActive ? 0 : mind.votes + 1;
        if (mind.votes < monitor.patience) return [];
        mind.votes = 0;
        mind.isActive = !mind.isActive;
        return [
          seen === undefined
            ? over(monitor, reading.iteration)
            : begun(monitor, reading.iteration, seen, adviceFor(monitor, facts)),
        ];
      });
    },
  };
}

/** What to try in this run. */
function adviceFor({ advice, advise }: Monitor, { settings, sampleSize }: RunFacts): string {
  return settings === undefined ? advice : (advise?.(settings(), sampleSize === 2) ?? advice);
}

function begun({ name, label, meaning }: Monitor, iteration: number, seen: string, advice: string): Notice {
  return { name, iteration, message: `${label}: ${seen}. ${meaning}`, help: `try ${advice}` };
}

function over({ name, label }: Monitor, iteration: number): Notice {
  return { name, iteration, message: `${label}: over`, isOver: true };
}
