export {
  decodeDocument,
  encodeDocument,
  encodeInventory,
  encodeRawInventory,
  type ReportedValue,
  type ReportedValues,
  reportedFrom,
} from './reported-document.ts';
export {
  type ConfirmedValue,
  type DesiredValue,
  findDesired,
  type ItemRef,
  inventoryHash,
  isSecret,
  markLost,
  mergeReportedItems,
  type RefusedValue,
  refOf,
  setDesired,
  storeConfirmed,
  storeInventories,
  storeRefusals,
  type ToldInventory,
  toIdx,
  type WantedValue,
} from './values.queries.ts';
export { valueRoutes } from './values.routes.ts';
export { WordingSchema } from './values.schema.ts';
