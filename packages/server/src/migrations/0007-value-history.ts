import { type Kysely, sql } from 'kysely';

/**
 * Desired values of several origins at once, what of them is in force, and the history of what was submitted.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Several templates may want the same value: each of them has its row, and the smaller ranking goes first.
  await sql`
    alter table desired_values
      add column ranking integer not null default 0,
      add column source_id bigint not null default 0`.execute(db);
  await sql`
    alter table desired_values
      drop constraint desired_values_pkey,
      add primary key (client_id, item, idx, origin, source_id)`.execute(db);
  // What counts at the moment. The order of the origins is that of `origins` in the values feature; state 0: a mobile user is
  // logged on.
  await sql`
    create view counting_values as
    select v.client_id, v.item, v.idx, v.origin, v.ranking, v.source_id, v.value, v.sealed, v.set_at, v.set_by, v.job_id,
      v.drift, v.refused_status, v.refused_at,
      array_position('{user,edit,group,template,onboarding}', v.origin) as precedence
    from desired_values v
    where v.origin <> 'user' or exists (
      select from clients c where c.id = v.client_id and c.mobility_enabled and c.mobility_state = 0
    )`.execute(db);
  // Of these the first one of each value, found so that the few that drift or were refused are found fast.
  await sql`
    create view effective_values as
    select * from counting_values v
    where not exists (
      select from counting_values h
      where h.client_id = v.client_id and h.item = v.item and h.idx = v.idx
        and (h.precedence, h.ranking, h.source_id) < (v.precedence, v.ranking, v.source_id)
    )`.execute(db);
  // What was set is the same for all clients of an order, so it is stored once; only what was desired before differs.
  await sql`
    create table value_changes (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      changed_by text,
      cause text not null check (cause in ('configure', 'take-over', 'put-back')),
      job_id bigint unique,
      items jsonb not null
    )`.execute(db);
  await sql`create index value_changes_at on value_changes (at)`.execute(db);
  await sql`
    create table value_history (
      id bigint generated always as identity primary key,
      client_id bigint not null references clients (id) on delete cascade,
      change_id bigint not null references value_changes (id) on delete cascade,
      old jsonb
    )`.execute(db);
  await sql`create index value_history_client on value_history (client_id, id)`.execute(db);
  await sql`create index value_history_change on value_history (change_id)`.execute(db);
}
