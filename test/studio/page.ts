// Where the built page lies.

import { fileURLToPath } from 'node:url';

export const builtPage = fileURLToPath(new URL('../../dist/studio/app', import.meta.url));

/** Parts of the page of a recorded run. */
export const builtRecording = {
  page: fileURLToPath(new URL('../../dist/studio/recording/page', import.meta.url)),
  assets: fileURLToPath(new URL('../../dist/studio/app/assets', import.meta.url)),
};
