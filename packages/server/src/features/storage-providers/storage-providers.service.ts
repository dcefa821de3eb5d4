import type { ClientBase } from 'pg';
import type { ServerContext } from '../../infra/context.ts';
import { inTransaction, type ScanSchedule } from '../../infra/db/index.ts';
import { checkIfMatch } from '../../infra/http/preconditions.ts';
import { checkSeenVersions, type SeenVersions } from '../../infra/http/seen-versions.ts';
import { invalidRequest } from '../../infra/http/validation.ts';
import { findProviderUses } from '../files/index.ts';
import { getDefaultTimeZone, getStorageProviderSettings } from '../settings/index.ts';
import { checkProvider } from './check-provider.ts';
import { openProvider } from './connection/open-provider.ts';
import type { ProviderPlace } from './connection/provider-connection.ts';
import { ProviderProblem } from './connection/provider-problem.ts';
import { connectionFailed, inUse, nameTaken, providerNotFound } from './provider-errors.ts';
import { withdrawScanNotifications } from './scan-notifications.ts';
import { nextScan } from './scan-schedule.ts';
import { insertScan, stopScans } from './scans.queries.ts';
import {
  deleteProviders,
  findStoredProviders,
  insertProvider,
  type ProviderRecord,
  type StoredProvider,
  updateProvider,
} from './storage-providers.queries.ts';
import { findProvider } from './storage-providers.read.ts';
import type {
  GivenScanSchedule,
  NewStorageProvider,
  StorageProvider,
  StorageProviderChange,
  StorageProviderTrial,
} from './storage-providers.schema.ts';

export type ProviderDeps = Pick<
  ServerContext,
  'pool' | 'db' | 'clock' | 'events' | 'secrets' | 'outbound' | 'log'
>;

/** @throws AppError `storage_provider.not_found` */
export async function getProvider({ db }: Pick<ProviderDeps, 'db'>, id: string): Promise<StorageProvider> {
  const provider = await findProvider(db, id);
  if (provider === undefined) throw providerNotFound(id);
  return provider;
}

/** @throws AppError `request.invalid`, `storage_provider.name_taken`, `storage_provider.connection_failed` */
export async function createProvider(
  deps: ProviderDeps,
  given: NewStorageProvider,
  username: string,
): Promise<StorageProvider> {
  const schedule = await completeSchedule(deps, given.schedule ?? { kind: 'never' });
  const place = checkProvider({ ...nothing, ...placeOf(given) }, schedule);
  if (given.validate !== false) await tryProvider(deps, place);
  const now = deps.clock.now();
  const name = given.name.trim();
  const id = await inTransaction(deps.pool, async (tx) => {
    const record = {
      ...recordOf(deps, place, place.secret),
      name,
      schedule,
      nextScanAt: nextScan(schedule, now),
    };
    const inserted = await insertProvider(tx, record, { username, now });
    if (inserted === undefined) throw nameTaken(name);
    if (given.startScan === true) await insertScan(tx, inserted, { origin: 'manual', by: username, now });
    return inserted;
  });
  deps.events.changed('storageProviders', [id]);
  return getProvider(deps, id);
}

/** A schedule that names no time zone gets that of the settings. */
async function completeSchedule({ pool }: ProviderDeps, given: GivenScanSchedule): Promise<ScanSchedule> {
  if (given.kind !== 'daily') return given;
  return { ...given, timeZone: given.timeZone ?? (await getDefaultTimeZone(pool)) };
}

export interface GuardedProviderChange {
  readonly ifMatch: string | undefined;
  readonly username: string;
}

/**
 * Changes what is said of a provider. A connection is tried before anything is locked; whoever was faster in the meantime is noticed
 * by the version.
 *
 * @throws AppError as `createProvider`, and `storage_provider.not_found`, `request.precondition_required`, `request.outdated`
 */
