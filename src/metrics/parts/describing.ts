// The features by which images of a kind are compared, for whoever compares other images than an evaluation draws.

import type { KindName } from '../evaluation.ts';
import type { Describing } from '../nearest-features.ts';
import { classifier } from './classifier.ts';
import { network, realFeatures } from './image-features.ts';
import { type RealPart, realPart } from './part.ts';

export const describing: { readonly [K in KindName]?: RealPart<Describing | undefined> } = {
  digits: realPart({
    needs: { classifier },
    make: ({ classifier: { version, describe } }): Describing => ({
      version,
      describe: async (bytes) => (await describe(bytes)).features,
    }),
  }),
  images: realPart({
    needs: { network, realFeatures },
    make({ network: { version, describe }, realFeatures: known }): Describing | undefined {
      if (known === undefined) return undefined;
      return { version, describe: async (bytes) => known.onScale(await describe(bytes)) };
    },
  }),
};
