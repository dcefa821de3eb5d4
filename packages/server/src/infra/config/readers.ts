import { isIP } from 'node:net';
import { createSecureContext, type SecureVersion } from 'node:tls';
import { type AddressRange, readAddressRange } from '../addresses/index.ts';
import { type LogLevel, logLevels } from '../log/index.ts';
import { ConfigError } from './errors.ts';

const TLS_VERSIONS = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const satisfies readonly SecureVersion[];
const MAX_WORKERS = 64;
const KEY_BYTES = 32;
const HOST_NAME = /^(?!-)[a-z0-9-]{1,63}(\.(?!-)[a-z0-9-]{1,63})*\.?$/i;
const DATABASE_PROTOCOLS = ['postgres:', 'postgresql:'];

export function readPort(value: string, variable: string): number {
  return readWhole(value, variable, 0, 65_535, ' (0 = any free port)');
}

export function readWorkers(value: string, variable: string): number {
  return readWhole(value, variable, 1, MAX_WORKERS, '');
}

function readWhole(value: string, variable: string, min: number, max: number, note: string): number {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : -1;
  if (number < min || number > max)
    throw refusal(variable, value, `a whole number from ${min} to ${max}${note}`);
  return number;
}

export function readHost(value: string, variable: string): string {
  // Digits and dots that are no address are a mistyped address and not a name.
  if (isIP(value) !== 0 || (HOST_NAME.test(value) && !/^[\d.]+$/.test(value))) return value;
  throw refusal(variable, value, 'an IP address without brackets or a host name of this machine');
}

export function readLogLevel(value: string, variable: string): LogLevel {
  return readOneOf(value, variable, logLevels);
}

export function readTlsVersion(value: string, variable: string): SecureVersion {
  return readOneOf(value, variable, TLS_VERSIONS);
}

function readOneOf<T extends string>(value: string, variable: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found === undefined) throw refusal(variable, value, `one of ${allowed.join(', ')}`);
  return found;
}

/** Whether something is on. */
export function readSwitch(value: string, variable: string): boolean {
  return readOneOf(value, variable, ['true', 'false']) === 'true';
}

/** Networks, separated by commas. */
export function readNetworks(value: string, variable: string): AddressRange[] {
  return value.split(',').map((text) => {
    const range = readAddressRange(text);
    if (range !== undefined) return range;
    throw refusal(variable, value, 'a list of addresses, subnets or ranges, separated by commas');
  });
}

export function readCiphers(value: string, variable: string): string {
  try {
    createSecureContext({ ciphers: value });
    return value;
  } catch {
    throw refusal(variable, value, 'a list of ciphers as OpenSSL knows it, such as "DEFAULT:@SECLEVEL=0"');
  }
}

export function readSecretKey(value: string, variable: string): Uint8Array {
  const hexadecimal = new RegExp(`^[0-9a-f]{${KEY_BYTES * 2}}$`, 'i').test(value);
  const base64 = /^[\w+/-]{43}=?$/.test(value);
  if (hexadecimal) return Buffer.from(value, 'hex');
  if (base64) return Buffer.from(value, 'base64');
  throw new ConfigError(
    `${variable} (${value.length} characters, not shown here) is no key: allowed are ${KEY_BYTES} bytes as ${KEY_BYTES * 2} hexadecimal digits or as base64, for example from "openssl rand -hex ${KEY_BYTES}".`,
  );
}

export function readDatabaseUrl(value: string, variable: string): string {
  const url = URL.parse(value);
  const form = '"postgresql://user:password@host:port/database"';
  if (!url || !DATABASE_PROTOCOLS.includes(url.protocol))
    throw refusal(
      variable,
      hidePassword(value),
      `a URL of the form ${form}, special characters in it percent-encoded`,
    );
  if (url.pathname.length < 2)
    throw refusal(variable, hidePassword(value), `a URL that names a database, of the form ${form}`);
  return value;
}

/** Works on texts that are no URL as well, where nobody knows which part was meant as the password: hides too much. */
function hidePassword(text: string): string {
  return text.replace(/^(\w+:\/\/)?.*@/s, '$1***@').replace(/(pass\w*\s*=\s*)[^&\s]*/gi, '$1***');
}

function refusal(variable: string, value: string, allowed: string): ConfigError {
  return new ConfigError(`${variable} is "${value}": allowed is ${allowed}.`);
}
