import type { ServerContext } from '../../infra/context.ts';
import type { Db } from '../../infra/db/index.ts';
import { AppError, type FieldError } from '../../infra/errors/index.ts';
import { findClientKinds } from '../clients/index.ts';
import type { OrderedFile } from './deployment-order.ts';
import type { FileRefusal } from './file-fit.ts';
import { filesInReach, findFileReach } from './file-reach.service.ts';

/** Clients that a refusal names. */
const MAX_NAMED = 5;

/** Clients for which a file of an order is not made, or that cannot fetch it now, with the first reason. */
export async function findUnfitPhones(
  { db, pool }: Pick<ServerContext, 'db' | 'pool'>,
  files: readonly OrderedFile[],
  clientIds: readonly string[],
): Promise<Map<string, FileRefusal>> {
  const unfit = new Map<string, FileRefusal>();
  const byKind = new Map<string, FileRefusal | undefined>();
  const reach = await findFileReach(pool, files);
  for (const client of await findClientKinds(db, clientIds)) {
    const key = JSON.stringify([client.model, client.softwareType]);
    if (!byKind.has(key)) byKind.set(key, filesInReach(files, client, reach).refusals[0]);
    const refusal = byKind.get(key);
    if (refusal !== undefined) unfit.set(client.id, refusal);
  }
  return unfit;
}

/** Refuses an order as a whole because of clients that cannot take a file of it. @throws AppError `job.unfit_clients` */
export async function refuseUnfit(
  db: Db,
  files: readonly OrderedFile[],
  unfit: ReadonlyMap<string, FileRefusal>,
  total: number,
): Promise<never> {
  const clients = await findClientKinds(db, [...unfit.keys()]);
  const byReason = Map.groupBy(clients, ({ id }) => {
    const refusal = unfit.get(id);
    return refusal === undefined ? '' : `${files.indexOf(refusal.file)} ${refusal.text.en}`;
  });
  const errors = [...byReason.values()].slice(0, 100).flatMap((some): FieldError[] => {
    const refusal = unfit.get(some[0]?.id ?? '');
    if (refusal === undefined) return [];
    const names = some.slice(0, MAX_NAMED).map(({ e164, deviceId }) => e164 || deviceId);
    const more = some.length - names.length;
    const { en, de } = refusal.text;
    const text = {
      en: `${en} This concerns ${some.length} of the ${total} clients: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`,
      de: `${de} Das betrifft ${some.length} der ${total} Endgeräte: ${names.join(', ')}${more > 0 ? ` und ${more} weitere` : ''}.`,
    };
    return [{ field: `files.${files.indexOf(refusal.file)}`, message: text.en, code: refusal.code, text }];
  });
  throw new AppError(
    'job.unfit_clients',
    `Of the ${total} clients, ${unfit.size} cannot take what was ordered. ${errors[0]?.message ?? ''}`,
    { errors },
  );
}
