// A part of the page whose code is loaded when the part is first shown.

import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { messagesIn } from '../i18n/language.ts';
import { shellMessages as t } from '../shell/messages.ts';
import { ErrorNote } from './error-note.tsx';
import { Skeleton } from './skeleton.tsx';

interface LazyProps {
  readonly load: () => Promise<ComponentType>;
  /** Grey lines in its place until it is there. */
  readonly lines?: number;
}

const LATER_MILLISECONDS = 2000;

/** What comes, once its messages have come as well. */
async function withMessages<T>(load: () => Promise<T>): Promise<T> {
  const loaded = await load();
  await messagesIn();
  return loaded;
}

/** Loads a part before it is shown, once the page around it is there: it then opens at once, and also when the server has
 *  gone. */
export function useLater(load: () => Promise<unknown>): void {
  useEffect(() => {
    setTimeout(() => withMessages(load).catch(() => {}), LATER_MILLISECONDS); // a failure is told where it is shown
  }, []);
}

export function Lazy({ load, lines = 5 }: LazyProps) {
  const [loaded, setLoaded] = useState<{ readonly Part: ComponentType }>();
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    withMessages(load).then(
      (Part) => setLoaded({ Part }),
      () => setFailed(true),
    );
  }, []);
  if (loaded !== undefined) return <loaded.Part />;
  if (!hasFailed) return <Skeleton label={t().loading} lines={lines} />;
  return (
    <ErrorNote
      message={t().loadFailed}
      help={t().loadFailedHelp}
      action={{ label: t().tryAgain, run: () => location.reload() }}
    />
  );
}
