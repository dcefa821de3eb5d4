import type { createPool } from '@deskfleet/server/src/infra/db/index.ts';

type Pool = ReturnType<typeof createPool>;

/** How much there is of what grows beside the fleet. */
export interface ListSizes {
  readonly users: number;
  readonly jobs: number;
  /** As many as are kept, see `notifications`. */
  readonly notifications: number;
  readonly downloads: number;
  readonly files: number;
  readonly prepared: number;
  /** As many as are kept, see `acceptance`. */
  readonly held: number;
  readonly scanned: number;
}

export const LARGE_LISTS: ListSizes = {
  users: 20_000,
  jobs: 10_000,
  notifications: 5_000,
  downloads: 100_000,
  files: 100_000,
  prepared: 50_000,
  held: 10_000,
  scanned: 65_536,
};

/** Ids of what has a list of its own. */
export interface SeededLists {
  /** A job of the whole fleet that has ended. */
  readonly jobId: string;
  readonly rolloutId: string;
  readonly scanId: string;
  readonly providerId: string;
}

/** A number that says nothing of its place, from 0 up to a limit, in SQL. */
function scattered(place: string, limit: number | string): string {
  return `((hashint8(${place}) & 2147483647) % (${limit}))`;
}

/**
 * Fills what lists show, straight into the tables: what is measured is reading. Nothing of it makes the server do anything: jobs have
 * ended, users are where they are.
 */
export async function seedLists(pool: Pool, sizes: ListSizes): Promise<SeededLists> {
  await scatterContacts(pool);
  await seedDrift(pool);
  await seedUsers(pool, sizes.users);
  const jobId = await seedJobs(pool, sizes.jobs);
  const rolloutId = await seedRollout(pool, jobId);
  const providerId = await seedFiles(pool, sizes.files);
  await seedDownloads(pool, sizes.downloads);
  await seedPrepared(pool, sizes.prepared);
  await seedHeld(pool, sizes.held);
  const scanId = await seedScan(pool, sizes.scanned);
  await seedNotifications(pool, sizes.notifications);
  await pool.query('vacuum (analyze)');
  return { jobId, rolloutId, scanId, providerId };
}

/** Most called within the last day, some not for a month; and some ask by DCMP. */
async function scatterContacts(pool: Pool): Promise<void> {
  await pool.query(
    `update client_contacts set last_contact_at = now() - make_interval(
       secs => ${scattered('client_id', 86_400)} * case when client_id % 10 = 3 then 30 else 1 end)`,
  );
  await pool.query(
    `insert into client_polls (client_id, polled_at)
     select id, now() - interval '1 hour' from clients where not direct_access and id % 2 = 0`,
  );
  // As an installation is after weeks, and not after one statement that has written every row anew.
  await pool.query('vacuum (full, analyze) clients');
  await pool.query('vacuum (full, analyze) client_contacts');
}

/** Values in force of the whole fleet: one in twenty clients differs, one in a hundred has refused. */
async function seedDrift(pool: Pool): Promise<void> {
  await pool.query(
    `insert into desired_values (client_id, item, idx, origin, value, set_at, drift, refused_status, refused_at)
     select id, 'bench-item', -1, 'edit', 'wanted', now(), id % 20 = 3,
       case when id % 100 = 7 then 'read only' end, case when id % 100 = 7 then now() end
     from clients`,
  );
}

/** Every second one has a base device, every fourth is logged on. */
async function seedUsers(pool: Pool, users: number): Promise<void> {
  await pool.query(
    `insert into users (e164, password, base_client_id, client_id, logged_on_at, last_logon_at, last_logoff_at, profile_bytes,
       confirmed, logged_on_by, created_at, created_by, updated_at, updated_by)
     select '49893' || lpad(${scattered('n', 1_000_000)}::text, 6, '0') || lpad((n % 100)::text, 2, '0'), 'sealed',
       case when n % 2 = 0 then c.id end, case when n % 4 = 0 then c.id end, case when n % 4 = 0 then at end,
       case when n % 3 <> 0 then at end, case when n % 5 <> 0 then at + interval '1 hour' end, ${scattered('n + 1', 90_000)},
       n % 4 = 0, case when n % 4 = 0 then 'phone' end, now(), 'admin', now(), 'admin'
     from (select id, row_number() over (order by id) as n from clients) c
     cross join lateral (select now() - make_interval(secs => ${scattered('n + 2', 5_000_000)}) as at) t
     where n <= $1
     on conflict (e164) do nothing`,
    [users],
  );
}

const JOB_TYPES = `(array['configure', 'refresh-data', 'restart', 'factory-reset'])`;
const JOB_STATES = `(array['success', 'partial-successful', 'failed', 'timeout'])`;

