import { itemKey } from '@deskfleet/protocol';
import type { ClientBase, Pool } from 'pg';
import type { CatalogInUse } from '../../infra/catalog/index.ts';
import type { Clock } from '../../infra/clock/index.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { AppError, type FieldError } from '../../infra/errors/index.ts';
import type { EventHub } from '../../infra/events/index.ts';
import { checkIfMatch } from '../../infra/http/preconditions.ts';
import { checkSeenVersions, type SeenVersions } from '../../infra/http/seen-versions.ts';
import { invalidRequest } from '../../infra/http/validation.ts';
import type { SecretBox } from '../../infra/secrets/index.ts';
import { findAssignable } from '../templates/index.ts';
import { type CheckedValue, checkValues, type OrderedValue, sealValues } from '../values/index.ts';
import {
  deletePrepared,
  type Editor,
  findHolders,
  type Holder,
  holdPrepared,
  holdSeveralPrepared,
  insertPrepared,
  type PreparedRow,
  type StoredPreparation,
  updatePrepared,
} from './plug-and-play.queries.ts';
import { MAX_PREPARED_VALUES, type PlugAndPlayClient, type Preparation } from './plug-and-play.schema.ts';
import { toPlugAndPlayClient } from './plug-and-play.view.ts';
import { nothingToRecognize, type ReadField, readTypedDeviceId, readTypedE164 } from './preparation.ts';

export interface PlugAndPlayDeps {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly events: Pick<EventHub, 'changed'>;
  readonly secrets: SecretBox;
  readonly catalog: CatalogInUse;
}

/**
 * Prepares a client for a phone that has not called yet.
 *
 * @throws AppError `request.invalid`, `job.invalid_value`, `plug_and_play.taken`
 */
export async function prepareClient(
  deps: PlugAndPlayDeps,
  preparation: Preparation,
  editor: Editor,
): Promise<PlugAndPlayClient> {
  const stored = readPreparation(deps, preparation, emptyPreparation);
  const row = await inTransaction(deps.pool, (tx) => storePrepared(tx, stored, editor, deps.clock.now()));
  deps.events.changed('plugAndPlay', [row.id]);
  return toPlugAndPlayClient(row, deps.catalog.current());
}

/**
 * Stores a preparation in the caller's transaction: announce `plugAndPlay` after the commit.
 *
 * @param replacesClientId the client in whose place the phone comes; it may have the same number
 * @throws AppError `plug_and_play.taken`
 */
export async function storePrepared(
  tx: ClientBase,
  stored: StoredPreparation,
  editor: Editor,
  now: Date,
  replacesClientId: string | null = null,
): Promise<PreparedRow> {
  const except = { id: null, clientId: replacesClientId };
  await refuseUnknownTemplate(tx, stored.templateId);
  refuseTaken(stored, await findHolders(tx, stored, except));
  const row = await insertPrepared(tx, stored, editor, now, replacesClientId);
  if (row !== undefined) return row;
  // Somebody else has just prepared the same.
  refuseTaken(stored, await findHolders(tx, stored, except));
  throw new AppError(
    'plug_and_play.taken',
    'The same has just been prepared by somebody else: look at the list.',
  );
}

interface GuardedEdit {
  readonly ifMatch: string | undefined;
  readonly editor: Editor;
}

/**
 * Changes what is prepared; what is absent stays as it is.
 *
 * @throws AppError `plug_and_play.not_found`, `plug_and_play.recognized`, `request.outdated`, and those of `prepareClient`
 */
export function changePrepared(
  deps: PlugAndPlayDeps,
  id: string,
  change: Preparation,
  edit: GuardedEdit,
): Promise<PlugAndPlayClient> {
  return rewrite(deps, id, edit, (before) => readPreparation(deps, change, before));
}

/**
 * Changes some of the values that are prepared: null takes one out, what is not named stays, secrets that nobody sees among it.
 *
 * @throws AppError `plug_and_play.not_found`, `plug_and_play.recognized`, `request.outdated`, `request.invalid`,
 *   `job.invalid_value`
 */
