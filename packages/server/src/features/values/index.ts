export type { WayBack } from './change-history.ts';
export { type ContentValue, checkContent, contentKey } from './check-content.ts';
export {
  type CheckedValue,
  checkValues,
  fieldError,
  MAX_ERRORS,
  type OrderedValue,
  type Refusal,
  sealValues,
  throwIfAny,
} from './check-values.ts';
export { type ClientKind, scopeOf, unfitness } from './client-fit.ts';
export {
  type DesiredOrder,
  findDesired,
  ownEdit,
  setDesired,
  type WantedValue,
  type WishSource,
} from './desired.queries.ts';
export { type ElementValue, recordElementChange } from './element-history.queries.ts';
export { type ChangeCause, onlyWithdraws, submitChange } from './history.queries.ts';
export { findClientWayBack, findWayBack } from './history.read.ts';
export { historyRoutes, toNotPutBack } from './history.routes.ts';
export { entryParams, notPutBackList, wayBackQuery } from './history.schema.ts';
export { keepHistoryBounded } from './history-retention.ts';
export { moveHistory } from './moved-history.queries.ts';
export { findMove, moveDesired, movedKeys, movesParameter, type ValueMove } from './moved-values.queries.ts';
export { type BrokenRule, type NeededValue, OrderRules } from './order-rules.ts';
export { OrderedValueSchema } from './ordered-value.schema.ts';
export { type OwnEdits, submitOwnEdits } from './own-edits.queries.ts';
export { findOwnValues, type OwnValues } from './own-values.read.ts';
export { mayWant, settle } from './precedence.ts';
export { findReported, findReportedItem, findReportedOf } from './reported.read.ts';
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
export { recordSourceChanges, type SourceChange } from './source-history.queries.ts';
export {
  type ConfirmedValue,
  compareWithReported,
  type DesiredValue,
  type ItemRef,
  inventoryHash,
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
export { toClientValue, type WishDetail } from './values.read.ts';
export { valueRoutes } from './values.routes.ts';
export { ClientValue, MAX_VALUES_OF_ORDER, WordingSchema } from './values.schema.ts';
export {
  type DueProgress,
  findClientsToAsk,
  findValuesDue,
  markValuesDue,
  noteAsked,
  postponeValuesDue,
  storeDueProgress,
  type ValuesDue,
} from './values-due.queries.ts';
export { type ClientWish, findCountingWishes, inForce, isSameWish } from './wishes.queries.ts';
