import { resolve } from 'node:path';
import type { SecureVersion } from 'node:tls';
import type { AddressRange } from '../addresses/index.ts';
import type { LogLevel } from '../log/index.ts';
import { ConfigError } from './errors.ts';
import {
  readCiphers,
  readDatabaseUrl,
  readHost,
  readLogLevel,
  readNetworks,
  readPort,
  readSecretKey,
  readSwitch,
  readTlsVersion,
  readWorkers,
} from './readers.ts';
import { checkNames, type Environment, findValue, variables } from './variables.ts';

/** The process's start-up environment (architecture, section 8), checked and complete. */
export interface Config {
  /** Absolute path of the data folder. */
  readonly dataFolder: string;
  /** The external PostgreSQL, with its password; undefined means the embedded one. */
  readonly databaseUrl: string | undefined;
  /** Address or name that all listeners are bound to; undefined means all interfaces. */
  readonly host: string | undefined;
  /** TCP ports of the listeners; 0 means any free one. */
  readonly ports: Readonly<Record<Listener, number>>;
  /** Number of processes that serve. */
  readonly workers: number;
  /** 32 bytes that encrypt secrets at rest; undefined means the key in the data folder. */
  readonly secretKey: Uint8Array | undefined;
  readonly logLevel: LogLevel;
  /** Password of the first account in a new installation; undefined means the one that must be changed. */
  readonly adminPassword: string | undefined;
  /** What phones may speak on both of their TLS ports. */
  readonly phoneTls: PhoneTls;
  /** Whether scans may ask loopback addresses: for development and tests with virtual phones. */
  readonly scansLoopback: boolean;
  /**
   * Networks that requests to configured addresses (storage providers) may reach although they are of the server itself or of its
   * surroundings: for development and tests, or a provider on the same machine.
   */
  readonly outboundAllow: readonly AddressRange[];
  /** Names of the variables that are set, for settings where the environment wins over the database. */
  readonly given: ReadonlySet<string>;
}

const LISTENERS = ['admin', 'phones', 'securePhones', 'dcmp', 'metrics'] as const;
export type Listener = (typeof LISTENERS)[number];

export interface PhoneTls {
  readonly minVersion: SecureVersion;
  /** OpenSSL's cipher list; undefined means Node's. */
  readonly ciphers: string | undefined;
}

const PORTS: Readonly<Record<Listener, { variable: string; usual: number }>> = {
  admin: { variable: 'DESKFLEET_ADMIN_PORT', usual: 8443 },
  phones: { variable: 'DESKFLEET_PHONE_PORT', usual: 18443 },
  securePhones: { variable: 'DESKFLEET_SECURE_PHONE_PORT', usual: 18444 },
  dcmp: { variable: 'DESKFLEET_DCMP_PORT', usual: 18080 },
  metrics: { variable: 'DESKFLEET_METRICS_PORT', usual: 9464 },
};

/**
 * Reads the configuration from the environment; a variable that is set to nothing counts as not set.
 *
 * @throws ConfigError for the first value that is wrong, and for a variable `DESKFLEET_…` that does not exist
 */
export function loadConfig(env: Environment): Config {
  checkNames(env);
  const read = <T>(variable: string, reader: (value: string, variable: string) => T): T | undefined => {
    const value = findValue(env, variable);
    return value === undefined ? undefined : reader(value, variable);
  };
  const port = (listener: Listener): number =>
    read(PORTS[listener].variable, readPort) ?? PORTS[listener].usual;
  const minVersion = read('DESKFLEET_PHONE_TLS_MIN', readTlsVersion) ?? 'TLSv1.2';
  const config: Config = {
    dataFolder: resolve(findValue(env, 'DESKFLEET_DATA') ?? 'data'),
    databaseUrl: read('DESKFLEET_DATABASE_URL', readDatabaseUrl),
    host: read('DESKFLEET_HOST', readHost),
    ports: Object.freeze({
      admin: port('admin'),
      phones: port('phones'),
      securePhones: port('securePhones'),
      dcmp: port('dcmp'),
      metrics: port('metrics'),
    }),
    workers: read('DESKFLEET_WORKERS', readWorkers) ?? 1,
    secretKey: read('DESKFLEET_SECRET_KEY', readSecretKey),
    logLevel: read('DESKFLEET_LOG', readLogLevel) ?? 'info',
    // As it is: spaces may belong to it.
    adminPassword: env['DESKFLEET_ADMIN_PASSWORD'] || undefined,
    phoneTls: Object.freeze({ minVersion, ciphers: read('DESKFLEET_PHONE_TLS_CIPHERS', readCiphers) }),
    scansLoopback: read('DESKFLEET_SCAN_LOOPBACK', readSwitch) ?? false,
    outboundAllow: Object.freeze(read('DESKFLEET_OUTBOUND_ALLOW', readNetworks) ?? []),
    given: new Set(variables.filter((name) => findValue(env, name) !== undefined)),
  };
  checkPortsDiffer(config.ports);
  return Object.freeze(config);
}

/** The variable that says a port. */
export function variableOfPort({ ports }: Pick<Config, 'ports'>, port: number): string | undefined {
  const listener = LISTENERS.find((one) => ports[one] === port);
  return listener && PORTS[listener].variable;
}

function checkPortsDiffer(ports: Config['ports']): void {
  const taken = new Map<number, string>();
  for (const listener of LISTENERS) {
    const { variable } = PORTS[listener];
    const port = ports[listener];
    const other = taken.get(port);
    if (other !== undefined && port !== 0)
      throw new ConfigError(
        `${variable} and ${other} are both ${port}: every listener needs a port of its own (0 = any free one).`,
      );
    taken.set(port, variable);
  }
}
