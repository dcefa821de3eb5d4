import { describe, expect, it } from 'vitest';
import {
  CatalogError,
  findParameter,
  formatValue,
  type Parameter,
  type ParameterValue,
  parseWire,
  sameWire,
  validateIndex,
  validateWire,
  validateWritable,
} from './index.ts';

function get(id: string): Parameter {
  const parameter = findParameter(id);
  if (parameter === undefined) throw new RangeError(id);
  return parameter;
}

function refusalOf(work: () => unknown): CatalogError {
  try {
    work();
  } catch (error) {
    if (error instanceof CatalogError) return error;
    throw error;
  }
  throw new RangeError('nothing was refused');
}

describe('reading and writing values', () => {
  const cases: readonly [id: string, value: ParameterValue, wire: string][] = [
    ['7.1.4/daylight-saving-enabled', true, 'true'],
    ['7.1.4/daylight-saving-enabled', false, 'false'],
    ['7.1.4/sntp-timezone-offset-minutes', -720, '-720'],
    ['7.1.4/sntp-timezone-offset-minutes', 0, '0'],
    ['7.3.2/transport-protocol', 'tls', '2'],
    ['7.3.2/server-address', 'sip.example.com', 'sip.example.com'],
    ['7.3.2/server-address', '2001:db8::1', '2001:db8::1'],
    ['7.3.2/server-address', null, ''],
    ['7.3.2/registrar-address', null, 'NULL'],
    ['7.6.7/layer-3-voice', 46, '46'],
    ['7.7.1/display-id', 'Empfang Süd 😀', 'Empfang Süd 😀'],
    ['7.7.2/fpk.function', 'blf', '59'],
    ['7.7.3/inactivity-timeout', '120', '120'],
    ['other/goto-secure-mode', 'nopin', 'nopin'],
  ];

  it.each(cases)('%s: %j is %j on the wire', (id, value, wire) => {
    expect(formatValue(get(id), value)).toBe(wire);
    expect(parseWire(get(id), wire)).toBe(value);
  });

  it('reads an empty text as no value, whatever the type', () => {
    for (const id of ['7.1.4/daylight-saving-enabled', '7.3.2/server-port', '7.3.2/transport-protocol']) {
      expect(parseWire(get(id), '')).toBeNull();
      expect(validateWire(get(id), '')?.code).toBe('parameter.empty');
    }
  });

  it('reads NULL as no value where it clears, and as text elsewhere', () => {
    expect(parseWire(get('7.3.2/server-address'), 'NULL')).toBeNull();
    expect(parseWire(get('7.5.1/ldap-username'), 'NULL')).toBeNull();
    expect(parseWire(get('7.7.1/display-id'), 'NULL')).toBe('NULL');
    expect(formatValue(get('7.5.1/ldap-username'), 'NULL')).toBe('NULL');
  });

  it('clears a text by an empty one', () => {
    expect(formatValue(get('7.7.1/display-id'), '')).toBe('');
    expect(formatValue(get('7.3.2/e164-number'), '')).toBe('NULL');
  });

  it('clears a number only where phones take that', () => {
    expect(formatValue(get('other/XML-app-server-port'), null)).toBe('');
    expect(refusalOf(() => formatValue(get('7.3.2/server-port'), null)).code).toBe('parameter.empty');
  });

  it('takes certificates with line breaks, and drops those at the end', () => {
    const pem = '-----BEGIN CERTIFICATE-----\nMIIBszCCAVk=\n-----END CERTIFICATE-----';
    expect(formatValue(get('7.8.2/wlan-ca-cert'), `${pem}\r\n`)).toBe(pem);
  });
});

