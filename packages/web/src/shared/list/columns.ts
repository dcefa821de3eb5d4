/** Which columns of a list are shown, and in which order. */
export interface ColumnChoice<Column extends string> {
  order: Column[];
  hidden: Column[];
}

/** Height of the rows. */
export type Density = 'normal' | 'compact';

export const readDensity = (stored: unknown): Density => (stored === 'compact' ? 'compact' : 'normal');

/** The columns that a list has. */
export interface ColumnSet<Column extends string> {
  /** In their default order. */
  all: readonly Column[];
  /** Always shown: it holds the link to the element. */
  fixed: Column;
  /** What is shown until somebody chooses. */
  initial: ColumnChoice<Column>;
}

export function columnSet<Column extends string>(
  all: readonly Column[],
  options: { fixed: Column; hidden?: readonly Column[] },
): ColumnSet<Column> {
  return { all, fixed: options.fixed, initial: { order: [...all], hidden: [...(options.hidden ?? [])] } };
}

function knownColumns<Column extends string>({ all }: ColumnSet<Column>, value: unknown): Column[] {
  if (!Array.isArray(value)) return [];
  return all
    .filter((column) => value.includes(column))
    .toSorted((a, b) => value.indexOf(a) - value.indexOf(b));
}

/**
 * The account's choice of columns.
 *
 * Columns that came with a later version stand at the end in their default visibility; unknown ones are dropped.
 */
export function readColumns<Column extends string>(
  set: ColumnSet<Column>,
  stored: unknown,
): ColumnChoice<Column> {
  if (typeof stored !== 'object' || stored === null || !('order' in stored)) return set.initial;
  const known = knownColumns(set, stored.order);
  if (known.length === 0) return set.initial;
  const added = set.all.filter((column) => !known.includes(column));
  const hidden = 'hidden' in stored ? knownColumns(set, stored.hidden) : [];
  return {
    order: [...known, ...added],
    hidden: [...hidden, ...added.filter((column) => set.initial.hidden.includes(column))].filter(
      (column) => column !== set.fixed,
    ),
  };
}

/** Moves a column by one place; at an end it stays. */
export function moveColumn<Column extends string>(
  choice: ColumnChoice<Column>,
  column: Column,
  step: 1 | -1,
): ColumnChoice<Column> {
  const from = choice.order.indexOf(column);
  const to = from + step;
  const other = choice.order[to];
  if (from === -1 || other === undefined) return choice;
  const order = [...choice.order];
  order[from] = other;
  order[to] = column;
  return { ...choice, order };
}

export function toggleColumn<Column extends string>(
  set: ColumnSet<Column>,
  choice: ColumnChoice<Column>,
  column: Column,
): ColumnChoice<Column> {
  if (column === set.fixed) return choice;
  const hidden = choice.hidden.includes(column)
    ? choice.hidden.filter((other) => other !== column)
    : [...choice.hidden, column];
  return { ...choice, hidden };
}

export function shownColumns<Column extends string>({ order, hidden }: ColumnChoice<Column>): Column[] {
  return order.filter((column) => !hidden.includes(column));
}
