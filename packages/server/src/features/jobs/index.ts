export { checkValues, type OrderedValue, sealValues } from './check-values.ts';
export { settleJobs } from './job-end.queries.ts';
export type { ConfigurePayload, ConfigureProgress } from './job-payload.ts';
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
} from './jobs.queries.ts';
export { jobRoutes } from './jobs.routes.ts';
export { OrderedValueSchema } from './jobs.schema.ts';
export {
  cancelJob,
  createJob,
  DEFAULT_TIMEOUT_SECONDS,
  type JobDeps,
  type JobOrder,
  type OrderForCaller,
  orderForCallers,
  startJob,
} from './jobs.service.ts';
export { startSweep, sweepJobs } from './jobs.sweep.ts';
export { moveOrders } from './moved-orders.queries.ts';
export { type WordingCode, wording } from './wording.ts';
