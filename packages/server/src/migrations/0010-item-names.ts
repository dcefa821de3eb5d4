import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table item_corrections (
      parameter_id text primary key,
      item text,
      index_rule jsonb,
      codes jsonb,
      corrected_at timestamptz not null,
      corrected_by bigint references accounts (id) on delete set null,
      check (item is not null or index_rule is not null or codes is not null)
    )`.execute(db);
  // A storm of phones that refuse the same counts in the same few rows: free room in the page keeps that cheap.
  await sql`
    create table item_refusals (
      item text not null,
      idx integer not null,
      status text not null check (status in ('unknown item', 'invalid index', 'invalid data')),
      model text not null,
      software_type text not null,
      software_version text not null,
      count bigint not null,
      first_at timestamptz not null,
      last_at timestamptz not null,
      primary key (item, idx, status, model, software_type, software_version)
    ) with (fillfactor = 70)`.execute(db);
}
