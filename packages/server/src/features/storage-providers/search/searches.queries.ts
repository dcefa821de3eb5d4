import type { ClientBase, Pool } from 'pg';
import type { FoundProvider } from '../../../infra/db/index.ts';

const MAX_KEPT = 10;

export interface NewSearch {
  readonly targets: readonly string[];
  readonly ports: readonly number[];
  readonly ranges: readonly { readonly first: number; readonly last: number }[];
  readonly total: number;
  readonly by: string;
  readonly now: Date;
}

/** @returns undefined while another one runs */
export async function insertSearch(tx: ClientBase, search: NewSearch): Promise<string | undefined> {
  await tx.query(`select pg_advisory_xact_lock(hashtextextended('search for storage providers', 0))`);
  const { rows } = await tx.query<{ id: string }>(
    `insert into storage_provider_searches (targets, ports, firsts, lasts, total, state, lease_until, created_at, created_by)
     select $1, $2, $3, $4, $5, 'running', $6, $6, $7
     where not exists (select from storage_provider_searches where state = 'running') returning id`,
    [
      search.targets,
      search.ports,
      search.ranges.map(({ first }) => first),
      search.ranges.map(({ last }) => last),
      search.total,
      search.now,
      search.by,
    ],
  );
  await tx.query(
    `delete from storage_provider_searches where state <> 'running' and id not in (
       select id from storage_provider_searches order by id desc limit $1)`,
    [MAX_KEPT],
  );
  return rows[0]?.id;
}

export interface SearchRow {
  readonly id: string;
  readonly targets: readonly string[];
  readonly ports: readonly number[];
  readonly total: number;
  readonly asked: number;
  readonly state: 'running' | 'finished' | 'stopped';
  readonly found: readonly FoundProvider[];
  readonly createdAt: Date;
  readonly createdBy: string | null;
  readonly stoppedBy: string | null;
  readonly endedAt: Date | null;
}

const COLUMNS = `id, targets, ports, total, asked, state, found, created_at as "createdAt", created_by as "createdBy",
  stopped_by as "stoppedBy", ended_at as "endedAt"`;

/** The newest first. */
export async function listSearches(pool: Pool): Promise<SearchRow[]> {
  const { rows } = await pool.query<SearchRow>(
    `select ${COLUMNS} from storage_provider_searches order by id desc limit $1`,
    [MAX_KEPT],
  );
  return rows;
}

export async function findSearch(pool: Pool, id: string): Promise<SearchRow | undefined> {
  const { rows } = await pool.query<SearchRow>(
    `select ${COLUMNS} from storage_provider_searches where id = $1`,
    [id],
  );
  return rows[0];
}

export async function stopSearch(pool: Pool, id: string, by: string, now: Date): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update storage_provider_searches set state = 'stopped', stopped_by = $2, ended_at = $3 where id = $1 and state = 'running'`,
    [id, by, now],
  );
  return rowCount === 1;
}

/** A search in the hands of a node. */
export interface TakenSearch {
  readonly id: string;
  readonly attempt: number;
  readonly ports: readonly number[];
  readonly ranges: readonly { readonly first: number; readonly last: number }[];
  readonly total: number;
  /** Addresses that are done already. */
  readonly asked: number;
}

/** Takes a search that nobody has, or whose node is not heard of any more; it goes on where that one was. */
export async function takeSearch(pool: Pool, now: Date, leaseUntil: Date): Promise<TakenSearch | undefined> {
  const { rows } = await pool.query<{
    id: string;
    attempt: number;
    ports: number[];
    firsts: string[];
    lasts: string[];
    total: number;
    asked: number;
  }>(
    `update storage_provider_searches set attempt = attempt + 1, lease_until = $2
     where id = (
       select id from storage_provider_searches where state = 'running' and lease_until <= $1 limit 1 for update skip locked)
     returning id, attempt, ports, firsts, lasts, total, asked`,
    [now, leaseUntil],
  );
  const [row] = rows;
  if (row === undefined) return undefined;
  const { firsts, lasts, ...facts } = row;
  const ranges = firsts.map((first, place) => ({ first: Number(first), last: Number(lasts[place]) }));
  return { ...facts, ranges };
}

/** Keeps what came of some addresses. @returns false when the search is not this node's any more */
export async function addFound(
  pool: Pool,
  { id, attempt }: TakenSearch,
  progress: {
    readonly asked: number;
    readonly found: readonly FoundProvider[];
    readonly isOver: boolean;
    readonly leaseUntil: Date;
    readonly now: Date;
  },
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update storage_provider_searches set asked = asked + $3, found = found || $4::jsonb, lease_until = $5,
       state = case when $6 then 'finished' else state end, ended_at = case when $6 then $7::timestamptz end
     where id = $1 and attempt = $2 and state = 'running'`,
    [
      id,
      attempt,
      progress.asked,
      JSON.stringify(progress.found),
      progress.leaseUntil,
      progress.isOver,
      progress.now,
    ],
  );
  return rowCount === 1;
}
