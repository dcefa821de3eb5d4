import type { ServerContext } from '../../infra/context.ts';
import { inTransaction, type Wording } from '../../infra/db/index.ts';
import { AppError } from '../../infra/errors/index.ts';
import type { ClientSelection } from '../clients/index.ts';
import { findClientKinds, findSelectedClients } from '../clients/index.ts';
import { checkContentForGroups } from '../groups/index.ts';
import {
  announceJob,
  createJob,
  type JobOrder,
  type PreparedOrder,
  storeJob,
  wording,
} from '../jobs/index.ts';
import {
  checkContent,
  findClientsWith,
  findContent,
  fitsKind,
  type GuardedChange,
  getTemplate,
  isSameValue,
  lockForChange,
  markUnsettled,
  touchTemplate,
  unchooseTemplate,
  writeContent,
} from '../templates/index.ts';
import {
  type ChangeCause,
  contentKey,
  findWayBack,
  type OrderedValue,
  recordElementChange,
  sealValues,
  type WantedValue,
  type WayBack,
} from '../values/index.ts';

/** Who gives an order, and when it is to begin. */
export type TemplateOrder = Pick<JobOrder, 'initiator' | 'scheduledAt' | 'timeoutSeconds'>;

/**
 * Changes the content of a template, and orders that clients that have it get the change: both or neither.
 *
 * @returns the id of the job; undefined when nothing has changed, or no client has the template
 * @throws AppError `template.not_found`, `job.invalid_value`, `group.invalid_filter`, and when somebody else was faster
 */
export async function changeContent(
  context: ServerContext,
  id: string,
  values: readonly OrderedValue[],
  {
    ifMatch,
    cause = 'configure',
    ...order
  }: TemplateOrder & Pick<GuardedChange, 'ifMatch'> & { readonly cause?: ChangeCause },
): Promise<string | undefined> {
  const { pool, clock, catalog, secrets, events } = context;
  const ordered = await inTransaction(pool, async (tx) => {
    const template = await lockForChange(tx, context, id, ifMatch);
    const existing = await findContent(tx, [id]);
    const had = new Map(existing.map((value) => [contentKey(value.item, value.index), value]));
    const checked = checkContent(values, existing, catalog.current());
    const changed = checked.filter(
      (value) => !isSameValue(had.get(contentKey(value.item, value.index)), value, secrets),
    );
    if (changed.length === 0) return undefined;
    await checkContentForGroups(
      tx,
      template,
      changed.map(({ item, wire }) => ({ item, value: wire })),
    );
    const sealed = sealValues(changed, secrets);
    await writeContent(tx, id, sealed);
    await touchTemplate(tx, id, { username: order.initiator.name, now: clock.now() });
    const record = (jobId: string | null) => {
      const element = { kind: 'template', id } as const;
      const change = { element, values: sealed, before: existing, by: order.initiator.name, cause, jobId };
      return recordElementChange(tx, change, clock.now());
    };
    const clientIds = await findClientsWith(tx, id);
    if (clientIds.length === 0) {
      await record(null);
      return undefined;
    }
    const job: JobOrder = {
      ...order,
      clientIds,
      type: 'configure',
      values: sealed,
      template: { id, name: template.name, chooses: false },
    };
    const stored = await storeJob(tx, context, job);
    await record(stored.jobId);
    return { job, stored };
  });
  events.changed('templates', [id]);
  if (ordered === undefined) return undefined;
  await announceJob(context, ordered.job, ordered.stored);
  return ordered.stored.jobId;
}

/**
 * Makes a template want again what it wanted before an entry of its history, as `changeContent` does.
 *
 * @throws AppError as `changeContent`, and `history.not_found`, `history.nothing_to_put_back`
 */
export async function putBackContent(
  context: ServerContext,
  id: string,
  entry: { readonly id: string; readonly withLater: boolean },
  order: TemplateOrder & Pick<GuardedChange, 'ifMatch'>,
): Promise<{ way: WayBack; jobId: string | undefined }> {
  await getTemplate(context, id);
  const current = await findContent(context.pool, [id]);
  const way = await findWayBack(context.db, { kind: 'template', id }, current, entry.id, entry.withLater);
  const values = way.values.map(({ name, ...value }) => ({ item: name, ...value }));
  return { way, jobId: await changeContent(context, id, values, { ...order, cause: 'put-back' }) };
}

