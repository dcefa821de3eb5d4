import type { Row } from '../row.ts';
import { inventoryRows } from './inventories.ts';
import { startUpRows } from './start-ups.ts';

/** All rows in the order in which they are measured. */
export const rows: readonly Row[] = [...startUpRows, ...inventoryRows];
