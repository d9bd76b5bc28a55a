// Networks by the types of their variables.

import { mapRecord } from '../../../src/base/record.ts';
import type { StaticShape } from '../../../src/base/shape.ts';
import { stateInputs } from '../../../src/gan/iteration.ts';
import { trainedCount } from '../../../src/gan/update.ts';
import { type Network, typesOnly } from '../../../src/nn/layer.ts';

/** Inputs in place of variables. */
export const variables = (network: Network) => stateInputs(network.init(typesOnly));

/** How many numbers are trained. */
export const countOf = (network: Network) => trainedCount(network, network.init(typesOnly));

export const shapesOf = (network: Network): Readonly<Record<string, StaticShape>> =>
  mapRecord(network.init(typesOnly), ({ shape }) => shape);
