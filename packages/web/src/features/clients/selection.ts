import type { ClientFilter, ClientScope } from '../../api/types.ts';

/** Which clients are selected: some by id, or all that match the list's filter. */
export type Selection = { kind: 'some'; ids: ReadonlySet<string> } | { kind: 'all' };

export const NOTHING: Selection = { kind: 'some', ids: new Set() };

export function isSelected(selection: Selection, id: string): boolean {
  return selection.kind === 'all' || selection.ids.has(id);
}

/** @param total - clients that match the filter */
export function selectedCount(selection: Selection, total: number): number {
  return selection.kind === 'all' ? total : selection.ids.size;
}

/**
 * Selects or deselects one client.
 *
 * Taking one away from "all" leaves the shown page without it: what is not in sight is never picked silently.
 */
export function toggleOne(selection: Selection, id: string, shown: readonly string[]): Selection {
  const ids = new Set(selection.kind === 'all' ? shown : selection.ids);
  if (ids.has(id)) ids.delete(id);
  else ids.add(id);
  return { kind: 'some', ids };
}

/** Selects the shown page on top of what is selected, or takes it away when all of it is selected. */
export function togglePage(selection: Selection, shown: readonly string[]): Selection {
  if (selection.kind === 'all') return NOTHING;
  const whole = shown.length > 0 && shown.every((id) => selection.ids.has(id));
  const ids = new Set(selection.ids);
  for (const id of shown) {
    if (whole) ids.delete(id);
    else ids.add(id);
  }
  return { kind: 'some', ids };
}

/** The selection as an order takes it. */
export function scopeOf(selection: Selection, filter: ClientFilter): ClientScope {
  return selection.kind === 'all' ? { filter } : { ids: [...selection.ids] };
}

/** The scope with the number that somebody saw and meant: more than those are left alone. */
export function confirmed(scope: ClientScope, count: number): ClientScope {
  return 'filter' in scope ? { ...scope, confirmedCount: count } : scope;
}
