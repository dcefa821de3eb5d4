import type { Pool } from 'pg';
import type { QuietContact } from '../../infra/db/index.ts';
import {
  type LoggedDialogue,
  MAX_DIALOGUES,
  MAX_DIALOGUES_OF_CLIENT,
  MAX_QUIET_OF_CLIENT,
} from './logged.ts';

/** Quiet contacts of a client since they were stored last. */
export interface QuietContacts {
  readonly clientId: string;
  readonly count: number;
  /** The latest ones, newest first. */
  readonly recent: readonly QuietContact[];
}

/** Stores dialogues, and removes what is too much of these clients; clients that are gone are left out. */
export async function storeDialogueLog(pool: Pool, dialogues: readonly LoggedDialogue[]): Promise<void> {
  if (dialogues.length === 0) return;
  await pool.query({
    name: 'store-dialogue-log',
    text: `
      insert into contact_log (client_id, began_at, dialogue, reason, address, took_ms, failed, target_ids, steps)
      select c.id, i.began_at, i.dialogue, i.reason, i.address, i.took_ms, i.failed,
        array(select jsonb_array_elements_text(i.target_ids)::bigint), i.steps::jsonb
      from jsonb_to_recordset($1::jsonb) as i (place int, client_id bigint, began_at timestamptz, dialogue text,
        reason text, address text, took_ms int, failed boolean, target_ids jsonb, steps text)
      join clients c on c.id = i.client_id
      order by i.place`,
    values: [
      JSON.stringify(
        dialogues.map((one, place) => ({
          place,
          client_id: one.clientId,
          began_at: one.beganAt,
          dialogue: one.dialogue,
          reason: one.reason,
          address: one.address,
          took_ms: Math.round(one.tookMs),
          failed: one.failed,
          target_ids: one.targetIds,
          steps: `[${one.steps}]`,
        })),
      ),
    ],
  });
  await pool.query({
    name: 'bound-dialogue-log',
    text: `
      delete from contact_log l
      using unnest($1::bigint[]) as c (id)
      where l.client_id = c.id and l.id <= (
        select o.id from contact_log o where o.client_id = c.id order by o.id desc offset $2 limit 1
      )`,
    values: [[...new Set(dialogues.map(({ clientId }) => clientId))], MAX_DIALOGUES_OF_CLIENT],
  });
}

/** Adds quiet contacts to those of before, of which only the latest stay; clients that are gone are left out. */
export async function storeQuietContacts(pool: Pool, contacts: readonly QuietContacts[]): Promise<void> {
  if (contacts.length === 0) return;
  await pool.query({
    name: 'store-quiet-contacts',
    text: `
      insert into quiet_contacts as q (client_id, count, recent)
      select c.id, i.count, i.recent
      from jsonb_to_recordset($1::jsonb) as i (client_id bigint, count bigint, recent jsonb)
      join clients c on c.id = i.client_id
      order by c.id
      on conflict (client_id) do update set
        count = q.count + excluded.count,
        recent = jsonb_path_query_array(excluded.recent || q.recent, '$[0 to ${MAX_QUIET_OF_CLIENT - 1}]')`,
    values: [
      JSON.stringify(contacts.map(({ clientId, count, recent }) => ({ client_id: clientId, count, recent }))),
    ],
  });
}

const PORTION = 5_000;

/** Removes dialogues that are too old or too many, and quiet contacts of clients that have been silent since. */
export async function trimContactLog(pool: Pool, since: Date): Promise<void> {
  for (;;) {
    const { rowCount } = await pool.query(
      `delete from contact_log where id in (
         select id from contact_log where began_at < $1 order by began_at limit $2
       )`,
      [since, PORTION],
    );
    if ((rowCount ?? 0) < PORTION) break;
  }
  // Ids are given in order: nobody has to count.
  for (;;) {
    const { rowCount } = await pool.query(
      `delete from contact_log where id in (
         select id from contact_log where id <= (select max(id) from contact_log) - $1::bigint order by id limit $2
       )`,
      [MAX_DIALOGUES, PORTION],
    );
    if ((rowCount ?? 0) < PORTION) break;
  }
  await pool.query(
    `delete from quiet_contacts q using client_contacts k
     where k.client_id = q.client_id and k.last_contact_at < $1`,
    [since],
  );
}
