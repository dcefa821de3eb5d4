import { type Kysely, sql } from 'kysely';

/**
 * What became of the clients of a rollout is counted once and then only where something has changed. Changes are noted as rows of
 * their own, so that no phone waits for another one; whoever looks at the rollout takes them into its counts.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table rollout_clients
      add column counted text not null default 'none'
        check (counted in ('none', 'accepted', 'success', 'failed', 'canceled', 'unsent', 'under-way')),
      add column sent_at timestamptz`.execute(db);
  await sql`
    update rollout_clients m set counted = n.counted, sent_at = n.sent_at
    from (
      select c.rollout_id, c.client_id,
        case
          when c.accepted and t.state <> 'success' then 'accepted'
          when t.state = 'success' then 'success'
          when t.state in ('failed', 'timeout', 'partial-successful') then 'failed'
          when t.state = 'canceled' then 'canceled'
          when t.state in ('waiting', 'contacting', 'busy') then 'unsent'
          else 'under-way'
        end as counted,
        case when t.state = 'in-dialogue'
          then nullif(coalesce(t.progress ->> 'sentAt', t.progress ->> 'toldAt'), '')::timestamptz
        end as sent_at
      from rollout_clients c
      cross join lateral (
        select t.state, t.progress from job_targets t join rollout_jobs r on r.job_id = t.job_id
        where t.client_id = c.client_id and r.rollout_id = c.rollout_id order by t.id desc limit 1
      ) t
    ) n
    where m.rollout_id = n.rollout_id and m.client_id = n.client_id`.execute(db);
  await sql`alter table rollout_waves add column tally jsonb not null default '{}'`.execute(db);
  await sql`
    update rollout_waves w set tally = n.tally
    from (
      select rollout_id, wave, jsonb_object_agg(counted, count) as tally
      from (select rollout_id, wave, counted, count(*) from rollout_clients group by 1, 2, 3) c group by 1, 2
    ) n
    where w.rollout_id = n.rollout_id and w.wave = n.wave`.execute(db);
  await sql`
    create index rollout_clients_away on rollout_clients (rollout_id, sent_at) where counted = 'under-way'`.execute(
    db,
  );
  // A client that may count as something else now; or, without one, that a client is gone that counted as something in a wave.
  await sql`
    create table rollout_changes (
      rollout_id bigint not null references rollouts (id) on delete cascade,
      client_id bigint,
      wave integer,
      counted text,
      check ((client_id is null) = (wave is not null) and (wave is null) = (counted is null))
    )`.execute(db);
  await sql`create index rollout_changes_rollout on rollout_changes (rollout_id)`.execute(db);
  await sql`
    create function rollout_targets_changed() returns trigger language plpgsql as $$
      begin
        if not exists (select from rollout_jobs) then
          return null;
        end if;
        insert into rollout_changes (rollout_id, client_id)
        select r.rollout_id, n.client_id
        from after_update n
        join before_update o on o.id = n.id
        join rollout_jobs r on r.job_id = n.job_id
        where n.client_id is not null and (n.state <> o.state or n.state = 'in-dialogue');
        return null;
      end $$`.execute(db);
  await sql`
    create trigger rollout_targets_changed after update on job_targets
    referencing old table as before_update new table as after_update
    for each statement execute function rollout_targets_changed()`.execute(db);
  await sql`
    create function rollout_clients_gone() returns trigger language plpgsql as $$
      begin
        insert into rollout_changes (rollout_id, wave, counted)
        select g.rollout_id, g.wave, g.counted
        from gone g join rollouts r on r.id = g.rollout_id;
        return null;
      end $$`.execute(db);
  await sql`
    create trigger rollout_clients_gone after delete on rollout_clients
    referencing old table as gone for each statement execute function rollout_clients_gone()`.execute(db);
}
