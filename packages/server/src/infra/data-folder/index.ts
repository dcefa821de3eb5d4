export type { DataFolder, DataFolderOptions } from './data-folder.ts';
export { openDataFolder } from './data-folder.ts';
export { DataFolderError } from './errors.ts';
