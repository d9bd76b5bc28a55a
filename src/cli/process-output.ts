// An output stream of this process.

import { type Output, terminalText, textOfLines } from './terminal/output.ts';
import { HIDE_CURSOR, SHOW_CURSOR } from './terminal/screen.ts';

export interface ProcessOutput extends Output {
  /** Writes nothing from now on; false where that was so before. */
  readonly lose: () => boolean;
  /** Shows the cursor if it is hidden. */
  readonly restore: () => void;
}

export function processOutput(stream: NodeJS.WriteStream): ProcessOutput {
  let isHidden = false;
  let isLost = false;
  const write = (text: string) => {
    if (isLost) return;
    const shown = text.lastIndexOf(SHOW_CURSOR);
    const hidden = text.lastIndexOf(HIDE_CURSOR);
    if (shown !== hidden) isHidden = hidden > shown;
    stream.write(terminalText(text));
  };
  return {
    isTerminal: stream.isTTY === true,
    get columns() {
      return stream.columns || 80; // some terminals say 0
    },
    get rows() {
      return stream.rows || 24;
    },
    write,
    lose() {
      const isFirst = !isLost;
      isLost = true;
      return isFirst;
    },
    writeBytes(bytes) {
      if (!isLost) stream.write(bytes);
    },
    print: (lines) => write(textOfLines(lines)),
    onResize(listener) {
      stream.on('resize', listener);
      return () => void stream.off('resize', listener);
    },
    restore() {
      if (isHidden) write(SHOW_CURSOR);
    },
  };
}
