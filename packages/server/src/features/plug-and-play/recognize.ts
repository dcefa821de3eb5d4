import type { ClientBase } from 'pg';
import type { PreparedValue } from '../../infra/db/index.ts';
import { orderForCallers } from '../jobs/index.ts';
import type { NewNotification } from '../notifications/index.ts';
import type { WantedValue } from '../values/index.ts';
import { type Caller, type PreparedRow, type Recognition, takePrepared } from './plug-and-play.queries.ts';

/** A phone that was found to be prepared, and the client that it is now. */
export interface RecognizedCaller extends Recognition, Caller {
  readonly model: string;
  readonly address: string;
}

/** What came of recognizing prepared clients among those that called. */
export interface Recognized {
  /** What was prepared, by client. */
  readonly byClient: ReadonlyMap<string, PreparedRow>;
  /** Jobs that bring the values: announce them after the commit. */
  readonly jobIds: readonly string[];
  /** What administrators should know. */
  readonly news: readonly NewNotification[];
}

/**
 * Gives phones that call at this moment what was prepared for them: their number and values become desired and are open work,
 * so that they go out in this very dialogue.
 */
export async function recognizeCallers(
  tx: ClientBase,
  callers: readonly RecognizedCaller[],
  now: Date,
): Promise<Recognized> {
  const taken = await takePrepared(tx, callers, now);
  const byClient = new Map(taken.map((row) => [row.clientId ?? '', row]));
  const recognized = callers.filter(({ clientId, id }) => byClient.get(clientId)?.id === id);
  const orders = recognized.flatMap(({ clientId, e164 }) => {
    const prepared = byClient.get(clientId);
    const values = prepared === undefined ? [] : valuesFor(prepared, e164);
    if (prepared === undefined || values.length === 0) return [];
    const initiator = { id: prepared.accountId, name: prepared.updatedBy ?? '' };
    return [{ clientId, initiator, values, cause: 'plug-and-play' as const }];
  });
  const jobIds = orders.length === 0 ? [] : await orderForCallers(tx, orders, now);
  return {
    byClient,
    jobIds,
    news: recognized.map((caller) => newsOf(caller, byClient.get(caller.clientId))),
  };
}

/** A prepared value as it is wanted on a client. */
export function toWanted({ name, index, value, sealed }: PreparedValue): WantedValue {
  const ref = index === undefined ? { name } : { name, index };
  return sealed === undefined ? { ...ref, value: value ?? '' } : { ...ref, sealed };
}

/** The number goes out with the values, unless the phone has it already. */
function valuesFor(prepared: PreparedRow, e164: string): WantedValue[] {
  const values = prepared.values.map(toWanted);
  if (prepared.e164 === null || prepared.e164 === e164) return values;
  return [{ name: 'e164', value: prepared.e164 }, ...values.filter(({ name }) => name !== 'e164')];
}

function newsOf(caller: RecognizedCaller, prepared: PreparedRow | undefined): NewNotification {
  const { clientId, deviceId, model, address } = caller;
  const common = { clientId, dedupeKey: clientId };
  const number = prepared?.e164 ?? caller.e164;
  const otherDevice = prepared?.deviceId ?? deviceId;
  if (otherDevice !== deviceId) {
    const params = { deviceId, e164: number, preparedFor: otherDevice, address };
    return { ...common, kind: 'client.recognized_by_number', params };
  }
  const wanted = prepared?.hardwareType ?? '';
  if (wanted !== '' && wanted !== model) {
    return {
      ...common,
      kind: 'client.recognized_other_model',
      params: { deviceId, e164: number, model, preparedFor: wanted },
    };
  }
  return { ...common, kind: 'client.recognized', params: { deviceId, e164: number, model, address } };
}
