/** Elements of a list that are selected, by id; those of other pages stay selected. */
export type IdSelection = ReadonlySet<string>;

export const NO_IDS: IdSelection = new Set();

export function toggleId(selection: IdSelection, id: string): IdSelection {
  const next = new Set(selection);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** Selects the shown page on top of what is selected, or takes it away when all of it is selected. */
export function toggleIds(selection: IdSelection, shown: readonly string[]): IdSelection {
  const whole = shown.length > 0 && shown.every((id) => selection.has(id));
  const next = new Set(selection);
  for (const id of shown) {
    if (whole) next.delete(id);
    else next.add(id);
  }
  return next;
}

/** Most elements of a page that the server answers. */
const LARGEST_PAGE = 100;

/** The ids of all elements of a list, page after page. */
export async function idsOfAllPages(
  ask: (window: { page: number; pageSize: number }) => Promise<{
    items: readonly { id: string }[];
    total: number;
  }>,
): Promise<IdSelection> {
  const ids = new Set<string>();
  for (let page = 1; ; page += 1) {
    const { items, total } = await ask({ page, pageSize: LARGEST_PAGE });
    for (const { id } of items) ids.add(id);
    if (items.length === 0 || page * LARGEST_PAGE >= total) return ids;
  }
}
