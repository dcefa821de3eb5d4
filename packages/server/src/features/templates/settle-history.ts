import type { ClientBase } from 'pg';
import type { ChangedItem } from '../../infra/db/index.ts';
import { type ClientWish, isSameWish, recordSourceChanges, type SourceChange } from '../values/index.ts';
import { findTemplateNames } from './assignments.queries.ts';
import type { Assignment, SettleContext } from './assignments.ts';

const causes = { group: 'group', template: 'template', onboarding: 'onboarding' } as const;

/** Writes down what these assignments want now and wanted before; clients with the same change share an entry. */
export async function recordWishes(
  tx: ClientBase,
  assignments: readonly Assignment[],
  before: readonly ClientWish[],
  after: readonly ClientWish[],
  { by, jobId, now }: Pick<SettleContext, 'by' | 'jobId' | 'now'>,
): Promise<void> {
  const names = await findTemplateNames(tx, [...new Set(assignments.map(({ templateId }) => templateId))]);
  const [old, wanted] = [bySource(before), bySource(after)];
  const changes = new Map<
    string,
    SourceChange & { readonly old: Map<string, Record<string, string | true> | null> }
  >();
  for (const { clientId, origin, templateId } of assignments) {
    const key = sourceKey({ clientId, origin, sourceId: templateId });
    const { items, texts } = differences(old.get(key) ?? [], wanted.get(key) ?? []);
    if (items.length === 0) continue;
    const change = JSON.stringify([origin, templateId, items]);
    const known = changes.get(change) ?? {
      source: { templateId, templateName: names.get(templateId) ?? '', origin },
      cause: causes[origin],
      items,
      old: new Map(),
    };
    known.old.set(clientId, Object.keys(texts).length === 0 ? null : texts);
    changes.set(change, known);
  }
  await recordSourceChanges(tx, [...changes.values()], { by, jobId: jobId ?? null, now });
}

function bySource(wishes: readonly ClientWish[]): Map<string, ClientWish[]> {
  return Map.groupBy(wishes, sourceKey);
}

function sourceKey({
  clientId,
  origin,
  sourceId,
}: Pick<ClientWish, 'clientId' | 'origin' | 'sourceId'>): string {
  return `${clientId} ${origin} ${sourceId}`;
}

function differences(old: readonly ClientWish[], wanted: readonly ClientWish[]) {
  const valueKey = ({ item, idx }: ClientWish) => `${idx} ${item}`;
  const before = new Map(old.map((wish) => [valueKey(wish), wish]));
  const now = new Map(wanted.map((wish) => [valueKey(wish), wish]));
  const items: ChangedItem[] = [];
  const texts: Record<string, string | true> = {};
  for (const key of [...new Set([...before.keys(), ...now.keys()])].sort()) {
    const [was, is] = [before.get(key), now.get(key)];
    const known = is ?? was;
    if (known === undefined || isSameWish(was, is)) continue;
    if (was !== undefined) texts[String(items.length)] = was.value ?? true;
    const { item, idx } = known;
    items.push(
      is !== undefined && is.value === null
        ? { item, idx, value: null, secret: true }
        : { item, idx, value: is?.value ?? null },
    );
  }
  return { items, texts };
}
