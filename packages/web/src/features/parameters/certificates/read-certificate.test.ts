import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { validityOf } from './certificate-details.ts';
import { readAuthority, readIdentity } from './read-certificate.ts';

let folder: string;
const openssl = (...parts: string[]): void => {
  execFileSync('openssl', parts, { cwd: folder, stdio: 'pipe' });
};
const file = (name: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(join(folder, name)));

// Files as administrators have them, made anew by the tool that they use.
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'deskfleet-certificates-'));
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'key.pem',
    '-out',
    'cert.pem',
    '-days',
    '90',
    '-subj',
    '/C=DE/O=Ward 3/CN=phone.example',
  );
  openssl(
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-keyout',
    'ec.pem',
    '-out',
    'ca.pem',
    '-days',
    '10',
    '-subj',
    '/CN=Root',
  );
  openssl('x509', '-in', 'ca.pem', '-outform', 'DER', '-out', 'ca.der');
  openssl(
    'pkcs12',
    '-export',
    '-inkey',
    'key.pem',
    '-in',
    'cert.pem',
    '-out',
    'protected.p12',
    '-passout',
    'pass:Geheim 1',
  );
  openssl(
    'pkcs12',
    '-export',
    '-inkey',
    'key.pem',
    '-in',
    'cert.pem',
    '-out',
    'open.p12',
    '-passout',
    'pass:',
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a file for an authority', () => {
  it.each(['ca.pem', 'ca.der'])('%s is taken as PEM with its details', async (name) => {
    const read = await readAuthority(file(name));
    expect(read.wire).toBe(readFileSync(join(folder, 'ca.pem'), 'utf8').trim());
    expect(read.certificates).toMatchObject([{ subject: 'CN=Root', issuer: 'CN=Root', key: 'EC P-256' }]);
    const shown = execFileSync('openssl', ['x509', '-in', 'ca.pem', '-noout', '-fingerprint', '-sha256'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(shown.trim().endsWith(`=${read.certificates[0]?.fingerprint}`)).toBe(true);
  });

  it('is refused when it holds a private key', async () => {
    const both = new Uint8Array([...file('cert.pem'), ...file('key.pem')]);
    await expect(readAuthority(both)).rejects.toMatchObject({ kind: 'has-key' });
    await expect(readAuthority(file('open.p12'))).rejects.toMatchObject({ kind: 'has-key' });
  });

  it.each([
    ['', 'empty'],
    ['hello', 'unreadable'],
    ['some text, no certificate', 'unreadable'],
    ['-----BEGIN CERTIFICATE-----\nMAAA\n-----END CERTIFICATE-----', 'unreadable'],
    ['-----BEGIN CERTIFICATE REQUEST-----\nMAAA\n-----END CERTIFICATE REQUEST-----', 'no-certificate'],
  ])('%j is refused as %s', async (text, kind) => {
    await expect(readAuthority(new TextEncoder().encode(text))).rejects.toMatchObject({ kind });
  });

  it('is refused when it is binary and something else', async () => {
    await expect(readAuthority(new Uint8Array([0x30, 0x03, 2, 1, 5, 0x89, 0x50]))).rejects.toMatchObject({
      kind: 'unreadable',
    });
  });
});

describe('a file for a certificate with its key', () => {
  it('asks for the password, knows a wrong one, and is sent without it', async () => {
    const container = file('protected.p12');
    await expect(readIdentity(container, '')).rejects.toMatchObject({ kind: 'needs-password' });
    await expect(readIdentity(container, 'geheim')).rejects.toMatchObject({ kind: 'wrong-password' });
    const read = await readIdentity(container, 'Geheim 1');
    expect(read).toMatchObject({
      repacked: true,
      certificates: [{ subject: 'C=DE, O=Ward 3, CN=phone.example', key: 'RSA 2048' }],
    });
    // What is sent opens with an empty password, in the other tool as well, and has the same key.
    execFileSync(
      'openssl',
      ['pkcs12', '-in', '-', '-passin', 'pass:', '-nodes', '-nocerts', '-out', 'sent.pem'],
      { cwd: folder, input: Buffer.from(read.wire, 'base64'), stdio: ['pipe', 'pipe', 'pipe'] },
    );
    const modulus = (name: string) =>
      execFileSync('openssl', ['rsa', '-in', name, '-noout', '-modulus'], {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['pipe', 'pipe', 'pipe'],
      });
    expect(modulus('sent.pem')).toBe(modulus('key.pem'));
  });

  it('is sent as it is when it has no password', async () => {
    const read = await readIdentity(file('open.p12'), '');
    expect(read).toMatchObject({ wire: Buffer.from(file('open.p12')).toString('base64'), repacked: false });
  });

  it('may be PEM with both', async () => {
    const read = await readIdentity(new Uint8Array([...file('cert.pem'), ...file('key.pem')]), '');
    expect((await readIdentity(new TextEncoder().encode(read.wire), '')).certificates).toEqual(
      read.certificates,
    );
  });

  it('is refused without a key', async () => {
    await expect(readIdentity(file('ca.der'), '')).rejects.toMatchObject({ kind: 'no-key' });
    await expect(readIdentity(file('cert.pem'), '')).rejects.toMatchObject({ kind: 'no-key' });
  });
});

describe('the validity of a certificate', () => {
  const days = (count: number) => new Date(count * 86_400_000);
  const details = { notBefore: days(100), notAfter: days(200) };
  it.each([
    [99, 'not-yet'],
    [150, 'valid'],
    [171, 'expires-soon'],
    [201, 'expired'],
  ])('on day %i is %s', (day, validity) => {
    expect(validityOf(details, days(day).getTime())).toBe(validity);
  });
});