/** Jobs that have ended, of one to five clients each, and one of the whole fleet. @returns the id of that one */
async function seedJobs(pool: Pool, jobs: number): Promise<string> {
  await pool.query(
    `insert into jobs (type, state, initiator_name, payload, created_at, planned_at, started_at, finished_at, timeout_seconds,
       target_count, target_counts)
     select ${JOB_TYPES}[1 + ${scattered('n', 4)}], ${JOB_STATES}[1 + ${scattered('n + 1', 4)}], 'admin-' || ${scattered('n + 2', 12)},
       jsonb_build_object('values', (
         select jsonb_agg(jsonb_build_object('name', 'bench-item-' || v, 'value', repeat(md5(n::text), 2)))
         from generate_series(1, 10) v
       )), at, at, at + interval '1 second', at + make_interval(secs => ${scattered('n + 3', 5_000)}), 7200, 1 + n % 5,
       jsonb_build_object('success', 1 + n % 5)
     from generate_series(1, $1::bigint - 1) n
     cross join lateral (select now() - make_interval(secs => ${scattered('n + 4', 15_000_000)}) as at) t`,
    [jobs],
  );
  await pool.query(
    `insert into job_targets (job_id, client_id, device_id, e164, device_type, model, state, open, attempts, created_at, updated_at,
       finished_at)
     select j.id, c.id, c.device_id, c.e164, c.device_type, c.model, 'success', false, 1, j.created_at, j.finished_at, j.finished_at
     from jobs j cross join generate_series(1, j.target_count) n
     join clients c on c.id = (select min(id) from clients) + ${scattered('j.id * 7 + n', '(select count(*) from clients)')}`,
  );
  const { rows } = await pool.query<{ id: string }>(
    `insert into jobs (type, state, initiator_name, payload, created_at, planned_at, started_at, finished_at, timeout_seconds,
       target_count, target_counts)
     select 'refresh-data', 'partial-successful', 'admin', '{}', now() - interval '2 hours', now() - interval '2 hours',
       now() - interval '2 hours', now(), 7200, count(*), '{}'
     from clients returning id`,
  );
  const id = rows[0]?.id ?? '';
  await pool.query(
    `insert into job_targets (job_id, client_id, device_id, e164, device_type, model, state, open, attempts, reason, created_at,
       updated_at, finished_at)
     select $1, id, device_id, e164, device_type, model, case when id % 50 = 0 then 'failed' else 'success' end, false,
       1 + ${scattered('id', 3)}, case when id % 50 = 0 then '{"code": "bench", "params": {}, "text": "The phone said no."}'::jsonb end,
       now() - interval '2 hours', at, at
     from clients cross join lateral (select now() - make_interval(secs => ${scattered('id + 1', 7_000)}) as at) t`,
    [id],
  );
  return id;
}

/** A rollout in four waves, all of them the job of the whole fleet. @returns its id */
async function seedRollout(pool: Pool, jobId: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `insert into rollouts (name, state, work, selection, wave_rules, rules, timeout_seconds, created_at, created_by, began_at,
       ended_at, sentence, client_count)
     select 'Rollout', 'done', '{"type": "refresh-data"}', '{"filter": {}}', '{"canary": null, "steps": [25, 50, 75, 100]}',
       '{"gate": {"successPercent": 90}, "window": null}', 7200, now(), 'admin', now(), now(),
       '{"code": "bench", "params": {}, "text": "Done."}', count(*)
     from clients returning id`,
  );
  const id = rows[0]?.id ?? '';
  await pool.query(
    `insert into rollout_waves (rollout_id, wave, kind, percent, client_count, began_at, counts, ended_at)
     select $1, w, 'step', 25 * w, n.clients, now(), jsonb_build_object('clients', n.clients, 'accepted', 0,
       'success', n.clients, 'failed', 0, 'canceled', 0, 'unsent', 0, 'underWay', 0, 'notBack', 0), now()
     from generate_series(1, 4) w cross join lateral (select count(*) as clients from clients where 1 + id % 4 = w) n`,
    [id],
  );
  await pool.query(
    'insert into rollout_clients (rollout_id, client_id, wave) select $1, id, 1 + (id % 4)::int from clients',
    [id],
  );
  await pool.query('insert into rollout_jobs (job_id, rollout_id, wave) values ($1, $2, 1)', [jobId, id]);
  return id;
}

/** Files of a storage provider, a third of them software. @returns the id of the provider */
async function seedFiles(pool: Pool, files: number): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `insert into storage_providers (type, name, url, schedule, created_at, updated_at)
     values ('https', 'Files', 'https://127.0.0.1:9/', '{"kind": "never"}', now(), now()) returning id`,
  );
  const id = rows[0]?.id ?? '';
  await pool.query(
    `insert into files (name, type, size, sha256, software_type, software_version, models, store, provider_id, provider_key, created_at,
       updated_at)
     select name, kind, 1000 + ${scattered('n + 1', 40_000_000)}, md5(n::text) || md5(n::text),
       case when kind = 'software' then 'SIP' end,
       case when kind = 'software' then format('V%s R%s.%s.%s', 1 + n % 3, ${scattered('n + 2', 20)}, n % 10, ${scattered('n + 3', 900)}) end,
       case when kind = 'software' then array['CP410'] else '{}' end, 'provider', $2, name, at, at
     from generate_series(1, $1::bigint) n
     cross join lateral (
       select (array['software', 'logo', 'screensaver', 'software', 'ringtone', 'picture'])[1 + ${scattered('n', 6)}] as kind,
         'file-' || md5(n::text) || '.bin' as name,
         now() - make_interval(secs => ${scattered('n + 4', 15_000_000)}) as at
     ) t`,
    [files, id],
  );
  return id;
}