describe('refusing values', () => {
  const cases: readonly [id: string, wire: string, code: string][] = [
    ['7.1.4/daylight-saving-enabled', 'True', 'parameter.not_a_boolean'],
    ['7.1.4/daylight-saving-enabled', '1', 'parameter.not_a_boolean'],
    ['7.3.2/server-port', 'http', 'parameter.not_an_integer'],
    ['7.3.2/server-port', '5060.0', 'parameter.not_an_integer'],
    ['7.3.2/server-port', '05060', 'parameter.not_an_integer'],
    ['7.3.2/server-port', '-0', 'parameter.not_an_integer'],
    ['7.3.2/server-port', '9'.repeat(400), 'parameter.not_an_integer'],
    ['other/line-ring-delay', '9999999999999999', 'parameter.not_an_integer'],
    ['7.3.2/server-port', '65536', 'parameter.out_of_range'],
    ['7.3.2/server-port', '-1', 'parameter.out_of_range'],
    ['7.3.2/registration-timer', '-1', 'parameter.out_of_range'],
    ['7.3.2/transport-protocol', '3', 'parameter.unknown_choice'],
    ['7.3.2/transport-protocol', 'tls', 'parameter.unknown_choice'],
    ['7.8.7/password-maximum-characters-in-sequence', '1', 'parameter.excluded_number'],
    ['7.4.1/rtp-base-port', '5005', 'parameter.wrong_format'],
    ['7.3.2/server-address', '10.0.0.256', 'parameter.wrong_format'],
    ['7.3.2/e164-number', '1234567890123456', 'parameter.wrong_format'],
    ['7.7.1/display-id', 'x'.repeat(25), 'parameter.too_long'],
    ['7.3.2/sip-name', 'x'.repeat(1_000_000), 'parameter.too_long'],
    ['7.8.2/wlan-ca-cert', 'M'.repeat(40_001), 'parameter.too_long'],
    ['7.7.1/display-id', 'a\u0000b', 'parameter.control_character'],
    ['7.7.1/display-id', 'a\nb', 'parameter.control_character'],
    ['7.7.1/display-id', 'a\ud800b', 'parameter.control_character'],
    ['7.7.1/display-id', 'a\u0085b', 'parameter.control_character'],
    ['7.3.2/sip-credentials-password', ' secret', 'parameter.surrounding_space'],
    ['other/XML-app-name', 'a^b', 'parameter.wrong_format'],
  ];

  it.each(cases)('%s refuses %j as %s', (id, wire, code) => {
    expect(refusalOf(() => parseWire(get(id), wire))).toMatchObject({ code, parameterId: id });
    expect(validateWire(get(id), wire)?.code).toBe(code);
  });

  it('takes as many characters as stated, however many units each has', () => {
    expect(validateWire(get('7.7.1/display-id'), '😀'.repeat(24))).toBeUndefined();
    expect(validateWire(get('7.7.1/display-id'), '😀'.repeat(25))?.code).toBe('parameter.too_long');
  });

  it('refuses values of the wrong kind', () => {
    expect(refusalOf(() => formatValue(get('7.1.4/daylight-saving-enabled'), 'true')).code).toBe(
      'parameter.not_a_boolean',
    );
    expect(refusalOf(() => formatValue(get('7.3.2/server-port'), '5060')).code).toBe(
      'parameter.not_an_integer',
    );
    expect(refusalOf(() => formatValue(get('7.3.2/server-port'), 1.5)).code).toBe('parameter.not_an_integer');
    expect(refusalOf(() => formatValue(get('7.3.2/sip-name'), 7)).code).toBe('parameter.not_a_text');
    expect(refusalOf(() => formatValue(get('7.3.2/transport-protocol'), '2')).code).toBe(
      'parameter.unknown_choice',
    );
  });

  it('names the parameter, the value and what is allowed, in both languages', () => {
    expect(validateWire(get('7.3.2/server-port'), '70000')?.text).toEqual({
      en: 'Server port: “70000” is not in the range 0 to 65535.',
      de: 'Server-Port: „70000“ liegt nicht im Bereich 0 bis 65535.',
    });
    expect(validateWire(get('7.3.2/transport-protocol'), '9')?.message).toBe(
      'Transport protocol: “9” is not one of: UDP, TCP, TLS.',
    );
    expect(validateWire(get('7.3.2/server-address'), '10.0.0.256')).toMatchObject({
      message: 'Server address: “10.0.0.256” is not an IP address or host name.',
      rule: { kind: 'format', format: 'host' },
      value: '10.0.0.256',
    });
    expect(validateWire(get('7.3.2/server-port'), '')?.message).toBe(
      'Server port: the value cannot be empty.',
    );
  });

  it('counts choices that are too many to list', () => {
    expect(validateWire(get('7.1.4/daylight-saving-zone'), '55')?.text.de).toBe(
      'Sommerzeitzone: „55“ gehört nicht zu den 19 Auswahlmöglichkeiten.',
    );
  });

  it('never repeats a secret', () => {
    const refusal = validateWire(get('7.3.2/sip-credentials-password'), ' hunter2');
    expect(refusal).toMatchObject({
      value: null,
      message: 'SIP credentials password: the value begins or ends with white space.',
    });
    expect(JSON.stringify([refusal?.text, refusal?.rule, refusal?.stack])).not.toContain('hunter2');
  });

  it('cuts a hostile value and blots out its control characters', () => {
    const refusal = validateWire(get('7.3.2/sip-name'), `\u001b[31m<script>\u202e${'x'.repeat(1_000_000)}`);
    expect(refusal?.message.length).toBeLessThan(120);
    expect(refusal?.message).not.toMatch(/\p{C}/u);
    expect(refusal?.message).toContain('…');
    expect(String(refusal?.value).length).toBeLessThan(50);
  });

  it('does not cut a character in two', () => {
    const refusal = validateWire(get('7.7.1/display-id'), '😀'.repeat(60));
    expect(refusal?.message.isWellFormed()).toBe(true);
    expect(refusal?.message).toContain(`${'😀'.repeat(40)}…`);
  });
});

