// The room of runs.

import { EmptyRoom } from '../../shell/empty-room.tsx';
import { shellMessages as t } from '../../shell/messages.ts';

export function Room() {
  return <EmptyRoom title={t().emptyTitle} text={t().emptyTrain} command="npx wgan train" />;
}
