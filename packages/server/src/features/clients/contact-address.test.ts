import { describe, expect, test } from 'vitest';
import { checkContactAddress } from './contact-address.ts';

const PATH = '/contact_dls.html/ContactDLS';

describe('a contact address', () => {
  test.each<[string, string, string, { protocol: 'http' | 'https'; address: string; port: number }]>([
    [
      'as phones send it',
      `http://192.0.2.7:8085${PATH}`,
      '192.0.2.7',
      { protocol: 'http', address: '192.0.2.7', port: 8085 },
    ],
    [
      'over https',
      `https://192.0.2.7${PATH}`,
      '192.0.2.7',
      { protocol: 'https', address: '192.0.2.7', port: 443 },
    ],
    [
      'over https with its port',
      `https://192.0.2.7:443${PATH}`,
      '192.0.2.7',
      { protocol: 'https', address: '192.0.2.7', port: 443 },
    ],
    [
      'of IPv6',
      `http://[2001:db8::7]:8085${PATH}`,
      '2001:db8:0:0:0:0:0:7',
      { protocol: 'http', address: '2001:db8::7', port: 8085 },
    ],
    [
      'of IPv6 in another spelling',
      `http://[2001:DB8:0000::0007]:8085${PATH}`,
      '2001:db8::7',
      { protocol: 'http', address: '2001:db8::7', port: 8085 },
    ],
    [
      'in the IPv6 form of IPv4',
      `http://[::ffff:192.0.2.7]:8085${PATH}`,
      '192.0.2.7',
      { protocol: 'http', address: '192.0.2.7', port: 8085 },
    ],
    [
      'of a phone that called in the IPv6 form of IPv4',
      `http://192.0.2.7:8085${PATH}`,
      '::ffff:192.0.2.7',
      { protocol: 'http', address: '192.0.2.7', port: 8085 },
    ],
  ])('%s is used', (_name, uri, calledFrom, expected) => {
    expect(checkContactAddress(uri, calledFrom)).toEqual({
      usable: true,
      contact: { ...expected, path: PATH },
    });
  });

  test.each([
    ['is missing', '', /has not said/],
    ['is no URL', 'hello', /no URL/],
    ['has no host', 'http://', /no URL/],
    ['is of another phone', `http://192.0.2.8:8085${PATH}`, /192\.0\.2\.8, but it calls from 192\.0\.2\.7/],
    ['is the server itself', `http://127.0.0.1:8085${PATH}`, /127\.0\.0\.1, but/],
    ['is the server itself, as a number', `http://2130706433:8085${PATH}`, /127\.0\.0\.1, but/],
    ['is the server itself, in hex', `http://0x7f.1:8085${PATH}`, /127\.0\.0\.1, but/],
    ['is the server itself, in IPv6', `http://[::1]:8085${PATH}`, /::1, but/],
    ['is a service of the cloud', `http://169.254.169.254:8085${PATH}`, /169\.254\.169\.254, but/],
    ['is a host name', `http://phone.example.org:8085${PATH}`, /host name/],
    ['is a host name that looks like an address', `http://192.0.2.7.example.org:8085${PATH}`, /host name/],
    ['is localhost', `http://localhost:8085${PATH}`, /host name/],
    ['has a user name', `http://192.0.2.7@198.51.100.1:8085${PATH}`, /user name/],
    ['has a user name and a password', `http://a:b@192.0.2.7:8085${PATH}`, /user name/],
    ['has another port', `http://192.0.2.7:22${PATH}`, /port 22/],
    ['has no port', `http://192.0.2.7${PATH}`, /port 80/],
    ['has the port of the other protocol', `http://192.0.2.7:443${PATH}`, /port 443/],
    ['has the port of the other protocol over https', `https://192.0.2.7:8085${PATH}`, /port 8085/],
    ['has another path', 'http://192.0.2.7:8085/', /path/],
    ['has a path in other letters', 'http://192.0.2.7:8085/Contact_dls.html/ContactDLS', /path/],
    ['has an encoded path', 'http://192.0.2.7:8085/contact_dls.html%2FContactDLS', /path/],
    ['leads on with dots', `http://192.0.2.7:8085${PATH}/../../admin`, /path/],
    ['leads on with encoded dots', `http://192.0.2.7:8085${PATH}/%2e%2e/%2e%2e/admin`, /path/],
    ['has a query', `http://192.0.2.7:8085${PATH}?x=1`, /path/],
    ['has a fragment', `http://192.0.2.7:8085${PATH}#x`, /path/],
    ['has a backslash', 'http://192.0.2.7:8085\\@198.51.100.1/', /path/],
    ['is a file', 'file:///etc/passwd', /neither http nor https/],
    ['is of another protocol', `ftp://192.0.2.7:8085${PATH}`, /neither http nor https/],
    ['is a script', 'javascript:alert(1)', /neither http nor https/],
    ['has an IPv6 zone', `http://[fe80::1%25eth0]:8085${PATH}`, /no URL/],
  ])('that %s is not used, and it is said why', (_name, uri, problem) => {
    const check = checkContactAddress(uri, '192.0.2.7');
    expect(check).toEqual({
      usable: false,
      problem: {
        en: expect.stringMatching(problem),
        de: expect.stringMatching(/^(es|seine Kontaktadresse) /),
      },
    });
  });

  test.each(['', 'unknown', 'fe80::1%eth0'])('of a phone that called from "%s" is not used', (calledFrom) => {
    expect(checkContactAddress(`http://192.0.2.7:8085${PATH}`, calledFrom).usable).toBe(false);
  });

  test('is put together from checked parts, whatever odd way it was written in', () => {
    expect(checkContactAddress(` http://192.0.2.7:8085/x/..${PATH}\n`, '192.0.2.7')).toEqual({
      usable: true,
      contact: { protocol: 'http', address: '192.0.2.7', port: 8085, path: PATH },
    });
  });
});
