export type { Config, Listener, PhoneTls } from './config.ts';
export { loadConfig, variableOfPort } from './config.ts';
export { ConfigError } from './errors.ts';