export async function changeProvider(
  deps: ProviderDeps,
  id: string,
  change: StorageProviderChange,
  { ifMatch, username }: GuardedProviderChange,
): Promise<StorageProvider> {
  const before = await getProvider(deps, id);
  checkIfMatch(ifMatch, before);
  const stored = await getStored(deps, id);
  const schedule = await completeSchedule(deps, change.schedule ?? stored.schedule);
  const place = checkProvider(mergedPlace(deps, stored, change), schedule);
  const moved = isElsewhere(openPlace(deps, stored), place);
  if (change.validate !== false && (moved || change.validate === true)) await tryProvider(deps, place);
  const name = change.name?.trim() ?? stored.name;
  const now = deps.clock.now();
  await inTransaction(deps.pool, async (tx) => {
    const [locked] = await findStoredProviders(tx, [id], true);
    if (locked === undefined) throw providerNotFound(id);
    if (locked.version !== stored.version) checkIfMatch(`"${stored.version}"`, await getProvider(deps, id));
    const sameSchedule = JSON.stringify(schedule) === JSON.stringify(stored.schedule);
    const record: ProviderRecord = {
      ...recordOf(deps, place, place.secret),
      name,
      schedule,
      nextScanAt: sameSchedule ? locked.nextScanAt : nextScan(schedule, now),
    };
    if (!(await updateProvider(tx, id, record, { username, now }))) throw nameTaken(name);
    if (moved) await stopScans(tx, [id], username, now);
    if (change.startScan === true) await insertScan(tx, id, { origin: 'manual', by: username, now });
  });
  deps.events.changed('storageProviders', [id]);
  return getProvider(deps, id);
}

/** @throws AppError `storage_provider.not_found`, `storage_provider.in_use`, and when somebody else was faster */
export async function deleteProvider(
  deps: ProviderDeps,
  id: string,
  ifMatch: string | undefined,
): Promise<void> {
  const deleted = await removeProviders(deps, [id], async () =>
    checkIfMatch(ifMatch, await getProvider(deps, id)),
  );
  if (deleted === 0) throw providerNotFound(id);
}

/** All of them or none. @returns how many there were @throws AppError `storage_provider.in_use`, `request.outdated` */
export function deleteSeveral(
  deps: ProviderDeps,
  ids: readonly string[],
  versions: SeenVersions | undefined,
): Promise<number> {
  return removeProviders(deps, ids, (stored) => checkSeenVersions(versions, stored));
}

/** @param check whether what is stored, which nobody changes meanwhile, is what was meant */
async function removeProviders(
  deps: ProviderDeps,
  ids: readonly string[],
  check: (stored: readonly StoredProvider[]) => void | Promise<void>,
): Promise<number> {
  let told = false;
  const deleted = await inTransaction(deps.pool, async (tx) => {
    const stored = await findStoredProviders(tx, ids, true);
    if (stored.length > 0) await check(stored);
    for (const provider of stored) await refuseUsed(tx, provider);
    const existing = stored.map(({ id }) => id);
    if (await withdrawScanNotifications(tx, existing)) told = true;
    return deleteProviders(tx, existing);
  });
  if (told) deps.events.changed('notifications', 'all');
  if (deleted > 0) {
    deps.events.changed('storageProviders', ids);
    deps.events.changed('files', 'all');
  }
  return deleted;
}

async function refuseUsed(tx: ClientBase, { id, name }: StoredProvider): Promise<void> {
  const uses = await findProviderUses(tx, [id]);
  if (uses.templates.length > 0 || uses.jobs.length > 0) throw inUse(name, uses);
}

/** Tries a connection and stores nothing. @returns the problem, if there is one @throws AppError `storage_provider.not_found` */
export async function validateProvider(
  deps: ProviderDeps,
  { id, ...given }: StorageProviderTrial,
): Promise<ProviderProblem | undefined> {
  const stored = id === undefined ? undefined : await getStored(deps, id);
  const merged = stored === undefined ? { ...nothing, ...placeOf(given) } : mergedPlace(deps, stored, given);
  return findProblem(deps, checkProvider(merged, { kind: 'never' }));
}

