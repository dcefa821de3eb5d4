import { isoIn } from '../../infra/clock/local-time.ts';
import type { Db } from '../../infra/db/index.ts';
import type { RecordValue } from '../../infra/record-files/index.ts';
import type { ClientFilter } from './client-filter.ts';
import { narrowed } from './narrowed-clients.ts';

const PORTION = 1_000;

/**
 * Every client that matches, in portions.
 *
 * @param timeZone in which times are written; null: UTC
 */
export async function* readClientRecords(
  db: Db,
  filter: ClientFilter,
  timeZone: string | null,
): AsyncGenerator<Readonly<Record<string, RecordValue>>> {
  let after = '0';
  for (;;) {
    const rows = await narrowed(db.selectFrom('clients'), filter)
      .innerJoin('clientContacts', 'clientContacts.clientId', 'clients.id')
      .select(['clients.id', 'clients.deviceId', 'clients.e164', 'clients.basicE164', 'clients.model'])
      .select(['clients.deviceType', 'clients.softwareType', 'clients.softwareVersion'])
      .select(['clientContacts.address', 'clients.firstSeenAt', 'clientContacts.lastContactAt'])
      .select(['clientContacts.lastContactReason', 'clients.mobilityEnabled', 'clients.partNumber'])
      .select(['clients.keyModules', 'clients.contactMeUri'])
      .where('clients.id', '>', after)
      .orderBy('clients.id')
      .limit(PORTION)
      .execute();
    for (const { id, firstSeenAt, lastContactAt, ...row } of rows) {
      after = id;
      yield {
        ...row,
        firstSeenAt: isoIn(firstSeenAt, timeZone),
        lastContactAt: isoIn(lastContactAt, timeZone),
      };
    }
    if (rows.length < PORTION) return;
  }
}
