import type { Pool } from 'pg';
import type { Clock } from '../../infra/clock/index.ts';
import { AppError } from '../../infra/errors/index.ts';
import type { SecretBox } from '../../infra/secrets/index.ts';
import { findKinds } from '../clients/index.ts';
import { createFileLinks, findFiles } from '../files/index.ts';
import { findProviderHurdles, type ProviderUrls } from '../storage-providers/index.ts';
import { fetchesThere } from './file-reach.service.ts';

/** Long enough for a large image over a slow link, and for a phone that tries again. */
const LINK_SECONDS = 6 * 60 * 60;

export interface FileAddressDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly secrets: SecretBox;
  /** Where phones find this server, when it is not where they call; null: there. */
  readonly publicUrl: () => string | null;
  readonly providers: ProviderUrls;
}

/** For whom an address of a file is. */
export interface FileForPhone {
  readonly fileId: string;
  readonly clientId: string;
  readonly targetId: string;
  /** Phones take the name of a file from its address. */
  readonly name: string;
}

/**
 * Makes addresses at which phones find files: at this server, as the phone itself has reached it, or at the storage provider. Phones
 * that cannot fetch there get the provider's files from this server.
 *
 * @throws AppError `job.unknown_file` when the file has gone since
 */
export function createFileAddress({ pool, clock, secrets, publicUrl, providers }: FileAddressDeps) {
  const links = createFileLinks(secrets);
  return async (
    { fileId, clientId, targetId, name }: FileForPhone,
    serverOrigin: string,
  ): Promise<string> => {
    const file = (await findFiles(pool, [fileId])).get(fileId);
    if (file === undefined) throw new AppError('job.unknown_file', `There is no file with the id ${fileId}.`);
    const { providerId, providerKey } = file;
    if (providerId !== null && providerKey !== null && (await canFetchThere(pool, clientId, providerId))) {
      return providers.urlOf(providerId, providerKey, LINK_SECONDS);
    }
    const expiresAt = new Date(clock.now().getTime() + LINK_SECONDS * 1_000);
    const path = links.pathOf({ fileId, clientId, targetId, expiresAt }, name);
    return `${publicUrl() ?? serverOrigin}${path}`;
  };
}

async function canFetchThere(pool: Pool, clientId: string, providerId: string): Promise<boolean> {
  const hurdle = (await findProviderHurdles(pool, [providerId])).get(providerId);
  if (hurdle === undefined) return true;
  const [kind] = await findKinds(pool, [clientId]);
  return fetchesThere(kind?.model ?? '', hurdle);
}
