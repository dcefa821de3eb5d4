export {
  type DeploymentSettings,
  defaultDeploymentSettings,
  getDeploymentSettings,
} from './deployment-settings.ts';
export { changeJobSettings, defaultJobSettings, getJobSettings, type JobSettings } from './job-settings.ts';
export {
  getMobilitySettings,
  keepMobilitySettings,
  type MobilitySettings,
} from './mobility-settings.ts';
export {
  defaultPhoneSettings,
  type KeptPhoneSettings,
  keepPhoneSettings,
  PhoneSettings,
} from './phone-settings.ts';
export { defaultScanSettings, getScanSettings, ScanSettings } from './scan-settings.ts';
export { deleteSetting, ensureSetting, findSetting, putSetting, SettingError } from './settings.queries.ts';
export { settingRoutes } from './settings.routes.ts';
export {
  getStorageProviderSettings,
  type StorageProviderSettings,
} from './storage-provider-settings.ts';
