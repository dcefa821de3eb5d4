import { ConfigError } from './errors.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Every variable of the server. */
export const variables = [
  'DESKFLEET_DATA',
  'DESKFLEET_DATABASE_URL',
  'DESKFLEET_HOST',
  'DESKFLEET_ADMIN_PORT',
  'DESKFLEET_PHONE_PORT',
  'DESKFLEET_SECURE_PHONE_PORT',
  'DESKFLEET_DCMP_PORT',
  'DESKFLEET_METRICS_PORT',
  'DESKFLEET_WORKERS',
  'DESKFLEET_SECRET_KEY',
  'DESKFLEET_LOG',
  'DESKFLEET_ADMIN_PASSWORD',
  'DESKFLEET_PHONE_TLS_MIN',
  'DESKFLEET_PHONE_TLS_CIPHERS',
  'DESKFLEET_SCAN_LOOPBACK',
  'DESKFLEET_OUTBOUND_ALLOW',
] as const;

/** Variables of the tests and their tools, which a server that they start inherits. */
const FOR_TESTS: readonly string[] = ['DESKFLEET_TEST_DATABASE_URL', 'DESKFLEET_CHROMIUM'];

/** Refuses variables that look like ours and are not: a mistyped name must not go unnoticed. */
export function checkNames(env: Environment): void {
  const known: readonly string[] = variables;
  for (const name of Object.keys(env)) {
    if (!name.startsWith('DESKFLEET_') || known.includes(name) || FOR_TESTS.includes(name)) continue;
    throw new ConfigError(`${name} is not a variable of Deskfleet: did you mean ${nearest(name, known)}?`);
  }
}

/** The value of a variable, undefined when it is not set or set to nothing. */
export function findValue(env: Environment, variable: string): string | undefined {
  const value = env[variable]?.trim();
  return value === '' ? undefined : value;
}

function nearest(name: string, candidates: readonly string[]): string {
  const scores = candidates.map((candidate) => ({ candidate, score: likeness(name, candidate) }));
  return scores.reduce((best, one) => (one.score > best.score ? one : best)).candidate;
}

/** Dice's coefficient of the pairs of neighboring letters: 1 for equal names, 0 for names without a common pair. */
function likeness(one: string, other: string): number {
  const pairs = pairsOf(other);
  const common = [...pairsOf(one)].filter((pair) => pairs.has(pair)).length;
  return (2 * common) / (pairsOf(one).size + pairs.size);
}

function pairsOf(name: string): Set<string> {
  const own = name.replace(/^DESKFLEET_/, '');
  return new Set(
    Array.from({ length: Math.max(0, own.length - 1) }, (_, index) => own.slice(index, index + 2)),
  );
}
