export type { ConfigurePayload, ConfigureProgress } from './job-payload.ts';
export {
  closeTargetsOfClients,
  findOpenTargetIds,
  findOpenTargets,
  type OpenTarget,
  settleJobs,
  type TargetUpdate,
  updateTargets,
} from './jobs.queries.ts';
export { type WordingCode, wording } from './wording.ts';
export { cancelJob, createJob, DEFAULT_TIMEOUT_SECONDS, type JobDeps, type JobOrder, startJob } from './jobs.service.ts';
export { startSweep, sweepJobs } from './jobs.sweep.ts';
