import { describe, expect, it } from 'vitest';
import { fitsFormat, fitsType } from './formats.ts';
import type { Format, ValueType } from './parameter.ts';

const TYPES: readonly [type: ValueType, fitting: readonly string[], others: readonly string[]][] = [
  [
    'ip',
    [
      '10.20.30.40',
      '0.0.0.0',
      '255.255.255.255',
      '::',
      '::1',
      '2001:db8::8:800:200c:417a',
      '::ffff:10.0.0.1',
    ],
    [
      '10.20.30',
      '10.20.30.40.50',
      '10.20.30.256',
      '010.1.1.1',
      '1.2.3.4.',
      ':::',
      '2001:db8',
      'fe80::1%eth0',
      'host',
    ],
  ],
  [
    'host',
    [
      '10.20.30.40',
      '2001:db8::1',
      'sip',
      'sip.example.com',
      'a-b.example',
      '_sip.example.com',
      'x1',
      '1x.example',
    ],
    [
      '10.20.30',
      '10.0.0.256',
      '-a.example',
      'a-.example',
      'a..b',
      '.a',
      'a.',
      'a b',
      'a/b',
      `${'a'.repeat(64)}.de`,
      '5060',
    ],
  ],
  [
    'url',
    ['http://h', 'https://h:8443/p?q=1', 'http://[::1]/'],
    ['ftp://h', 'h', 'http://', 'http:///x', 'https://a b/'],
  ],
  [
    'e164',
    ['498912345', '+498912345', '1', '123456789012345'],
    ['', '+', '49 89', '1234567890123456', '49-89'],
  ],
  [
    'mac',
    ['00:1A:E8:12:34:56'],
    ['00:1a:e8:12:34:56', '001AE8123456', '00:1A:E8:12:34', '00-1A-E8-12-34-56'],
  ],
  ['base64', ['QQ==', 'QUI=', 'QUJD', 'QU\nJD'], ['Q', 'QQ=', 'QQ==QQ==', 'Q*==']],
  ['text', ['', 'anything at all'], []],
];

const FORMATS: readonly [format: Format, fitting: readonly string[], others: readonly string[]][] = [
  ['digits', ['0', '*31#', '+49'], ['', '0 8', 'abc']],
  ['digit-list', ['110', '110,112', '1,2,3'], ['110,', ',110', '110;112', '110, 112']],
  ['dial-target', ['123', '*8', 'sip:a@example.com', '0.0.0.0'], ['', 'a b', 'a\tb']],
  ['dial-pattern', ['0', '0xxX', '*31#'], ['', '0 8', '+49', '1y']],
  ['dtmf', ['0*#9AD'], ['', 'E', 'a', '1 2']],
  ['ipv4', ['10.20.30.40'], ['2001:db8::1', '10.20.30', 'host', '']],
  [
    'ipv4-mask',
    ['255.255.255.0', '255.255.254.0', '128.0.0.0', '255.255.255.255', '0.0.0.0'],
    ['255.0.255.0', '0.0.0.255', '255.255.255.1', '255.255.253.0', '24', '255.255.255', ''],
  ],
  ['ipv6', ['2001:db8::1', 'fe80::1', '::'], ['10.20.30.40', 'fe80::1%eth0', 'host', '']],
  ['host-name', ['phone1', 'a-b', 'A'], ['a.b', '-a', 'a-', '123', '', 'a_b']],
  ['domain', ['example.com', 'local'], ['10.0.0.1', 'a..b', '']],
  ['http-url', ['https://h/x'], ['sip:a']],
  [
    'server-address',
    ['10.0.0.1', 'cockpit.example.com:8443', 'https://10.0.0.1', 'https://h:65535', '2001:db8::1', '[::1]:1'],
    ['', 'https://', 'http://h', 'h:0', 'h:65536', 'h:', 'h/x', '10.0.0.256:80', 'a b', '[h]:80', '[::1'],
  ],
  [
    'uuid',
    ['123e4567-e89b-42d3-a456-426614174000', '123E4567-E89B-42D3-A456-426614174000'],
    ['', '123e4567e89b42d3a456426614174000', '123e4567-e89b-42d3-a456-42661417400g'],
  ],
  ['language', ['de', 'pt-BR', 'zh_CN'], ['DE', 'deu', 'd', 'de-de']],
  ['country', ['DE', 'US'], ['de', 'DEU']],
  ['application-name', ['Phone Book'], ['a^b']],
  ['hash', ['0aF'.padEnd(64, '9')], ['0a', 'g'.repeat(64), '0'.repeat(65)]],
  [
    'sha1-fingerprint',
    ['0aF'.padEnd(40, '9'), `0a${':F9'.repeat(19)}`],
    ['', '0'.repeat(39), 'g'.repeat(40), '0'.repeat(64), `0a${':F9'.repeat(18)}`, `0a${' F9'.repeat(19)}`],
  ],
  ['pkcs12', ['MIIBszCCAVk='], ['QUJD', '', '-----BEGIN CERTIFICATE-----', 'MQ=']],
  [
    'pem',
    [
      '-----BEGIN CERTIFICATE-----\nMIIBszCCAVk=\n-----END CERTIFICATE-----\n',
      '-----BEGIN CERTIFICATE-----\nMIIB\nszCC\n-----END CERTIFICATE-----\n-----BEGIN CERTIFICATE-----\r\nMIIB\r\n-----END CERTIFICATE-----',
    ],
    [
      '',
      'MIIBszCCAVk=',
      '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----',
      '-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----',
      '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----',
      '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\nrubbish',
    ],
  ],
  ['pem-or-base64', ['MIIB', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'], ['QUJD', 'x']],
];

describe('forms of texts', () => {
  it.each(TYPES)('%s fits %j and not %j', (type, fitting, others) => {
    expect(fitting.filter((text) => !fitsType(type, text))).toEqual([]);
    expect(others.filter((text) => fitsType(type, text))).toEqual([]);
  });

  it.each(FORMATS)('%s fits %j and not %j', (format, fitting, others) => {
    expect(fitting.filter((text) => !fitsFormat(format, text))).toEqual([]);
    expect(others.filter((text) => fitsFormat(format, text))).toEqual([]);
  });

  it('decides long hostile texts in time proportional to their length', () => {
    const hostile = [
      'a.'.repeat(20_000),
      '1,'.repeat(20_000),
      `-----BEGIN CERTIFICATE-----${'A'.repeat(39_000)}`,
      'M'.repeat(40_000),
    ];
    const started = performance.now();
    for (const text of hostile) {
      for (const [type] of TYPES) fitsType(type, text);
      for (const [format] of FORMATS) fitsFormat(format, text);
    }
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
