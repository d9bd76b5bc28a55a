// Where the built page lies.

import { fileURLToPath } from 'node:url';

export const builtPage = fileURLToPath(new URL('../../dist/studio/app', import.meta.url));
