// A part of the page whose code is loaded when the part is first shown.

import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { shellMessages as t } from '../shell/messages.ts';
import { ErrorNote } from './error-note.tsx';
import { Skeleton } from './skeleton.tsx';

interface LazyProps {
  readonly load: () => Promise<ComponentType>;
  /** Grey lines in its place until it is there. */
  readonly lines?: number;
}

export function Lazy({ load, lines = 5 }: LazyProps) {
  const [loaded, setLoaded] = useState<{ readonly Part: ComponentType }>();
  const [hasFailed, setFailed] = useState(false);
  useEffect(() => {
    load().then(
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
