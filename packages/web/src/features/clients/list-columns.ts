import type { ClientSort } from '../../api/types.ts';

/** Columns of the clients list in their default order (guide chapter 4, then our own). */
export const CLIENT_COLUMNS = [
  'e164',
  'type',
  'deviceId',
  'softwareVersion',
  'lastContact',
  'features',
  'address',
  'partNumber',
  'firstSeen',
  'openWork',
  'drift',
  'refused',
] as const;

export type ClientColumn = (typeof CLIENT_COLUMNS)[number];

export const COLUMN_SORT: Partial<Record<ClientColumn, ClientSort>> = {
  e164: 'e164',
  type: 'deviceType',
  deviceId: 'deviceId',
  softwareVersion: 'softwareVersion',
  lastContact: 'lastContactAt',
  address: 'address',
  firstSeen: 'firstSeenAt',
};

/** Always shown: it holds the link to the client. */
export const FIXED_COLUMN: ClientColumn = 'e164';

export interface ColumnChoice {
  order: ClientColumn[];
  hidden: ClientColumn[];
}

/** Height of the rows. */
export type Density = 'normal' | 'compact';

/** How the list looks, and how to change it. */
export interface ColumnSettings {
  choice: ColumnChoice;
  onChange: (choice: ColumnChoice) => void;
  density: Density;
  onDensity: (density: Density) => void;
}

export const DEFAULT_COLUMNS: ColumnChoice = {
  order: [...CLIENT_COLUMNS],
  hidden: ['address', 'partNumber', 'firstSeen', 'openWork', 'drift', 'refused'],
};

function knownColumns(value: unknown): ClientColumn[] {
  if (!Array.isArray(value)) return [];
  return CLIENT_COLUMNS.filter((column) => value.includes(column)).toSorted(
    (a, b) => value.indexOf(a) - value.indexOf(b),
  );
}

/**
 * The account's choice of columns.
 *
 * Columns that came with a later version stand at the end in their default visibility; unknown ones are dropped.
 */
export function readColumnChoice(stored: unknown): ColumnChoice {
  if (typeof stored !== 'object' || stored === null || !('order' in stored)) return DEFAULT_COLUMNS;
  const known = knownColumns(stored.order);
  if (known.length === 0) return DEFAULT_COLUMNS;
  const added = CLIENT_COLUMNS.filter((column) => !known.includes(column));
  const hidden = 'hidden' in stored ? knownColumns(stored.hidden) : [];
  return {
    order: [...known, ...added],
    hidden: [...hidden, ...added.filter((column) => DEFAULT_COLUMNS.hidden.includes(column))].filter(
      (column) => column !== FIXED_COLUMN,
    ),
  };
}

/** Moves a column by one place; at an end it stays. */
export function moveColumn(choice: ColumnChoice, column: ClientColumn, step: 1 | -1): ColumnChoice {
  const from = choice.order.indexOf(column);
  const to = from + step;
  const other = choice.order[to];
  if (from === -1 || other === undefined) return choice;
  const order = [...choice.order];
  order[from] = other;
  order[to] = column;
  return { ...choice, order };
}

export function toggleColumn(choice: ColumnChoice, column: ClientColumn): ColumnChoice {
  if (column === FIXED_COLUMN) return choice;
  const hidden = choice.hidden.includes(column)
    ? choice.hidden.filter((other) => other !== column)
    : [...choice.hidden, column];
  return { ...choice, hidden };
}
