import { type Catalog, fitsIndex } from '@deskfleet/catalog';
import { itemKey } from '@deskfleet/protocol';
import type { ClientBase } from 'pg';
import { findKinds, holdClients } from '../clients/index.ts';
import {
  type CheckedValue,
  type ClientKind,
  type ClientWish,
  compareWithReported,
  findCountingWishes,
  inForce,
  isSameWish,
  refOf,
  unfitness,
} from '../values/index.ts';
import {
  chooseTemplates,
  findAssignable,
  findAssignments,
  findChosen,
  findOnboarding,
  kindKey,
  removeAssignments,
  removeOutdated,
  rerankAssignments,
  type UnfitValue,
  writeWishes,
} from './assignments.queries.ts';
import {
  type AssignableTemplate,
  type Assignment,
  type AssignmentChanges,
  compareAssignments,
  fitsKind,
  type GroupWish,
  ofGroups,
  type SettleContext,
} from './assignments.ts';
import { markFilesDue } from './files-due.queries.ts';
import { recordWishes } from './settle-history.ts';
import { findContent, type StoredValue } from './templates.queries.ts';

/** By client the values that are in force now, differ from those before, and that the phone does not have; see `itemKey`. */
export type KeysInForce = ReadonlyMap<string, readonly string[]>;

/**
 * Brings the templates of clients in line with what is chosen for them and with their groups: what has come to them gets its rows
 * in `desired_values`, what is gone loses them, with an entry in the history. Does nothing the second time. A value that falls
 * back to nobody stays on the phone as it is, for there is no word for "unset".
 *
 * @param groupWishes templates that these clients have by their groups
 */
export async function settleClients(
  tx: ClientBase,
  clientIds: readonly string[],
  groupWishes: readonly GroupWish[],
  context: SettleContext,
): Promise<KeysInForce> {
  await holdClients(tx, clientIds);
  const [assigned, chosen, kinds] = [
    await findAssignments(tx, clientIds),
    await findChosen(tx, clientIds),
    await kindsOf(tx, clientIds),
  ];
  const templates = await findAssignable(tx, [
    ...new Set([...chosen, ...groupWishes].map(({ templateId }) => templateId)),
  ]);
  const byGroups = ofGroups(groupWishes, templates);
  const hasByGroup = new Set(byGroups.map(pairOf));
  // One that comes by a group as well would never be in force: it waits until the client leaves the group.
  const wanted = [
    ...byGroups,
    ...chosen
      .filter((one) => !hasByGroup.has(pairOf(one)))
      .flatMap(({ clientId, templateId }): Assignment[] => {
        const template = templates.get(templateId);
        if (template === undefined) return [];
        return [{ clientId, origin: 'template', templateId, ranking: template.ranking }];
      }),
  ].filter(({ clientId, templateId }) => isFor(templates.get(templateId), kinds.get(clientId)));
  const changes = compareAssignments(
    wanted,
    assigned.filter(({ origin }) => origin !== 'onboarding'),
  );
  return applyChanges(tx, { ...changes, refreshed: [] }, kinds, context);
}

/** A phone that has just registered. */
export interface Registration {
  readonly clientId: string;
  /** A template that was prepared for it; null: none. */
  readonly templateId: string | null;
}

/**
 * Gives phones that have just registered what is prepared for them: every onboarding template for their kind, written once, and the
 * template that was chosen for them beforehand. The values are in force at once, so that the dialogue of the registration can
 * bring them.
 *
 * @returns by client the values that have come into force
 */
export async function assignOnRegistration(
  tx: ClientBase,
  registrations: readonly Registration[],
  context: SettleContext,
): Promise<KeysInForce> {
  if (registrations.length === 0) return new Map();
  const prepared = registrations.flatMap(({ clientId, templateId }) =>
    templateId === null ? [] : [{ clientId, templateId }],
  );
  const onboarding = await findOnboarding(tx);
  const chosen = await findAssignable(tx, [...new Set(prepared.map(({ templateId }) => templateId))]);
  if (onboarding.length === 0 && chosen.size === 0) return new Map();
  const kinds = await kindsOf(
    tx,
    registrations.map(({ clientId }) => clientId),
  );
  const isOnboarding = new Set(onboarding.map(({ id }) => id));
  const joined = registrations.flatMap(({ clientId, templateId }): Assignment[] => {
    const own = templateId === null ? undefined : chosen.get(templateId);
    return [
      ...onboarding.map((template) => ({ template, origin: 'onboarding' as const })),
      ...(own === undefined || isOnboarding.has(own.id)
        ? []
        : [{ template: own, origin: 'template' as const }]),
    ].flatMap(({ template, origin }) =>
      isFor(template, kinds.get(clientId))
        ? [{ clientId, origin, templateId: template.id, ranking: template.ranking }]
        : [],
    );
  });
  await chooseTemplates(
    tx,
    joined.filter(({ origin }) => origin === 'template'),
    context.by,
    context.now,
  );
  return applyChanges(tx, { joined, left: [], reranked: [], refreshed: [] }, kinds, context);
}

