import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAddressRange } from '../addresses/index.ts';
import { makeSelfSigned } from '../tls/index.ts';
import {
  createOutboundGuard,
  ForbiddenAddressError,
  OutboundAgent,
  OutboundTimeoutError,
  openAnswer,
} from './index.ts';

const loopback = readAddressRange('127.0.0.0/8');
const allowing = createOutboundGuard(loopback === undefined ? [] : [loopback]);
const strict = createOutboundGuard();

describe('the guard of outbound requests', () => {
  test.each([
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '0.1.2.3',
    '169.254.169.254',
    '169.254.1.1',
    '100.100.100.200',
    '168.63.129.16',
    '224.0.0.1',
    '239.255.255.250',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '0:0:0:0:0:0:0:1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:169.254.169.254',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b::a9fe:a9fe',
    '2002:7f00:1::',
    '2002:a9fe:a9fe::1',
    '2001:0:1:2:3:4:5:6',
    'fe80::1',
    'fe80::1%eth0',
    'febf::1',
    'ff02::1',
    'fd00:ec2::254',
    'no address',
    '',
  ])('forbids %s', (address) => expect(strict.whyForbidden(address)).toBeDefined());

  test.each([
    '10.1.2.3',
    '192.168.1.1',
    '172.16.0.1',
    '8.8.8.8',
    '2001:db8::1',
    'fd12:3456::1',
    '64:ff9b::808:808',
    '::ffff:10.1.2.3',
  ])('lets %s through', (address) => expect(strict.whyForbidden(address)).toBeUndefined());

  test('lets through what the environment allows, and nothing else', () => {
    expect(allowing.whyForbidden('127.0.0.1')).toBeUndefined();
    expect(allowing.whyForbidden('::ffff:127.0.0.1')).toBeUndefined();
    expect(allowing.whyForbidden('::1')).toBeDefined();
    expect(allowing.whyForbidden('169.254.169.254')).toBeDefined();
  });

  test('says in both languages what the address is', () => {
    expect(strict.whyForbidden('169.254.169.254')).toEqual({
      en: 'a metadata service of a cloud',
      de: 'ein Metadatendienst einer Cloud',
    });
  });
});

describe('a request', () => {
  let server: Server;
  let port = 0;
  let requests = 0;
  beforeAll(async () => {
    const { privateKey, certificate } = await makeSelfSigned({
      keyType: 'ecdsa-p256',
      hosts: ['localhost'],
      notBefore: new Date(Date.now() - 60_000),
      notAfter: new Date(Date.now() + 3_600_000),
    });
    server = createServer({ key: privateKey, cert: certificate }, (request, response) => {
      requests += 1;
      if (request.url === '/silent') return;
      if (request.url === '/stuck') {
        response.writeHead(200, { 'content-length': '10' }).write('12345');
        return;
      }
      if (request.url === '/elsewhere') {
        response.writeHead(302, { location: 'https://169.254.169.254/' }).end();
        return;
      }
      response.end('here');
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const open = async (url: string, guard = strict, options = {}) => {
    const agent = new OutboundAgent(guard, { tls: { verify: false } });
    try {
      const answer = await openAnswer(agent, new URL(url), options);
      let text = '';
      for await (const chunk of answer) text += String(chunk);
      return { status: answer.statusCode, text };
    } finally {
      agent.destroy();
    }
  };

  test('reaches an address that is allowed', async () => {
    expect(await open(`https://127.0.0.1:${port}/`, allowing)).toEqual({ status: 200, text: 'here' });
    expect(await open(`https://localhost:${port}/`, allowing)).toEqual({ status: 200, text: 'here' });
  });

  test.each(['127.0.0.1', 'localhost', '2130706433', '0x7f.1', '[::1]', '[::ffff:127.0.0.1]', '0'])(
    'to %s never reaches a server on loopback',
    async (host) => {
      const before = requests;
      await expect(open(`https://${host}:${port}/`)).rejects.toThrow(ForbiddenAddressError);
      expect(requests).toBe(before);
    },
  );

  test('is broken off when the connection leads to a forbidden address although the name did not', async () => {
    let asked = 0;
    // Says yes to the first look and no to the second, as a name does that changes in between.
    const changing = { whyForbidden: () => (asked++ === 0 ? undefined : { en: 'changed', de: 'geändert' }) };
    const before = requests;
    await expect(open(`https://127.0.0.1:${port}/`, changing)).rejects.toThrow(ForbiddenAddressError);
    expect(requests).toBe(before);
  });

  test('does not follow a redirect', async () => {
    expect(await open(`https://127.0.0.1:${port}/elsewhere`, allowing)).toMatchObject({ status: 302 });
  });

  test('ends when no answer comes in time', async () => {
    const never = open(`https://127.0.0.1:${port}/silent`, allowing, { answerTimeoutMs: 100 });
    await expect(never).rejects.toThrow(OutboundTimeoutError);
  });

  test('ends when an answer stops in the middle', async () => {
    const stuck = open(`https://127.0.0.1:${port}/stuck`, allowing, { silenceMs: 100 });
    await expect(stuck).rejects.toThrow(OutboundTimeoutError);
  });

  test('refuses a certificate that nobody trusts, unless told not to look', async () => {
    const agent = new OutboundAgent(allowing, { tls: { verify: true } });
    await expect(openAnswer(agent, new URL(`https://localhost:${port}/`))).rejects.toMatchObject({
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
    agent.destroy();
  });
});
