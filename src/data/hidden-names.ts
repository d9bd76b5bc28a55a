// Which names a folder of data hides. Pure: runs in a browser.

/** True for names that no one means: those that begin with a dot, and what archives of macOS leave behind. */
export const isHidden = (name: string): boolean => name.startsWith('.') || name === '__MACOSX';
