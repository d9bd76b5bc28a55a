// A line of our code, as it stands in its file, with its coloured names.

import type { Meaning } from './markup.ts';
import type { Quote } from './quotes.ts';

const words: Readonly<Record<string, Meaning>> = { real: 'real', fake: 'fake', critic: 'critic' };

export function OurLine({ file, code }: Quote) {
  return (
    <div class="our-line">
      <span class="our-line-file">{file}</span>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <pre tabIndex={0}>
        <code>
          {code.split(/\b(real|fake|critic)\b/).map((part, index) => {
            const meaning = words[part];
            const key = `${index} ${part}`;
            return meaning === undefined ? (
              part
            ) : (
              <span key={key} class={`word-${meaning}`}>
                {part}
              </span>
            );
          })}
        </code>
      </pre>
    </div>
  );
}
