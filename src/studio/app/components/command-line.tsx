// A command to type, with a button that copies it.

import './command-line.css';
import { useState } from 'preact/hooks';
import { shellMessages as t } from '../shell/messages.ts';

export function CommandLine({ command }: { readonly command: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = () => navigator.clipboard?.writeText(command).then(() => setCopied(true));
  return (
    <span class="command-line">
      <span class="unseen">{t().command}</span>
      <code>{command}</code>
      <button type="button" class="button button-plain button-small" onClick={copy}>
        {isCopied ? t().copied : t().copy}
      </button>
    </span>
  );
}
