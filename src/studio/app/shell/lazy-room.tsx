// A room whose code is loaded when it is entered.

import { useEffect, useState } from 'preact/hooks';
import { ErrorNote } from '../components/error-note.tsx';
import { Skeleton } from '../components/skeleton.tsx';
import { shellMessages as t } from './messages.ts';
import type { RoomModule, RoomRecord } from './rooms.ts';

export function LazyRoom({ record }: { readonly record: RoomRecord }) {
  const [module, setModule] = useState<RoomModule>();
  const [hasFailed, setFailed] = useState(false);
  const load = () => {
    setFailed(false);
    record.load().then(setModule, () => setFailed(true));
  };
  useEffect(load, [record]);
  if (module !== undefined) return <module.Room />;
  if (!hasFailed) return <Skeleton label={t().loading} lines={5} />;
  return (
    <ErrorNote
      message={t().loadFailed}
      help={t().loadFailedHelp}
      action={{ label: t().tryAgain, run: () => location.reload() }}
    />
  );
}
