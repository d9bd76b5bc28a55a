// What a reader chose, kept in this browser. A browser that keeps nothing changes nothing else.

const PREFIX = 'wgan.';

/** The kept choice, if it is one of `known`. */
export function readSetting<T extends string>(name: string, known: readonly T[]): T | undefined {
  try {
    const value = localStorage.getItem(PREFIX + name);
    return known.find((each) => each === value);
  } catch {
    return undefined;
  }
}

export function writeSetting(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // private windows may refuse: the choice holds until the page is closed
  }
}
