import { itemKey } from '@deskfleet/protocol';
import type { Pool } from 'pg';
import { decodeDocument, findDesired } from '../values/index.ts';

/** Parameters of a phone that decide how users log on and off there (guide 7.1.5). */
export interface MobilityParameters {
  /** Undefined: the phone does not say. Infinity: unlimited. */
  readonly logonAttempts: number | undefined;
  readonly passwordOnLogoff: boolean;
  /** *Data privacy*: the phone keeps nothing of a user who has gone. */
  readonly isPrivate: boolean;
}

/** What is wanted of them or, where nothing is, what the phone reports. */
export async function findMobilityParameters(pool: Pool, clientId: string): Promise<MobilityParameters> {
  const desired = (await findDesired(pool, [clientId])).get(clientId);
  const { rows } = await pool.query<{ document: Buffer }>({
    name: 'reported-document',
    text: 'select document from reported_values where client_id = $1',
    values: [clientId],
  });
  const [row] = rows;
  const reported = row === undefined ? undefined : decodeDocument(row.document);
  const textOf = (name: string) => {
    const wanted = desired?.get(itemKey(name));
    return wanted !== undefined && 'value' in wanted ? wanted.value : reported?.get(itemKey(name))?.value;
  };
  const attempts = textOf('mobility-logon-attempts');
  return {
    logonAttempts:
      attempts === undefined || attempts === null || !/^\d{1,3}$/.test(attempts)
        ? undefined
        : attempts === '0'
          ? Number.POSITIVE_INFINITY
          : Number(attempts),
    passwordOnLogoff: textOf('mobility-password-on-logoff') === 'true',
    isPrivate: textOf('mobility-mode') === '1',
  };
}