export interface ApplicationOrder extends TemplateOrder {
  readonly clients: ClientSelection;
  /** Clients that the template is not for are told apart instead of refusing the order. */
  readonly skipUnfit: boolean;
}

/**
 * Orders that clients get a template, and have it from then on.
 *
 * @returns the id of the job
 * @throws AppError `template.not_found`, `template.wrong_type`, `job.no_clients`, `job.unfit_clients`
 */
export async function applyTemplate(
  context: ServerContext,
  id: string,
  { clients, skipUnfit, ...order }: ApplicationOrder,
): Promise<string> {
  const clientIds = await findSelectedClients(context.db, clients);
  const { work, unfit } = await prepareApplication(context, id, { clientIds, skipUnfit });
  const jobId = await createJob(context, { ...work, ...order, clientIds, unfit });
  context.events.changed('templates', [id]);
  return jobId;
}

/**
 * What is to be done so that clients get a template with its content of this moment.
 *
 * @throws AppError `template.not_found`, `template.wrong_type`, `job.unfit_clients`
 */
export async function prepareApplication(
  context: ServerContext,
  id: string,
  { clientIds, skipUnfit }: { readonly clientIds: readonly string[]; readonly skipUnfit: boolean },
): Promise<PreparedOrder> {
  const template = await getTemplate(context, id);
  if (template.type !== 'default') throw wrongType();
  const unfit = await findUnfit(context, template, clientIds);
  if (unfit.size > 0 && (!skipUnfit || unfit.size === clientIds.length)) {
    throw new AppError(
      'job.unfit_clients',
      `The template “${template.name}” is not for the device or software type of ${unfit.size} of the ${clientIds.length} clients: leave them out, or order with "skipUnfit".`,
    );
  }
  const content = await findContent(context.pool, [id]);
  const values = content.map(({ item, index, value, sealed }): WantedValue => {
    const ref = index === null ? { name: item } : { name: item, index };
    return sealed === null ? { ...ref, value: value ?? '' } : { ...ref, sealed };
  });
  const ordered = { id, name: template.name, chooses: true };
  return { work: { type: 'configure', values, template: ordered }, unfit };
}

async function findUnfit(
  { db }: ServerContext,
  template: Parameters<typeof fitsKind>[0],
  clientIds: readonly string[],
): Promise<Map<string, Wording>> {
  if (template.models.length === 0 && template.softwareTypes.length === 0) return new Map();
  const kinds = await findClientKinds(db, clientIds);
  const reason = wording('target.not_for_kind');
  return new Map(kinds.flatMap((kind) => (fitsKind(template, kind) ? [] : [[kind.id, reason] as const])));
}

function wrongType(): AppError {
  const text = {
    en: 'Onboarding templates are written once, when a phone registers: choose a default template.',
    de: 'Vorlagen für die Inbetriebnahme werden nur einmal bei der Anmeldung eines Telefons geschrieben: Wählen Sie eine Standardvorlage.',
  };
  return new AppError('template.wrong_type', text.en, {
    errors: [{ field: '', message: text.en, code: 'template.wrong_type', text }],
  });
}

/** Clients of one transaction. */
const PORTION = 1_000;

/** Takes back that a template was applied to clients. @returns to how many @throws AppError `template.not_found` */
export async function withdrawTemplate(
  context: ServerContext,
  id: string,
  clients: ClientSelection,
): Promise<number> {
  const { db, pool, events } = context;
  await getTemplate(context, id);
  const clientIds = await findSelectedClients(db, clients);
  let withdrawn = 0;
  for (let from = 0; from < clientIds.length; from += PORTION) {
    const some = clientIds.slice(from, from + PORTION);
    withdrawn += await inTransaction(pool, async (tx) => {
      const had = await unchooseTemplate(tx, id, some);
      await markUnsettled(tx, had);
      return had.length;
    });
  }
  if (withdrawn > 0) events.changed('templates', [id]);
  return withdrawn;
}