async function tryProvider(deps: ProviderDeps, place: ProviderPlace): Promise<void> {
  const problem = await findProblem(deps, place);
  if (problem !== undefined) throw connectionFailed(problem);
}

async function findProblem(deps: ProviderDeps, place: ProviderPlace): Promise<ProviderProblem | undefined> {
  const { verifyTls } = await getStorageProviderSettings(deps.pool);
  const connection = openProvider(place, { guard: deps.outbound, verifyTls });
  try {
    await connection.check(AbortSignal.timeout(TRIAL_MS));
    return undefined;
  } catch (error) {
    if (!(error instanceof ProviderProblem)) throw error;
    deps.log.info(
      { err: error.cause, provider: place.url, kind: error.kind },
      'a storage provider was refused',
    );
    return error;
  } finally {
    connection.close();
  }
}

/** Nobody waits longer for the answer of a form. */
const TRIAL_MS = 45_000;

const nothing: ProviderPlace = {
  type: 's3',
  url: '',
  region: '',
  bucket: '',
  pathStyle: false,
  prefix: '',
  user: '',
  secret: '',
  ca: '',
};

/** The parts of a place that are given. */
function placeOf(given: StorageProviderTrial | StorageProviderChange): Partial<ProviderPlace> {
  const entries = Object.keys(nothing).flatMap((key) => {
    const value = (given as Readonly<Record<string, unknown>>)[key];
    return value === undefined ? [] : [[key, value]];
  });
  return Object.fromEntries(entries) as Partial<ProviderPlace>;
}

/**
 * A stored place with a change. A stored secret goes to nobody else than before.
 *
 * @throws AppError `request.invalid` when the provider moves and its secret is not given again
 */
function mergedPlace(
  deps: Pick<ProviderDeps, 'secrets'>,
  stored: StoredProvider,
  change: StorageProviderTrial | StorageProviderChange,
): ProviderPlace {
  const before = openPlace(deps, stored);
  const place = { ...before, ...placeOf(change) };
  const movesOn = place.type !== before.type || originOf(place.url) !== originOf(before.url);
  if (!movesOn || change.secret !== undefined || before.secret === '' || place.user === '') {
    return place.user === '' && change.secret === undefined ? { ...place, secret: '' } : place;
  }
  const text = {
    en: 'The address leads to another server than before: enter the secret again, so that nobody gets it by mistake.',
    de: 'Die Adresse führt zu einem anderen Server als bisher: Geben Sie das Kennwort oder den geheimen Schlüssel erneut an, damit es niemand versehentlich erhält.',
  };
  throw invalidRequest([{ field: 'secret', message: text.en, code: 'storage_provider.secret_needed', text }]);
}

function originOf(url: string): string {
  return URL.parse(url)?.origin ?? '';
}

/** Whether what lies there, or who we are there, may be another. */
function isElsewhere(before: ProviderPlace, after: ProviderPlace): boolean {
  return JSON.stringify({ ...nothing, ...before }) !== JSON.stringify({ ...nothing, ...after });
}

function recordOf(
  { secrets }: Pick<ProviderDeps, 'secrets'>,
  { secret: _secret, ...place }: ProviderPlace,
  secret: string,
): Omit<ProviderRecord, 'name' | 'schedule' | 'nextScanAt'> {
  return { ...place, sealedSecret: secret === '' ? null : secrets.seal(secret) };
}

/** A stored provider as connections need it. @throws SealError when its secret is of another key */
export function openPlace({ secrets }: Pick<ProviderDeps, 'secrets'>, stored: StoredProvider): ProviderPlace {
  const { type, url, region, bucket, pathStyle, prefix, user, ca, sealedSecret } = stored;
  const secret = sealedSecret === null ? '' : secrets.open(sealedSecret);
  return { type, url, region, bucket, pathStyle, prefix, user, secret, ca };
}

async function getStored({ pool }: Pick<ProviderDeps, 'pool'>, id: string): Promise<StoredProvider> {
  const [stored] = await findStoredProviders(pool, [id]);
  if (stored === undefined) throw providerNotFound(id);
  return stored;
}
