import type { ServerContext } from '../../infra/context.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { invalidRequest } from '../../infra/http/validation.ts';
import { clientNotFound, findClientKinds } from '../clients/index.ts';
import { announceJob, storeJob } from '../jobs/index.ts';
import { type Editor, readTypedDeviceId, storePrepared } from '../plug-and-play/index.ts';
import type { CopyOrder } from './copy-client.schema.ts';
import { findCopies } from './find-copies.ts';
import { deviceNeeded, kindOfOther, noNumber, numberOf, sameDevice } from './replacement.ts';

export interface CopiedClient {
  readonly plugAndPlayId: string;
  readonly copied: number;
  readonly leftOut: number;
  readonly jobId: string | null;
}

/**
 * Prepares a client for the phone that takes the place of another one, and resets that one if it is to be: all of it or nothing.
 *
 * @throws AppError `client.not_found`, `request.invalid`, `plug_and_play.taken`
 */
export async function copyClient(
  context: Pick<ServerContext, 'pool' | 'db' | 'clock' | 'queue' | 'events' | 'catalog'>,
  clientId: string,
  order: CopyOrder,
  editor: Editor & { readonly accountId: string },
): Promise<CopiedClient> {
  const { pool, db, clock, events, catalog } = context;
  const [client] = await findClientKinds(db, [clientId]);
  if (client === undefined) throw clientNotFound(clientId);
  const deviceId = readDeviceId(order, client.deviceId);
  const kind = kindOfOther(client, order);
  const e164 = numberOf(client);
  if (deviceId === null && e164 === '') throw refusal('deviceId', noNumber);

  const resets = order.reason === 'factory-reset' || order.resetsOld === true;
  const reset = {
    type: 'factory-reset' as const,
    clientIds: [clientId],
    initiator: { id: editor.accountId, name: editor.username },
  };
  const done = await inTransaction(pool, async (tx) => {
    const copies = await findCopies(tx, [{ client, kind }], order, catalog.current());
    const { values, leftOut } = copies.get(clientId) ?? { values: [], leftOut: [] };
    const prepared = {
      deviceId,
      e164: e164 === '' ? null : e164,
      hardwareType: kind.model,
      secureMode: order.secureMode ?? ('disabled' as const),
      templateId: null,
      values,
    };
    const row = await storePrepared(tx, prepared, editor, clock.now(), clientId);
    const job = resets ? await storeJob(tx, context, reset) : undefined;
    return { plugAndPlayId: row.id, copied: values.length, leftOut: leftOut.length, job };
  });
  events.changed('plugAndPlay', [done.plugAndPlayId]);
  if (done.job !== undefined) await announceJob(context, reset, done.job);
  const { job, ...copied } = done;
  return { ...copied, jobId: job?.jobId ?? null };
}

function readDeviceId({ reason, deviceId: typed }: CopyOrder, own: string): string | null {
  const read = readTypedDeviceId(typed ?? '');
  if (!('value' in read)) throw refusal('deviceId', read.text);
  if (read.value === own) throw refusal('deviceId', sameDevice);
  if (read.value === null && reason === 'factory-reset') throw refusal('deviceId', deviceNeeded);
  return read.value;
}

function refusal(field: string, text: { readonly en: string; readonly de: string }) {
  return invalidRequest([{ field, message: text.en, text: { ...text } }]);
}
