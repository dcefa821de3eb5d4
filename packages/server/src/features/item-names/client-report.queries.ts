import type { Scope } from '@deskfleet/catalog';
import type { Db } from '../../infra/db/index.ts';

/** What a client last told of itself and its configuration, as stored; undefined when there is no such client. */
export async function findReport(db: Db, clientId: string) {
  return db
    .selectFrom('clients')
    .innerJoin('clientContacts', 'clientContacts.clientId', 'clients.id')
    .leftJoin('reportedValues', 'reportedValues.clientId', 'clients.id')
    .select(['clients.model', 'clients.softwareType', 'clients.softwareVersion'])
    .select(['clientContacts.inventoryAt', 'reportedValues.document'])
    .where('clients.id', '=', clientId)
    .executeTakeFirst();
}

/** What a client is to the catalog; undefined when its software is neither SIP nor HFA. */
export function scopeOf(softwareType: string): Scope | undefined {
  if (softwareType === 'SIP') return 'client-sip';
  return softwareType === 'HFA' ? 'client-hfa' : undefined;
}