/** What an order does with a template. */
export interface TemplateDelivery {
  readonly templateId: string;
  /** It is chosen for the clients; otherwise only clients that have it get its content. */
  readonly chooses: boolean;
  readonly clientIds: readonly string[];
}

/**
 * Brings the content of a template as it is now to clients that have it, or that it is chosen for.
 *
 * @returns by client the values that the phone has to get
 */
export async function deliverTemplate(
  tx: ClientBase,
  { templateId, chooses, clientIds }: TemplateDelivery,
  context: SettleContext,
): Promise<KeysInForce> {
  await holdClients(tx, clientIds);
  const kinds = await kindsOf(tx, clientIds);
  const templates = await findAssignable(tx, [templateId]);
  const template = templates.get(templateId);
  if (template === undefined) return new Map();
  const assigned = (await findAssignments(tx, clientIds)).filter(
    (one) => one.templateId === templateId && one.origin !== 'onboarding',
  );
  const has = new Set(assigned.map(({ clientId }) => clientId));
  const suited = clientIds.filter((clientId) => isFor(template, kinds.get(clientId)));
  if (chooses) {
    const choices = suited.map((clientId) => ({ clientId, templateId }));
    await chooseTemplates(tx, choices, context.by, context.now);
  }
  const joined = suited.flatMap((clientId): Assignment[] =>
    chooses && !has.has(clientId)
      ? [{ clientId, origin: 'template', templateId, ranking: template.ranking }]
      : [],
  );
  return applyChanges(
    tx,
    { joined, left: [], reranked: [], refreshed: assigned, applied: chooses },
    kinds,
    context,
  );
}

function pairOf({
  clientId,
  templateId,
}: {
  readonly clientId: string;
  readonly templateId: string;
}): string {
  return `${clientId} ${templateId}`;
}

function isFor(template: AssignableTemplate | undefined, kind: ClientKind | undefined): boolean {
  return template !== undefined && kind !== undefined && fitsKind(template, kind);
}

async function kindsOf(tx: ClientBase, clientIds: readonly string[]): Promise<Map<string, ClientKind>> {
  return new Map((await findKinds(tx, clientIds)).map(({ clientId, ...kind }) => [clientId, kind]));
}

interface Changes extends AssignmentChanges {
  /** They stay, and their template may have another content. */
  readonly refreshed: readonly Assignment[];
  /** Somebody has applied the template, so that clients that have it get its files again, should they lack them. */
  readonly applied?: boolean;
}

async function applyChanges(
  tx: ClientBase,
  { joined, left, reranked, refreshed, applied = false }: Changes,
  kinds: ReadonlyMap<string, ClientKind>,
  context: SettleContext,
): Promise<KeysInForce> {
  const all = [...joined, ...left, ...reranked, ...refreshed];
  const clientIds = [...new Set(all.map(({ clientId }) => clientId))];
  if (clientIds.length === 0) return new Map();
  const before = await findCountingWishes(tx, clientIds);
  await removeAssignments(tx, left);
  await rerankAssignments(tx, reranked);
  await removeOutdated(tx, refreshed);
  const written = [...joined, ...refreshed];
  const content = await findContent(tx, [...new Set(written.map(({ templateId }) => templateId))]);
  const kindKeys = new Map([...kinds].map(([clientId, kind]) => [clientId, kindKey(kind)]));
  await markFilesDue(tx, applied ? written : joined, context.now);
  await writeWishes(tx, written, kindKeys, findUnfit(content, kinds, context.catalog), context.now);
  await compareWithReported(tx, clientIds, context.catalog);
  const after = await findCountingWishes(tx, clientIds);
  await recordWishes(tx, all, before, after, context);
  return newInForce(before, after);
}

/** Values that phones of these kinds cannot take; what the catalog does not know is left to the phones. */
function findUnfit(
  content: readonly StoredValue[],
  kinds: ReadonlyMap<string, ClientKind>,
  catalog: Catalog,
): UnfitValue[] {
  const distinct = new Map([...kinds.values()].map((kind) => [kindKey(kind), kind]));
  return content.flatMap(({ templateId, item, index, value, sealed }) => {
    const parameters = catalog
      .parametersForItem(item)
      .filter((parameter) => fitsIndex(parameter.index, index));
    const checked: CheckedValue = { place: 0, item, index, wire: sealed === null ? value : '', parameters };
    return [...distinct].flatMap(([key, kind]) =>
      unfitness(checked, kind) === undefined ? [] : [{ templateId, item, index, kind: key }],
    );
  });
}

function newInForce(before: readonly ClientWish[], after: readonly ClientWish[]): KeysInForce {
  const old = inForce(before);
  return new Map(
    [...inForce(after)].flatMap(([clientId, winners]) => {
      const keys = [...winners.values()]
        .map((winner) => ({ winner, key: itemKey(winner.item, refOf(winner.item, winner.idx).index) }))
        .filter(({ winner, key }) => winner.drift && !isSameWish(winner, old.get(clientId)?.get(key)))
        .map(({ key }) => key);
      return keys.length === 0 ? [] : [[clientId, keys] as const];
    }),
  );
}
