import type { Group, GroupFilter, NewGroup } from '../../api/types.ts';

/** A group while it is being edited. */
export type GroupDraft = Required<NewGroup>;

export const FILTER_FIELDS = ['e164', 'addresses', 'clientTypes', 'serverAddresses'] as const;
export type FilterField = (typeof FILTER_FIELDS)[number];

const EMPTY_FILTER: GroupFilter = {
  match: 'all',
  e164: [],
  addresses: [],
  clientTypes: [],
  serverAddresses: [],
};

export const EMPTY_GROUP: GroupDraft = {
  name: '',
  description: '',
  ranking: 1,
  templateIds: [],
  filter: EMPTY_FILTER,
};

export function draftOf({ name, description, ranking, templates, filter }: Group): GroupDraft {
  return { name, description, ranking, templateIds: templates.map(({ id }) => id), filter };
}

/** The fields of a filter that are filled in. */
export function activeFields(filter: GroupFilter): FilterField[] {
  return FILTER_FIELDS.filter((field) => filter[field].length > 0);
}

/** Moves an element of a list by one place; at an end it stays. */
export function moved<T>(list: readonly T[], from: number, step: 1 | -1): T[] {
  const next = [...list];
  const [one, other] = [next[from], next[from + step]];
  if (one === undefined || other === undefined) return next;
  next[from] = other;
  next[from + step] = one;
  return next;
}
