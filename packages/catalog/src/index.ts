/**
 * Every parameter of the phones as typed data, and the codec between what an administrator sets and what goes on the
 * wire. No input or output: it runs in the server, in the simulator and in a browser alike.
 */
export {
  catalogVersion,
  findParameter,
  findParameterForValue,
  fixedItems,
  parameters,
  parametersForItem,
  relations,
  releasedCatalog,
} from './catalog.ts';
export { CatalogError, type CatalogErrorCode, type Rule } from './catalog-error.ts';
export type { Catalog } from './catalog-view.ts';
export {
  type BrokenRelation,
  brokenRelations,
  type Change,
  type RelationCode,
  type ValuesAfter,
} from './check-relations.ts';
export {
  formatValue,
  MAX_DATA_LENGTH,
  MAX_TEXT_LENGTH,
  parseWire,
  sameWire,
  validateIndex,
  validateWire,
  validateWritable,
} from './codec.ts';
export {
  type Correction,
  type Corrections,
  correctedCatalog,
  newsOf,
  rulesOverlap,
  sameRule,
} from './corrections.ts';
export { type KeyField, type KeyFunction, keyFunctions } from './data/key-functions.ts';
export { fitsIndex, isKeyNumber } from './index-rules.ts';
export { type KeyLayout, type KeyNumbering, keyLayouts, keyNumbering } from './key-layouts.ts';
export { isLegacyPhone, validateLegacyText } from './legacy-text.ts';
export { type Phone, validatePhone } from './limits.ts';
export { findList, type ListStructure, lists } from './lists.ts';
export type {
  Certainty,
  Choice,
  Family,
  Format,
  IndexRule,
  Language,
  Limits,
  LocalizedText,
  Parameter,
  ParameterValue,
  Purpose,
  Scope,
  Unit,
  ValueType,
} from './parameter.ts';
export type { Condition, Relation } from './relations.ts';
export { findSection, type Menu, type Section, sections } from './sections.ts';
