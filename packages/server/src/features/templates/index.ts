export { findAssignable, markUnsettled, takeUnsettled, unchooseTemplate } from './assignments.queries.ts';
export type { GroupWish, SettleContext } from './assignments.ts';
export { fitsKind } from './assignments.ts';
export { ContentValues } from './content.schema.ts';
export { checkContent, isSameValue } from './content.ts';
export { moveContent } from './moved-content.queries.ts';
export {
  assignOnRegistration,
  deliverTemplate,
  type KeysInForce,
  type Registration,
  settleClients,
  type TemplateDelivery,
} from './settle.service.ts';
export {
  type FileOfTemplate,
  findFilesOfTemplates,
  storeFilesOfTemplate,
} from './template-files.queries.ts';
export {
  findClientsWith,
  findContent,
  holdTemplates,
  lockTemplates,
  touchTemplate,
  writeContent,
} from './templates.queries.ts';
export { templateRoutes } from './templates.routes.ts';
export {
  changeTrail,
  Description,
  GivenName,
  NamedReference,
  Ranking,
  Template,
} from './templates.schema.ts';
export { type GuardedChange, getTemplate, lockForChange } from './templates.service.ts';
