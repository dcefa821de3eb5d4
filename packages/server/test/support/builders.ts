import type { Item } from '@deskfleet/protocol';
import type { Pool } from 'pg';
import {
  type ProfiledContact,
  profileHash,
  profileOf,
  storeProfiles,
} from '../../src/features/clients/index.ts';

let count = 0;

export interface ClientToBe {
  readonly deviceId?: string;
  readonly address?: string;
  readonly at?: Date;
  /** Basic items that are added to the usual ones or replace them. */
  readonly said?: Readonly<Record<string, string>>;
}

/** What a start-up tells of a phone that no other test has. */
export function aStartUp(options: ClientToBe = {}): ProfiledContact {
  count += 1;
  const number = [count >> 8, count & 255].map((byte) => byte.toString(16).padStart(2, '0').toUpperCase());
  const deviceId = options.deviceId ?? `00:1A:E8:10:${number.join(':')}`;
  const address = options.address ?? `127.9.${count >> 8}.${count & 255}`;
  const said = {
    'mac-addr': deviceId,
    'device-type': 'OpenScape Desk Phone CP410',
    'software-type': 'Siemens SIP',
    'software-version': 'V1 R10.2.2',
    'contact-me-uri': `http://${address}:8085/contact_dls.html/ContactDLS`,
    e164: `4989700${count}`,
    ...options.said,
  };
  const items: Item[] = Object.entries(said).map(([name, value]) => ({ name, value }));
  return {
    deviceId,
    address,
    reason: 'start-up',
    profileHash: profileHash(items, address),
    profile: profileOf(deviceId, items),
  };
}

/** Registers a phone. @returns the id of the client */
export async function aClient(pool: Pool, options: ClientToBe = {}): Promise<string> {
  const [stored] = await storeProfiles(pool, [aStartUp(options)], options.at ?? new Date());
  if (stored === undefined) throw new TypeError('the phone was not registered');
  return stored.clientId;
}

/** A template without values. @returns its id */
export async function aTemplate(pool: Pool, name: string, now = new Date()): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `insert into templates (name, description, type, ranking, models, software_types, software_update, created_at,
       updated_at) values ($1, '', 'default', 1, '{}', '{}', 'disabled', $2, $2) returning id`,
    [name, now],
  );
  return rows[0]?.id ?? '';
}
