import { spawn } from 'node:child_process';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aMac, anInitial } from '../support/raw-phone.ts';
import { type RunningServer, startServer } from '../support/running-server.ts';

let server: RunningServer;
let legacy: RunningServer;
beforeAll(async () => {
  [server, legacy] = await Promise.all([
    startServer(),
    startServer({ env: { DESKFLEET_PHONE_TLS_MIN: 'TLSv1' } }),
  ]);
});
afterAll(async () => {
  await Promise.all([server.stop(), legacy.stop()]);
});

function handshake(of: RunningServer, options: ConnectionOptions): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: '127.0.0.1',
      port: of.node.ports.phones,
      rejectUnauthorized: false,
      ...options,
    });
    socket.once('secureConnect', () => resolve(socket));
    socket.once('error', reject);
  });
}

async function keyTypeFor(options: ConnectionOptions): Promise<string | undefined> {
  const socket = await handshake(server, options);
  const { bits, asn1Curve } = socket.getPeerCertificate() as { bits?: number; asn1Curve?: string };
  socket.destroy();
  return asn1Curve ?? (bits === undefined ? undefined : `rsa ${bits}`);
}

/** Posts a start-up by openssl as an old phone would, and gives what it printed. */
function openssl(of: RunningServer, flags: readonly string[]): Promise<string> {
  const body = anInitial(aMac());
  const request = `POST /DeploymentService/LoginService HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`;
  const child = spawn('openssl', [
    's_client',
    '-connect',
    `127.0.0.1:${of.node.ports.phones}`,
    '-ign_eof',
    ...flags,
  ]);
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
  });
  child.stdin.on('error', () => {});
  child.stdin.end(request);
  return new Promise((resolve) => child.once('close', () => resolve(printed)));
}

describe('the phone port', () => {
  test('shows RSA to phones that know nothing else, and ECDSA to the others', async () => {
    const old: ConnectionOptions = { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-GCM-SHA256' };
    expect(await keyTypeFor(old)).toBe('rsa 2048');
    expect(await keyTypeFor({ maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256' })).toBe(
      'prime256v1',
    );
    expect(await keyTypeFor({})).toBe('prime256v1');
  });

  test('refuses TLS 1.0 unless it is allowed', async () => {
    const printed = await openssl(server, ['-tls1', '-cipher', 'ALL:@SECLEVEL=0']);
    expect(printed).not.toContain('<Action>');
    expect(printed).toMatch(/alert protocol version|no protocols available|alert/);
  });

  test.each(['-tls1', '-tls1_1', '-tls1_2', '-tls1_3'])(
    'answers openssl %s when TLS 1.0 is allowed',
    async (flag) => {
      const printed = await openssl(legacy, [flag, '-cipher', 'ALL:@SECLEVEL=0']);
      expect(printed).toContain('<Action>ReadAllItems</Action>');
    },
  );

  test('resumes a session, also at another node', async () => {
    const other = await server.anotherNode();
    const first = await handshake(server, { maxVersion: 'TLSv1.2' });
    const session = first.getSession();
    if (session === undefined) throw new TypeError('no session');
    expect(first.isSessionReused()).toBe(false);
    first.destroy();
    for (const port of [server.node.ports.phones, other.ports.phones]) {
      const again = await handshake(server, { maxVersion: 'TLSv1.2', session, port });
      expect(again.isSessionReused()).toBe(true);
      again.destroy();
    }
  });
});

describe('the port for secure mode', () => {
  test('admits nobody without a certificate of this installation', async () => {
    const options = { port: server.node.ports.securePhones, maxVersion: 'TLSv1.2' } as const;
    await expect(handshake(server, options)).rejects.toThrow(/handshake failure|alert|ECONNRESET|socket/i);
  });
});
