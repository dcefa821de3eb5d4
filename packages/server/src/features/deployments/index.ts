export { findUnfitPhones, refuseUnfit } from './check-deployment.service.ts';
export { isPresent } from './check-deployment.ts';
export {
  type BroughtFile,
  findBroughtFiles,
  storeToldFiles,
  type ToldClientFile,
} from './client-files.queries.ts';
export {
  DeploymentOfJob,
  deployOrder,
  TargetFile,
} from './deployment.schema.ts';
export {
  type DeploymentPayload,
  type DeploymentPriority,
  type DeploymentProgress,
  type FileProgress,
  type FileState,
  type FileToBring,
  leftOutOf,
  type OrderedFile,
} from './deployment-order.ts';
export { deploymentRoutes } from './deployments.routes.ts';
export { createFileAddress } from './file-address.ts';
export { type DeviceKind, type FileRefusal, filesFor, newestSoftware, refusalOf } from './file-fit.ts';
export { type FileReach, filesInReach, findFileReach } from './file-reach.service.ts';
export { deploymentOf, findTargetFiles } from './job-deployment.read.ts';
export { storeJobFiles } from './job-files.queries.ts';
export { prepareDeployment, toFileToBring, unknownFile } from './prepare-deployment.service.ts';
export { findSoftwareOrders, type SoftwareOrder, storeSoftwareOrders } from './software-orders.queries.ts';
export { dottedVersion, orderOfVersions, type VersionOrder } from './software-version.ts';
export { isAboutFiles, isThere, readToldFiles, type ToldFile } from './told-files.ts';
export {
  admitTransfers,
  beginTransfers,
  findRoom,
  pauseTransfers,
  queueTransfers,
} from './transfers.queries.ts';
export { fileTypeOf, wireTypeOf } from './wire-types.ts';
