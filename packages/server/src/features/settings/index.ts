export {
  type DeploymentSettings,
  defaultDeploymentSettings,
  getDeploymentSettings,
} from './deployment-settings.ts';
export { type FileSettings, fileSettings } from './file-settings.ts';
export { followLogLevel } from './follow-log-level.ts';
export { changeJobSettings, defaultJobSettings, getJobSettings, type JobSettings } from './job-settings.ts';
export {
  getMobilitySettings,
  keepMobilitySettings,
  type MobilitySettings,
} from './mobility-settings.ts';
export {
  defaultPhoneSettings,
  keepPhoneSettings,
  PhoneSettings,
} from './phone-settings.ts';
export { defaultScanSettings, getScanSettings, ScanSettings } from './scan-settings.ts';
export { getDefaultTimeZone, getServerSettings, keepServerSettings } from './server-settings.ts';
export { deleteSetting, ensureSetting, findSetting, putSetting, SettingError } from './settings.queries.ts';
export { settingRoutes } from './settings.routes.ts';
export type { KeptSettings } from './settings-group.ts';
export {
  getStorageProviderSettings,
  type StorageProviderSettings,
} from './storage-provider-settings.ts';