export function changePreparedValues(
  deps: PlugAndPlayDeps,
  id: string,
  ordered: readonly OrderedValue[],
  edit: GuardedEdit,
): Promise<PlugAndPlayClient> {
  return rewrite(deps, id, edit, (before) => {
    const checked = checkValues(ordered, deps.catalog.current());
    const named = new Set(checked.map(({ item, index }) => itemKey(item, index ?? undefined)));
    const values = [
      ...before.values.filter(({ name, index }) => !named.has(itemKey(name, index))),
      ...sealPrepared(checked, deps.secrets),
    ];
    if (values.length > MAX_PREPARED_VALUES) throw invalidRequest([tooManyValues(values.length)]);
    return { ...before, values };
  });
}

async function rewrite(
  { pool, clock, events, catalog }: PlugAndPlayDeps,
  id: string,
  { ifMatch, editor }: GuardedEdit,
  rewritten: (before: PreparedRow) => StoredPreparation,
): Promise<PlugAndPlayClient> {
  const row = await inTransaction(pool, async (tx) => {
    const before = await holdPrepared(tx, id);
    if (before === undefined) throw preparedNotFound(id);
    checkIfMatch(ifMatch, toPlugAndPlayClient(before, catalog.current()));
    if (before.clientId !== null) {
      throw new AppError(
        'plug_and_play.recognized',
        `The phone has called already and is the client ${before.clientId}: change it there.`,
      );
    }
    const stored = rewritten(before);
    if (stored.templateId !== before.templateId) await refuseUnknownTemplate(tx, stored.templateId);
    refuseTaken(stored, await findHolders(tx, stored, { id, clientId: before.replacesClientId }));
    await updatePrepared(tx, id, stored, editor, clock.now());
    const after = await holdPrepared(tx, id);
    if (after === undefined) throw preparedNotFound(id);
    return after;
  });
  events.changed('plugAndPlay', [id]);
  return toPlugAndPlayClient(row, catalog.current());
}

/**
 * Deletes one that is prepared.
 *
 * @throws AppError `plug_and_play.not_found`, `request.precondition_required`, `request.outdated`
 */
export async function removePrepared(
  { pool, events, catalog }: PlugAndPlayDeps,
  id: string,
  ifMatch: string | undefined,
): Promise<void> {
  await inTransaction(pool, async (tx) => {
    const row = await holdPrepared(tx, id);
    if (row === undefined) throw preparedNotFound(id);
    checkIfMatch(ifMatch, toPlugAndPlayClient(row, catalog.current()));
    await deletePrepared(tx, [id]);
  });
  events.changed('plugAndPlay', [id]);
}

/** Deletes several: all or none. @returns how many there were @throws AppError `request.outdated` */
export async function removeSeveralPrepared(
  { pool, events }: PlugAndPlayDeps,
  ids: readonly string[],
  versions: SeenVersions | undefined,
): Promise<number> {
  const deleted = await inTransaction(pool, async (tx) => {
    checkSeenVersions(versions, await holdSeveralPrepared(tx, ids));
    return deletePrepared(tx, ids);
  });
  if (deleted > 0) events.changed('plugAndPlay', 'all');
  return deleted;
}

const emptyPreparation: StoredPreparation = {
  deviceId: null,
  e164: null,
  hardwareType: '',
  secureMode: 'disabled',
  templateId: null,
  values: [],
};

function readPreparation(
  { catalog, secrets }: Pick<PlugAndPlayDeps, 'catalog' | 'secrets'>,
  given: Preparation,
  before: StoredPreparation,
): StoredPreparation {
  const errors: FieldError[] = [];
  const read = (field: 'deviceId' | 'e164', reader: (text: string) => ReadField): string | null => {
    const text = given[field];
    if (text === undefined) return before[field];
    const result = reader(text ?? '');
    if ('value' in result) return result.value;
    errors.push({ field, message: result.text.en, code: result.rule, text: { ...result.text } });
    return null;
  };
  const deviceId = read('deviceId', readTypedDeviceId);
  const e164 = read('e164', readTypedE164);
  if (errors.length === 0 && deviceId === null && e164 === null) {
    const { rule, text } = nothingToRecognize;
    errors.push({ field: 'deviceId', message: text.en, code: rule, text: { ...text } });
  }
  if (errors.length > 0) throw invalidRequest(errors);
  return {
    deviceId,
    e164,
    hardwareType: given.hardwareType ?? before.hardwareType,
    secureMode: given.secureMode ?? before.secureMode,
    templateId: given.templateId === undefined ? before.templateId : given.templateId,
    values:
      given.values === undefined
        ? before.values
        : readPreparedValues({ catalog, secrets }, given.values as readonly OrderedValue[]),
  };
}