describe('telling what can be set', () => {
  it('refuses what a phone only reports and what belongs to actions', () => {
    expect(validateWritable(get('7.1.1/mac-address'))?.text.en).toBe(
      'MAC address: the value cannot be set; it can only be read.',
    );
    expect(validateWritable(get('other/restart-type'))).toMatchObject({
      code: 'parameter.read_only',
      message: 'Kind of restart: the value cannot be set; the server sends it on its own.',
    });
    expect(validateWritable(get('7.3.2/server-address'))).toBeUndefined();
  });

  it('refuses a scope in which the guide has no such parameter, and names those that have it', () => {
    expect(validateWritable(get('7.3.2/gateway-port'), 'template')).toBeUndefined();
    expect(validateWritable(get('7.3.2/gateway-port'), 'user')).toMatchObject({
      code: 'parameter.wrong_scope',
      text: {
        en: 'Gateway port: the value cannot be set here, only for: SIP clients, templates.',
        de: 'Gateway-Port: Der Wert kann hier nicht gesetzt werden, nur für: SIP-Telefone, Vorlagen.',
      },
    });
  });

  it.each([
    ['7.3.2/server-address', [null, undefined], [0, 1]],
    ['7.5.1/ldap-server-address', [null, 1], [0, 2]],
    ['7.9.2/sip-messages', [34], [null, 33]],
    ['other/dls-server-ca', [0, 1], [null, 2, -1]],
    ['7.3.8/local-code', [1, 50], [null, 0, 51, 1.5]],
    ['7.4.2/codecs-packet-size', [1, 999], [null, 0, Number.NaN]],
    ['other/file-name', [null, 1], [0]],
    [
      '7.7.2/fpk.function',
      [1, 9, 1009, 301, 1312, 401, 4002],
      [null, 0, -1, 1000, 300, 200, 2001, 4000, 4100],
    ],
  ] as const)('%s takes the indexes %j and not %j', (id, fitting, others) => {
    for (const index of fitting) expect(validateIndex(get(id), index)).toBeUndefined();
    for (const index of others)
      expect([index, validateIndex(get(id), index)?.code]).toEqual([index, 'parameter.wrong_index']);
  });

  it('says which index is needed', () => {
    expect(validateIndex(get('7.3.8/local-code'), 51)?.message).toBe(
      'Local code: “51” needs an index from 1 to 50.',
    );
  });
});

describe('comparing wire texts', () => {
  it('takes the two ways to clear an address as equal', () => {
    expect(sameWire(get('7.3.2/registrar-address'), 'NULL', '')).toBe(true);
    expect(sameWire(get('7.3.2/registrar-address'), 'NULL', '10.0.0.1')).toBe(false);
  });

  it('takes texts that break the rules as equal only when they are', () => {
    expect(sameWire(get('7.3.2/server-port'), 'x', 'x')).toBe(true);
    expect(sameWire(get('7.3.2/server-port'), 'x', 'y')).toBe(false);
    expect(sameWire(get('7.3.2/server-port'), 'x', '5060')).toBe(false);
  });
});
