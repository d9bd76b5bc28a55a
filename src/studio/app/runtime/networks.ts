// Networks that come later than the page: those of a family with the first run, or file, that has it.

import { DataError } from '../../../base/errors.ts';
import { architectures } from '../../../gan/architectures/registry.ts';
import { networkNames } from '../../../train/config-options.ts';

/** Brings the networks of architectures, where they are not there yet.
 *  @throws DataError if they cannot be fetched */
export async function loadNetworks(names: readonly string[]): Promise<void> {
  try {
    await Promise.all(names.map((name) => architectures.get(name).load?.()));
  } catch (cause) {
    throw new DataError('networks: cannot be loaded', {
      cause,
      help: 'look whether wgan studio still runs, then try again',
    });
  }
}

/** Brings the networks that a file of ours may hold, by what its metadata say; whether they are right is not judged. */
export function loadNetworksIn(metadata: Readonly<Record<string, string>>): Promise<void> {
  const specs = networkNames.map((network) => metadata[network] ?? '').join();
  return loadNetworks(architectures.names.filter((name) => specs.includes(`"${name}"`)));
}