/** Values to be stored with a preparation, the secrets among them sealed. @throws AppError `job.invalid_value` */
export function readPreparedValues(
  { catalog, secrets }: Pick<PlugAndPlayDeps, 'catalog' | 'secrets'>,
  values: readonly OrderedValue[],
): StoredPreparation['values'] {
  return sealPrepared(checkValues(values, catalog.current()), secrets);
}

/** Nothing is desired of a phone that has not called, so there is nothing to withdraw. */
function sealPrepared(checked: readonly CheckedValue[], secrets: SecretBox): StoredPreparation['values'] {
  return sealValues(
    checked.filter(({ wire }) => wire !== null),
    secrets,
  ).map((value) => ('sealed' in value ? value : { ...value, value: value.value ?? '' }));
}

function tooManyValues(count: number): FieldError {
  const text = {
    en: `That would be ${count} values: at most ${MAX_PREPARED_VALUES} can be prepared. A template can hold more.`,
    de: `Das wären ${count} Werte: Höchstens ${MAX_PREPARED_VALUES} können vorbereitet werden. Eine Vorlage kann mehr enthalten.`,
  };
  return { field: 'values', message: text.en, code: 'preparation.too_many_values', text };
}

export function preparedNotFound(id: string): AppError {
  return new AppError(
    'plug_and_play.not_found',
    `There is no Plug&Play client with the id ${id}: it may have been deleted.`,
  );
}

/** @throws AppError `request.invalid` */
async function refuseUnknownTemplate(tx: ClientBase, templateId: string | null): Promise<void> {
  if (templateId === null || (await findAssignable(tx, [templateId])).has(templateId)) return;
  const text = {
    en: `There is no template with the id ${templateId}: it may have been deleted.`,
    de: `Es gibt keine Vorlage mit der Id ${templateId}: Sie wurde vielleicht gelöscht.`,
  };
  throw invalidRequest([{ field: 'templateId', message: text.en, code: 'template.unknown', text }]);
}

function refuseTaken(wanted: Pick<StoredPreparation, 'deviceId' | 'e164'>, holders: readonly Holder[]): void {
  const [first] = holders;
  if (first === undefined) return;
  const errors = holders.map((holder): FieldError => {
    const text = takenText(wanted, holder);
    return { field: holder.field, message: text.en, code: 'plug_and_play.taken', text };
  });
  throw new AppError('plug_and_play.taken', takenText(wanted, first).en, { errors });
}

/** Who has the device ID or number, by name. */
export function takenText(
  wanted: Pick<StoredPreparation, 'deviceId' | 'e164'>,
  { field, kind, deviceId, e164, model }: Holder,
): { en: string; de: string } {
  const names = [field === 'deviceId' ? e164 : deviceId, model].filter(Boolean).join(', ');
  const other = names === '' ? '' : ` (${names})`;
  const what =
    field === 'deviceId'
      ? { en: `The device ID ${wanted.deviceId}`, de: `Die Geräte-ID ${wanted.deviceId}` }
      : { en: `The number ${wanted.e164}`, de: `Die Rufnummer ${wanted.e164}` };
  return kind === 'client'
    ? {
        en: `${what.en} is that of a client${other} already: choose another one, or change that client.`,
        de: `${what.de} hat bereits ein Telefon${other}: Wählen Sie eine andere oder ändern Sie dieses Telefon.`,
      }
    : {
        en: `${what.en} is that of another Plug&Play client${other} already: choose another one, or change that one.`,
        de: `${what.de} hat bereits ein anderes Plug&Play-Telefon${other}: Wählen Sie eine andere oder ändern Sie jenes.`,
      };
}
