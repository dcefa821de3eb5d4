export type { WayBack } from './change-history.ts';
export {
  type DesiredOrder,
  findDesired,
  ownEdit,
  setDesired,
  type WantedValue,
  type WishSource,
} from './desired.queries.ts';
export { type ChangeCause, onlyWithdraws, submitChange } from './history.queries.ts';
export { findWayBack } from './history.read.ts';
export { NotPutBack, putBackParams } from './history.schema.ts';
export { keepHistoryBounded } from './history-retention.ts';
export { findMove, moveDesired, type ValueMove } from './moved-values.queries.ts';
export { settle } from './precedence.ts';
export {
  decodeDocument,
  encodeDocument,
  encodeInventory,
  encodeRawInventory,
  type ReportedValue,
  type ReportedValues,
  reportedFrom,
  visitDocument,
} from './reported-document.ts';
export {
  type ConfirmedValue,
  type DesiredValue,
  type ItemRef,
  inventoryHash,
  isSecret,
  markLost,
  mergeReportedItems,
  type RefusedValue,
  refOf,
  storeConfirmed,
  storeInventories,
  storeRefusals,
  type ToldInventory,
  toIdx,
} from './values.queries.ts';
export { valueRoutes } from './values.routes.ts';
export { MAX_VALUES_OF_ORDER, WordingSchema } from './values.schema.ts';
