export { settleJobs } from './job-end.queries.ts';
export type {
  ConfigurePayload,
  ConfigureProgress,
  MobilityPayload,
  OrderedRollout,
  OrderedTemplate,
  OrderedUser,
} from './job-payload.ts';
export {
  countUnreachable,
  findAwaitedClients,
  findDevicesWithWork,
  findOpenTargetIds,
  findOpenTargets,
  type OpenTarget,
  postponeTargets,
  type TargetUpdate,
  updateTargets,
  wakeLogons,
} from './jobs.queries.ts';
export { findJob } from './jobs.read.ts';
export { jobRoutes } from './jobs.routes.ts';
export { Job, jobTiming, Order, orders } from './jobs.schema.ts';
export {
  announceJob,
  cancelJob,
  createJob,
  DEFAULT_TIMEOUT_SECONDS,
  type JobDeps,
  type JobOrder,
  type MobilityOrder,
  type OrderedWork,
  type OrderForCaller,
  orderForCallers,
  orderMobility,
  startJob,
  storeJob,
} from './jobs.service.ts';
export { startSweep, sweepJobs } from './jobs.sweep.ts';
export { moveOrders } from './moved-orders.queries.ts';
export { findUnfitFor, type PreparedOrder, prepareOrder } from './prepare-order.service.ts';
export { type WordingCode, wording } from './wording.ts';
