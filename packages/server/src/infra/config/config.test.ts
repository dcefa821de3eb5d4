import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, loadConfig } from './index.ts';

const KEY = randomBytes(32);

function refusalOf(env: Record<string, string>): string {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('The environment was accepted');
}

describe('the configuration from the environment', () => {
  it('has a value for everything when nothing is set', () => {
    expect(loadConfig({ PATH: '/bin', HOME: '/root' })).toEqual({
      dataFolder: join(process.cwd(), 'data'),
      databaseUrl: undefined,
      host: undefined,
      ports: { admin: 8443, phones: 18443, securePhones: 18444, dcmp: 18080, metrics: 9464 },
      workers: 1,
      scansLoopback: false,
      outboundAllow: [],
      secretKey: undefined,
      logLevel: 'info',
      adminPassword: undefined,
      phoneTls: { minVersion: 'TLSv1.2', ciphers: undefined },
      given: new Set(),
    });
  });

  it.each([
    ['DESKFLEET_DATA', '/srv/deskfleet', { dataFolder: '/srv/deskfleet' }],
    ['DESKFLEET_DATA', 'elsewhere', { dataFolder: join(process.cwd(), 'elsewhere') }],
    [
      'DESKFLEET_DATABASE_URL',
      'postgres://u:p%40@db:5433/fleet?sslmode=verify-full',
      { databaseUrl: 'postgres://u:p%40@db:5433/fleet?sslmode=verify-full' },
    ],
    [
      'DESKFLEET_DATABASE_URL',
      'postgresql:///fleet?host=%2Frun%2Fpostgresql',
      { databaseUrl: 'postgresql:///fleet?host=%2Frun%2Fpostgresql' },
    ],
    ['DESKFLEET_HOST', '192.0.2.7', { host: '192.0.2.7' }],
    ['DESKFLEET_HOST', '::1', { host: '::1' }],
    ['DESKFLEET_HOST', 'phones.example.net', { host: 'phones.example.net' }],
    ['DESKFLEET_WORKERS', '4', { workers: 4 }],
    ['DESKFLEET_SECRET_KEY', KEY.toString('hex').toUpperCase(), { secretKey: KEY }],
    ['DESKFLEET_SECRET_KEY', KEY.toString('base64'), { secretKey: KEY }],
    ['DESKFLEET_SECRET_KEY', KEY.toString('base64url'), { secretKey: KEY }],
    ['DESKFLEET_LOG', 'debug', { logLevel: 'debug' }],
    ['DESKFLEET_ADMIN_PASSWORD', ' two words ', { adminPassword: ' two words ' }],
    ['DESKFLEET_SCAN_LOOPBACK', 'true', { scansLoopback: true }],
    [
      'DESKFLEET_OUTBOUND_ALLOW',
      '127.0.0.0/8, ::1',
      {
        outboundAllow: [
          { kind: 'ipv4', first: 0x7f000000n, last: 0x7fffffffn },
          { kind: 'ipv6', first: 1n, last: 1n },
        ],
      },
    ],
    ['DESKFLEET_PHONE_TLS_MIN', 'TLSv1', { phoneTls: { minVersion: 'TLSv1', ciphers: undefined } }],
    [
      'DESKFLEET_PHONE_TLS_CIPHERS',
      'ALL:@SECLEVEL=0',
      { phoneTls: { minVersion: 'TLSv1.2', ciphers: 'ALL:@SECLEVEL=0' } },
    ],
  ])('takes %s=%s', (name, value, expected) => {
    const config = loadConfig({ [name]: value });
    expect(config).toMatchObject(expected);
    expect(config.given).toEqual(new Set([name]));
  });

  it.each([
    ['DESKFLEET_ADMIN_PORT', 'admin'],
    ['DESKFLEET_PHONE_PORT', 'phones'],
    ['DESKFLEET_SECURE_PHONE_PORT', 'securePhones'],
    ['DESKFLEET_DCMP_PORT', 'dcmp'],
    ['DESKFLEET_METRICS_PORT', 'metrics'],
  ] as const)('takes a port from %s, and 0 for any free one', (name, listener) => {
    expect(loadConfig({ [name]: '1234' }).ports[listener]).toBe(1234);
    expect(loadConfig({ [name]: '0' }).ports[listener]).toBe(0);
  });

  it('lets all listeners have any free port at once', () => {
    const zero = { DESKFLEET_ADMIN_PORT: '0', DESKFLEET_PHONE_PORT: '0', DESKFLEET_DCMP_PORT: '0' };
    expect(loadConfig(zero).ports).toMatchObject({ admin: 0, phones: 0, dcmp: 0 });
  });

  it('takes a variable that is set to nothing as not set', () => {
    const config = loadConfig({
      DESKFLEET_ADMIN_PORT: '',
      DESKFLEET_SECRET_KEY: ' ',
      DESKFLEET_ADMIN_PASSWORD: '',
    });
    expect(config).toMatchObject({ ports: { admin: 8443 }, secretKey: undefined, adminPassword: undefined });
    expect(config.given).toEqual(new Set());
  });

  it('cannot be changed afterwards', () => {
    const config = loadConfig({});
    for (const part of [config, config.ports, config.phoneTls, config.outboundAllow])
      expect(Object.isFrozen(part)).toBe(true);
  });

  it.each([
    [
      'DESKFLEET_ADMIN_PORT',
      '84433',
      'DESKFLEET_ADMIN_PORT is "84433": allowed is a whole number from 0 to 65535 (0 = any free port).',
    ],
    [
      'DESKFLEET_PHONE_PORT',
      '-1',
      'DESKFLEET_PHONE_PORT is "-1": allowed is a whole number from 0 to 65535 (0 = any free port).',
    ],
    ['DESKFLEET_DCMP_PORT', '80.5', 'DESKFLEET_DCMP_PORT is "80.5": allowed is a whole number'],
    ['DESKFLEET_METRICS_PORT', '0x10', 'DESKFLEET_METRICS_PORT is "0x10": allowed is a whole number'],
    [
      'DESKFLEET_SECURE_PHONE_PORT',
      'https',
      'DESKFLEET_SECURE_PHONE_PORT is "https": allowed is a whole number',
    ],
    ['DESKFLEET_WORKERS', '0', 'DESKFLEET_WORKERS is "0": allowed is a whole number from 1 to 64.'],
    ['DESKFLEET_WORKERS', '65', 'DESKFLEET_WORKERS is "65": allowed is a whole number from 1 to 64.'],
    [
      'DESKFLEET_HOST',
      '[::1]',
      'DESKFLEET_HOST is "[::1]": allowed is an IP address without brackets or a host name',
    ],
    ['DESKFLEET_HOST', '192.0.2', 'DESKFLEET_HOST is "192.0.2": allowed is an IP address'],
    ['DESKFLEET_HOST', 'https://phones', 'DESKFLEET_HOST is "https://phones": allowed is an IP address'],
    [
      'DESKFLEET_LOG',
      'verbose',
      'DESKFLEET_LOG is "verbose": allowed is one of trace, debug, info, warn, error, fatal, silent.',
    ],
    [
      'DESKFLEET_PHONE_TLS_MIN',
      '1.2',
      'DESKFLEET_PHONE_TLS_MIN is "1.2": allowed is one of TLSv1, TLSv1.1, TLSv1.2, TLSv1.3.',
    ],
    [
      'DESKFLEET_PHONE_TLS_CIPHERS',
      'STRONG',
      'DESKFLEET_PHONE_TLS_CIPHERS is "STRONG": allowed is a list of ciphers',
    ],
    [
      'DESKFLEET_OUTBOUND_ALLOW',
      '127.0.0.1, localhost',
      'DESKFLEET_OUTBOUND_ALLOW is "127.0.0.1, localhost": allowed is a list of addresses, subnets or ranges',
    ],
    [
      'DESKFLEET_DATABASE_URL',
      'mysql://db/fleet',
      'DESKFLEET_DATABASE_URL is "mysql://db/fleet": allowed is a URL of the form',
    ],
    [
      'DESKFLEET_DATABASE_URL',
      'postgresql://db',
      'DESKFLEET_DATABASE_URL is "postgresql://db": allowed is a URL that names a database',
    ],
    [
      'DESKFLEET_ADMIN_PROT',
      '8443',
      'DESKFLEET_ADMIN_PROT is not a variable of Deskfleet: did you mean DESKFLEET_ADMIN_PORT?',
    ],
    [
      'DESKFLEET_DB_URL',
      '',
      'DESKFLEET_DB_URL is not a variable of Deskfleet: did you mean DESKFLEET_DATABASE_URL?',
    ],
    [
      'DESKFLEET_LOGLEVEL',
      'info',
      'DESKFLEET_LOGLEVEL is not a variable of Deskfleet: did you mean DESKFLEET_LOG?',
    ],
  ])('refuses %s=%s', (name, value, message) => {
    expect(refusalOf({ [name]: value })).toContain(message);
  });

  it.each([
    ['DESKFLEET_SECRET_KEY', 'f00dface'.repeat(7)],
    ['DESKFLEET_SECRET_KEY', `${'f00dface'.repeat(7)}f00dfacg`],
    ['DESKFLEET_SECRET_KEY', Buffer.from('f00dface'.repeat(5)).toString('base64')],
    ['DESKFLEET_DATABASE_URL', 'mysql://fleet:f00dface@db/fleet'],
    ['DESKFLEET_DATABASE_URL', 'postgresql://fleet:f00d/f00dface#f00d@db/fleet'],
    ['DESKFLEET_DATABASE_URL', 'postgresql://fleet@db?password=f00dface'],
    ['DESKFLEET_DATABASE_URL', 'host=db user=fleet password=f00dface'],
  ])('refuses %s without repeating the secret in it', (name, value) => {
    const message = refusalOf({ [name]: value });
    expect(message).toContain(name);
    expect(message).not.toMatch(/f00d|ZjAwZG/);
  });

  it('refuses two listeners on one port and names both', () => {
    expect(refusalOf({ DESKFLEET_ADMIN_PORT: '9000', DESKFLEET_METRICS_PORT: '9000' })).toBe(
      'DESKFLEET_METRICS_PORT and DESKFLEET_ADMIN_PORT are both 9000: every listener needs a port of its own (0 = any free one).',
    );
    expect(refusalOf({ DESKFLEET_ADMIN_PORT: '18443' })).toContain(
      'DESKFLEET_PHONE_PORT and DESKFLEET_ADMIN_PORT are both 18443',
    );
  });

  it('is not disturbed by the variables of the tests', () => {
    expect(loadConfig({ DESKFLEET_TEST_DATABASE_URL: 'x', DESKFLEET_CHROMIUM: 'y' }).given).toEqual(
      new Set(),
    );
  });
});
