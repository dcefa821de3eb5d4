import { describe, expect, test } from 'vitest';
import { CONTACT_ME_PATH, decodeContactMe, encodeContactMe } from './contact-me.ts';
import { ProtocolError } from './protocol-error.ts';

test('the path is the one that phones listen on', () => {
  expect(CONTACT_ME_PATH).toBe('/contact_dls.html/ContactDLS');
});

describe('encodeContactMe', () => {
  test('alone it has 14 bytes', () => {
    expect(encodeContactMe()).toBe('ContactMe=true');
    expect(encodeContactMe()).toHaveLength(14);
  });

  test('names where to call', () => {
    expect(encodeContactMe({ address: '10.20.30.40', port: 18_443 })).toBe(
      'ContactMe=true&dls_ip_addr=10.20.30.40&dls_ip_port=18443',
    );
  });

  test.each([
    { address: '', port: 18_443 },
    { address: ' ', port: 18_443 },
    { address: '10.20.30.40', port: 0 },
    { address: '10.20.30.40', port: 65_536 },
    { address: '10.20.30.40', port: 1.5 },
  ])('refuses $address:$port', (callBack) => {
    expect(() => encodeContactMe(callBack)).toThrow(ProtocolError);
    expect(() => encodeContactMe(callBack)).toThrow(expect.objectContaining({ code: 'invalid-call-back' }));
  });
});

describe('decodeContactMe', () => {
  test.each(['10.20.30.40', '[2001:db8::1]', '2001:db8::1', 'dls.example.org', 'a&b=c'])(
    'reads back what is encoded: %s',
    (address) => {
      const callBack = { address, port: 18_443 };
      expect(decodeContactMe(encodeContactMe(callBack))).toStrictEqual({ contactMe: true, ...callBack });
    },
  );

  test.each([
    ['ContactMe=true', { contactMe: true }],
    ['?ContactMe=true&dls_ip_port=1', { contactMe: true, port: 1 }],
    ['ContactMe=TRUE\r\n', { contactMe: true }],
    ['ContactMe=false&dls_ip_addr=10.0.0.1', { contactMe: false, address: '10.0.0.1' }],
    ['dls_ip_addr=&dls_ip_port=', { contactMe: false }],
    ['ContactMe=true&dls_ip_port=99999', { contactMe: true }],
    ['ContactMe=true&dls_ip_port=-1', { contactMe: true }],
    ['ContactMe=true&dls_ip_addr=%zz%', { contactMe: true, address: '%zz%' }],
    ['', { contactMe: false }],
    [`ContactMe=true&${'x'.repeat(5_000)}`, { contactMe: false }],
  ])('reads %j', (form, expected) => {
    expect(decodeContactMe(form)).toStrictEqual(expected);
  });
});
