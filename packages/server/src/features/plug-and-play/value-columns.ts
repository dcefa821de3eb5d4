import type { Catalog } from '@deskfleet/catalog';
import type { PreparedValue } from '../../infra/db/index.ts';

/** An item as the heading of a column: its name, and its index in brackets. */
export interface ItemColumn {
  readonly item: string;
  readonly index?: number;
}

/** Reads a heading such as `reg-addr` or `key-label-unicode[3]`; undefined when the catalog knows no such item. */
export function readItemColumn(heading: string, catalog: Catalog): ItemColumn | undefined {
  const [, item = '', index] = /^([A-Za-z][\w.-]{0,127})(?:\[(\d{1,5})\])?$/.exec(heading) ?? [];
  if (catalog.parametersForItem(item).length === 0) return undefined;
  return index === undefined ? { item } : { item, index: Number(index) };
}

export function itemHeading({ item, index }: ItemColumn): string {
  return index === undefined ? item : `${item}[${index}]`;
}

/** The heading of the column in which a value stands. */
export function headingOf({ name, index }: PreparedValue): string {
  return itemHeading(index === undefined ? { item: name } : { item: name, index });
}
