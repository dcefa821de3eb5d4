export { accountRoutes } from './accounts.routes.ts';
export { Account } from './accounts.schema.ts';
export { getOwnAccount, toAccount } from './accounts.service.ts';
export { type CheckedCredentials, checkCredentials } from './credentials.service.ts';
export { ensureFirstAccount } from './first-account.ts';
