export type { DatabaseServer, DatabaseServerExit, DatabaseServerOptions } from './database-server.ts';
export { startDatabaseServer } from './database-server.ts';
export { DatabaseServerError } from './errors.ts';
export type { DatabaseSettings } from './settings.ts';