async function seedDownloads(pool: Pool, downloads: number): Promise<void> {
  await pool.query(
    `insert into file_downloads (id, file_id, file_name, size, client_id, address, range_start, bytes, state, started_at, updated_at,
       ended_at)
     select gen_random_uuid(), f.id, f.name, f.size, c.id, host(c.called_from), 0, ${scattered('n + 1', 40_000_000)},
       case when n % 30 = 0 then 'broken-off' else 'completed' end, at, at, at + interval '1 minute'
     from generate_series(1, $1::bigint) n
     join clients c on c.id = (select min(id) from clients) + ${scattered('n + 2', '(select count(*) from clients)')}
     join files f on f.id = (select min(id) from files) + ${scattered('n + 3', 400)}
     cross join lateral (select now() - make_interval(secs => ${scattered('n + 4', 15_000_000)}) as at) t`,
    [downloads],
  );
}

/** One in ten has been recognized. */
async function seedPrepared(pool: Pool, prepared: number): Promise<void> {
  await pool.query(
    `insert into plug_and_play_clients (device_id, e164, hardware_type, created_at, created_by, updated_at, updated_by, recognized_at,
       recognized_by)
     select '00:1A:E8:' || substr(mac, 1, 2) || ':' || substr(mac, 3, 2) || ':' || substr(mac, 5, 2),
       '49894' || lpad(n::text, 8, '0'), (array['CP410', 'CP710', 'CP210'])[1 + n % 3], at, 'admin', at, 'admin',
       case when n % 10 = 0 then at + interval '1 day' end, case when n % 10 = 0 then 'device-id' end
     from generate_series(1, $1::bigint) n
     cross join lateral (
       select upper(lpad(to_hex(n), 6, '0')) as mac, now() - make_interval(secs => ${scattered('n', 15_000_000)}) as at
     ) t`,
    [prepared],
  );
}

async function seedHeld(pool: Pool, held: number): Promise<void> {
  await pool.query(
    `insert into held_phones (device_id, e164, device_type, model, software_type, software_version, address, contact_me_uri,
       first_called_at, last_called_at, notified_at)
     select '00:1A:E9:' || substr(mac, 1, 2) || ':' || substr(mac, 3, 2) || ':' || substr(mac, 5, 2),
       '49895' || lpad(n::text, 8, '0'), 'OpenScape Desk Phone CP410', 'CP410', 'SIP', 'V1 R7.4.0',
       '127.20.' || n / 256 || '.' || n % 256, '', at, at + interval '1 day', at
     from generate_series(1, $1::bigint) n
     cross join lateral (
       select upper(lpad(to_hex(n), 6, '0')) as mac, now() - make_interval(secs => ${scattered('n', 5_000_000)}) as at
     ) t`,
    [held],
  );
}

/** A scan of a large network that has ended; behind every second address was a phone. @returns its id */
async function seedScan(pool: Pool, addresses: number): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `insert into scans (targets, state, total, per_second, next_portion_at, created_at, created_by, ended_at, counts)
     values ('{127.10.0.0/16}', 'finished', $1, 50, now(), now(), 'admin', now(), '{}') returning id`,
    [addresses],
  );
  const id = rows[0]?.id ?? '';
  await pool.query(
    `insert into scan_addresses (scan_id, place, address, state, asked_at, client_id)
     select $1, n, '127.10.' || n / 256 || '.' || n % 256, case when c.id is null then 'timed-out' else 'answered' end,
       now(), c.id
     from generate_series(0, $2::integer - 1) n
     left join clients c on n % 2 = 0 and c.id = (select min(id) from clients) + n`,
    [id, addresses],
  );
  return id;
}

async function seedNotifications(pool: Pool, notifications: number): Promise<void> {
  await pool.query(
    `insert into notifications (at, kind, severity, client_id, params, text, dedupe_key, hour)
     select now() - make_interval(secs => ${scattered('n', 5_000_000)}),
       (array['client.registered', 'client.new_address', 'device_endpoint.overload'])[1 + n % 3],
       (array['info', 'warning', 'error'])[1 + n % 3], c.id, '{}', 'Something happened to the phone ' || c.device_id || '.', n::text, 0
     from generate_series(1, $1::bigint) n
     join clients c on c.id = (select min(id) from clients) + ${scattered('n + 1', '(select count(*) from clients)')}`,
    [notifications],
  );
}
