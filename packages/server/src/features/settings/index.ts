export { deleteSetting, ensureSetting, findSetting, putSetting, SettingError } from './settings.queries.ts';
