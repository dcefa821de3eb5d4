export { giveContactPlacesBack, takeContactPlaces } from './contact-places.queries.ts';
export { admitContacts } from './contact-turns.service.ts';
export { countUnreachable, findAwaitedClients, postponeTargets } from './due-targets.queries.ts';
export {
  closeUnsentTargets,
  holdJobs,
  quietTargets,
  releaseJobs,
  wakeTargets,
} from './held-jobs.queries.ts';
export { Job, JobValues, jobTypes } from './job.schema.ts';
export { settleJobs } from './job-end.queries.ts';
export type { JobDeps, JobOrder, OrderedWork, TargetRemark } from './job-order.ts';
export type {
  ConfigurePayload,
  ConfigureProgress,
  MobilityPayload,
  OrderedRollout,
  OrderedTemplate,
  OrderedUser,
} from './job-payload.ts';
export { startJob } from './job-start.service.ts';
export { findJob, findLastRuns, valuesOfWork } from './jobs.read.ts';
export { jobRoutes } from './jobs.routes.ts';
export { announceJob, cancelJob, createJob, type StoredJob, storeJob } from './jobs.service.ts';
export { startSweep, sweepJobs } from './jobs.sweep.ts';
export { wakeLogons } from './mobility-orders.queries.ts';
export { moveOrders } from './moved-orders.queries.ts';
export {
  findDevicesWithWork,
  findOpenTargetIds,
  findOpenTargets,
  type OpenTarget,
} from './open-targets.queries.ts';
export { jobTiming, Order, orders } from './order.schema.ts';
export {
  type MobilityOrder,
  type OrderForCaller,
  orderForCallers,
  orderMobility,
} from './phone-orders.service.ts';
export { findUnfitFor, type PreparedOrder, prepareOrder } from './prepare-order.service.ts';
export { type TargetUpdate, updateTargets } from './target-updates.queries.ts';
export { type WordingCode, wording } from './wording.ts';
export { germanOf } from './wording-de.ts';
