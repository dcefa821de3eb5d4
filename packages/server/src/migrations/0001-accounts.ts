import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table settings (
      key text primary key,
      value jsonb not null,
      updated_at timestamptz not null
    )`.execute(db);
  await sql`
    create table accounts (
      id bigint generated always as identity primary key,
      username text not null,
      password_hash text not null,
      must_change_password boolean not null,
      language text check (language in ('en', 'de')),
      theme text check (theme in ('light', 'dark')),
      preferences jsonb not null default '{}',
      created_at timestamptz not null,
      failed_logins integer not null default 0,
      last_failed_login_at timestamptz
    )`.execute(db);
  await sql`create unique index accounts_username on accounts (lower(username))`.execute(db);
  await sql`
    create table sessions (
      id bigint generated always as identity primary key,
      token_hash bytea not null unique,
      account_id bigint not null references accounts (id) on delete cascade,
      username text not null,
      must_change_password boolean not null,
      kind text not null check (kind in ('browser', 'token')),
      created_at timestamptz not null,
      last_seen_at timestamptz not null,
      expires_at timestamptz not null,
      keep_signed_in boolean not null,
      address text not null,
      user_agent text not null
    )`.execute(db);
  await sql`create index sessions_account on sessions (account_id)`.execute(db);
  await sql`create index sessions_expires on sessions (expires_at)`.execute(db);
  await sql`
    create table account_sources (
      account_id bigint not null references accounts (id) on delete cascade,
      source text not null,
      last_signed_in_at timestamptz not null,
      primary key (account_id, source)
    )`.execute(db);
  await sql`
    create table sign_in_attempts (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      account_key text not null,
      source text not null,
      failed boolean not null
    )`.execute(db);
  await sql`create index sign_in_attempts_account on sign_in_attempts (account_key, at)`.execute(db);
  await sql`create index sign_in_attempts_source on sign_in_attempts (source, at)`.execute(db);
}
