import { randomBytes, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:tls';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openServerDatabase, type ServerDatabase } from '../../../test/support/server-database.ts';
import { aClock } from '../../../test/support/test-clock.ts';
import { EventHub } from '../../infra/events/index.ts';
import { createSecretBox } from '../../infra/secrets/index.ts';
import { localHosts } from './local-hosts.ts';
import { ensureServerCertificate, type ServerIdentity } from './server-certificates.service.ts';
import { keepServerCertificate } from './server-certificates.watch.ts';

const hosts = ['phones.example.org', '127.0.0.1', '::1'];
const secrets = createSecretBox(randomBytes(32));
const log = pino({ level: 'silent' });

let database: ServerDatabase;
beforeAll(async () => {
  database = await openServerDatabase();
});
afterAll(() => database.close());
beforeEach(() => database.db.deleteFrom('settings').execute());

function tools(clock = aClock()) {
  return { db: database.db, clock, secrets };
}

/** Connects as a client that supports only these signature algorithms and tells which certificate it was shown. */
async function shownCertificate(identity: ServerIdentity, sigalgs: string): Promise<X509Certificate> {
  const server = createServer({ key: identity.key, cert: identity.cert });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    const socket = connect({
      port,
      host: '127.0.0.1',
      rejectUnauthorized: false,
      maxVersion: 'TLSv1.2',
      sigalgs,
    });
    await once(socket, 'secureConnect');
    const certificate = socket.getPeerX509Certificate();
    socket.destroy();
    if (certificate === undefined) throw new RangeError('no certificate was shown');
    return certificate;
  } finally {
    server.close();
  }
}

describe('the server certificate', () => {
  it('for the admin app names every host and is verified by a client that trusts it', async () => {
    const clock = aClock(new Date());
    const identity = await ensureServerCertificate(tools(clock), 'admin', { hosts });
    expect(identity.certificates.map(({ keyType }) => keyType)).toEqual(['ecdsa-p256']);
    const server = createServer({ key: identity.key, cert: identity.cert });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    for (const servername of ['phones.example.org', '127.0.0.1']) {
      const socket = connect({
        port,
        host: '127.0.0.1',
        ca: identity.cert,
        ...(servername === '127.0.0.1' ? {} : { servername }),
      });
      await once(socket, 'secureConnect');
      expect(socket.authorized).toBe(true);
      socket.destroy();
    }
    server.close();
  });

  it('for phones is shown as RSA or ECDSA, whichever the phone knows', async () => {
    const identity = await ensureServerCertificate(tools(), 'phones', { hosts });
    const rsa = await shownCertificate(identity, 'RSA+SHA256');
    expect(rsa.publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
    const ecdsa = await shownCertificate(identity, 'ECDSA+SHA256');
    expect(ecdsa.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
    expect(rsa.subjectAltName).toBe(
      'DNS:phones.example.org, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1',
    );
    expect(rsa.ca).toBe(false);
    expect(rsa.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect(rsa.subject).toBe('O=Deskfleet\nCN=phones.example.org');
  });

  it('is made once however many nodes start at the same time', async () => {
    const made = await Promise.all([1, 2, 3].map(() => ensureServerCertificate(tools(), 'admin', { hosts })));
    expect(new Set(made.map(({ cert }) => cert[0])).size).toBe(1);
    expect(made.filter((identity) => identity.made)).toHaveLength(1);
  });

  it('is kept over a restart and stored without its private key in clear', async () => {
    const first = await ensureServerCertificate(tools(), 'admin', { hosts });
    const second = await ensureServerCertificate(tools(), 'admin', { hosts: ['127.0.0.1'] });
    expect(second).toEqual({ ...first, made: false });
    const { value } = await database.db.selectFrom('settings').select('value').executeTakeFirstOrThrow();
    expect(JSON.stringify(value)).not.toContain('PRIVATE KEY');
  });

  it('is made anew with the names of both when a node with other names comes', async () => {
    const first = await ensureServerCertificate(tools(), 'admin', { hosts });
    const second = await ensureServerCertificate(tools(), 'admin', { hosts: ['other.example.org'] });
    expect(second.cert).not.toEqual(first.cert);
    expect([...second.hosts].sort()).toEqual([...hosts, 'other.example.org'].sort());
    expect((await ensureServerCertificate(tools(), 'admin', { hosts })).made).toBe(false);
  });

  it('is renewed thirty days before its end and not earlier', async () => {
    const clock = aClock();
    const first = await ensureServerCertificate(tools(clock), 'admin', { hosts });
    const [certificate] = first.certificates;
    expect(certificate?.notAfter).toEqual(
      new Date(new X509Certificate(first.cert[0] ?? '').validToDate.getTime()),
    );
    clock.advance({ days: 789 });
    expect((await ensureServerCertificate(tools(clock), 'admin', { hosts })).made).toBe(false);
    clock.advance({ days: 2 });
    const renewed = await ensureServerCertificate(tools(clock), 'admin', { hosts });
    expect(renewed.cert).not.toEqual(first.cert);
    expect(renewed.hosts).toEqual(first.hosts);
  });

  it('refuses to start over with another secret key instead of replacing what it cannot read', async () => {
    await ensureServerCertificate(tools(), 'admin', { hosts });
    const other = { ...tools(), secrets: createSecretBox(randomBytes(32)) };
    await expect(ensureServerCertificate(other, 'admin', { hosts })).rejects.toThrow(
      'cannot be opened with this key',
    );
  });
});

describe('keeping a server certificate', () => {
  it('tells the listeners of every node when another node has made one', async () => {
    const hubs = [1, 2].map(
      () =>
        new EventHub({
          databaseUrl: database.url,
          query: (text, values) => database.pool.query(text, values),
          log,
        }),
    );
    const [events, otherEvents] = hubs;
    if (events === undefined || otherEvents === undefined) throw new RangeError('two hubs');
    await Promise.all(hubs.map((hub) => hub.start()));
    const applied: ServerIdentity[] = [];
    const kept = await keepServerCertificate({ ...tools(), events, log }, 'admin', {
      hosts,
      apply: (identity) => applied.push(identity),
    });
    const first = kept.current;
    const other = await keepServerCertificate({ ...tools(), events: otherEvents, log }, 'admin', {
      hosts: ['second-node.example.org'],
      apply: () => {},
    });
    await expect.poll(() => applied.at(-1)?.cert, { timeout: 5_000 }).toEqual(other.current.cert);
    expect(kept.current.cert).not.toEqual(first.cert);
    kept.stop();
    other.stop();
    await Promise.all(hubs.map((hub) => hub.stop()));
  });
});

describe('the hosts of this machine', () => {
  it('are the names and addresses under which it can be called, without those of one interface only', () => {
    const found = localHosts('Phones.Example.org');
    expect(found).toEqual(expect.arrayContaining(['localhost', '127.0.0.1', 'phones.example.org']));
    expect(found.some((host) => host.startsWith('fe80:') || host.includes('%'))).toBe(false);
    expect(localHosts('0.0.0.0')).not.toContain('0.0.0.0');
  });
});
