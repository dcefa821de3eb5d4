/**
 * The start-up environment is wrong. The message is one sentence for the operator that names the variable, its value
 * (never that of a secret) and what is allowed.
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}
