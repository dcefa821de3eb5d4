import type { ServerContext } from '../../infra/context.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { invalidRequest } from '../../infra/http/validation.ts';
import { clientNotFound, findClientKinds, isUserLoggedOn } from '../clients/index.ts';
import { announceJob, storeJob } from '../jobs/index.ts';
import { type Editor, readTypedDeviceId, storePrepared } from '../plug-and-play/index.ts';
import { findCountingWishes, findReported, inForce } from '../values/index.ts';
import { copiedValues } from './copied-values.ts';
import type { CopyOrder } from './copy-client.schema.ts';

export interface CopiedClient {
  readonly plugAndPlayId: string;
  readonly copied: number;
  readonly leftOut: number;
  readonly jobId: string | null;
}

/** Groups and mobile users bring their values to the other phone by themselves. */
const COPIED_ORIGINS = new Set(['edit', 'template', 'onboarding']);

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
  const model = order.hardwareType ?? client.model;
  const kind = {
    model,
    softwareType: order.softwareType ?? client.softwareType,
    // Another phone comes with software of its own.
    softwareVersion: model === client.model ? client.softwareVersion : '',
  };
  const reported = order.withReported ? ((await findReported(db, clientId))?.values() ?? []) : [];
  const e164 = isUserLoggedOn(client) && client.basicE164 !== '' ? client.basicE164 : client.e164;
  if (deviceId === null && e164 === '') throw refusal('deviceId', noNumber);

  const resets = order.reason === 'factory-reset' || order.resetsOld === true;
  const reset = {
    type: 'factory-reset' as const,
    clientIds: [clientId],
    initiator: { id: editor.accountId, name: editor.username },
  };
  const done = await inTransaction(pool, async (tx) => {
    const wishes = (await findCountingWishes(tx, [clientId])).filter(({ origin }) =>
      COPIED_ORIGINS.has(origin),
    );
    const winners = inForce(wishes).get(clientId)?.values() ?? [];
    const { values, leftOut } = copiedValues([...winners], reported, kind, catalog.current());
    const prepared = {
      deviceId,
      e164: e164 === '' ? null : e164,
      hardwareType: model,
      secureMode: order.secureMode ?? ('disabled' as const),
      templateId: null,
      values,
    };
    const row = await storePrepared(tx, prepared, editor, clock.now(), clientId);
    const job = resets ? await storeJob(tx, context, reset) : undefined;
    return { plugAndPlayId: row.id, copied: values.length, leftOut, job };
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

const sameDevice = {
  en: 'This is the device ID of the client itself: to begin anew with the same phone, reset it.',
  de: 'Das ist die Geräte-ID des Endgeräts selbst: Um mit demselben Telefon neu zu beginnen, setzen Sie es zurück.',
};
const deviceNeeded = {
  en: 'Give the device ID of the phone that goes on in place of this one.',
  de: 'Geben Sie die Geräte-ID des Telefons an, das an die Stelle dieses Telefons tritt.',
};
const noNumber = {
  en: 'The client has no number: give the device ID of the other phone, otherwise it cannot be recognized.',
  de: 'Das Endgerät hat keine Rufnummer: Geben Sie die Geräte-ID des anderen Telefons an, sonst kann es nicht erkannt werden.',
};

function refusal(field: string, text: { readonly en: string; readonly de: string }) {
  return invalidRequest([{ field, message: text.en, text: { ...text } }]);
}
