import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../src/index.ts';
import { aPhone, atEnd, cleanUpAfterEach, startServer, talk } from './kit.ts';

cleanUpAfterEach();

/** A contact-me proxy that answers with one status after the other, the last one for ever. */
async function startProxy(...statuses: readonly number[]): Promise<{ url: string; requests: string[] }> {
  const requests: string[] = [];
  const server: Server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url} from ${request.socket.remoteAddress}`);
    response.writeHead(statuses[requests.length - 1] ?? statuses.at(-1) ?? 200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEnd(() => new Promise((resolve) => server.close(resolve)));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/dcmp/`, requests };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(setImmediate);
}

describe('polling a contact-me proxy', () => {
  it('asks in its interval and calls with "solicited" on 202', async () => {
    const clock = new ManualClock();
    const server = await startServer();
    const proxy = await startProxy(200, 202, 200);
    const phone = aPhone(server, {
      clock,
      address: '127.82.1.1',
      behavior: { dcmpUrl: proxy.url, dcmpIntervalMs: 60_000 },
    });
    await phone.powerOn();
    clock.advance(1);
    await phone.waitFor('idle');
    clock.advance(59_999);
    expect(proxy.requests).toEqual([]);
    clock.advance(1);
    await until(() => proxy.requests.length === 1);
    expect(proxy.requests).toEqual(['GET /dcmp/contact-me?device-id=00:1A:E8:12:34:56 from 127.82.1.1']);
    expect(phone.log).toHaveLength(1);

    clock.advance(60_000);
    await phone.waitFor(() => phone.log.length === 2 && phone.state === 'idle');
    expect(talk(phone.log)).toEqual(['start-up -> CleanUp', 'solicited -> CleanUp']);
  });

  it('begins when the server writes dcmp-url, and each contact puts the next poll off', async () => {
    const clock = new ManualClock();
    const server = await startServer();
    const proxy = await startProxy(200);
    const phone = aPhone(server, { clock, behavior: { dcmpIntervalMs: 60_000 } });
    server.play({ action: 'WriteItems', items: [{ name: 'dcmp-url', value: proxy.url }] });
    await phone.powerOn();
    clock.advance(1);
    await phone.waitFor('idle');
    clock.advance(50_000);
    await phone.call('solicited');
    clock.advance(50_000);
    expect(proxy.requests).toEqual([]);
    clock.advance(10_000);
    await until(() => proxy.requests.length === 1);

    await phone.powerOff();
    clock.advance(600_000);
    expect(proxy.requests).toHaveLength(1);
  });

  it('counts failures and goes on', async () => {
    const clock = new ManualClock();
    const server = await startServer();
    const proxy = await startProxy(500, 202);
    const phone = aPhone(server, { clock, behavior: { dcmpUrl: proxy.url, dcmpIntervalMs: 1_000 } });
    await phone.powerOn();
    clock.advance(1);
    await phone.waitFor('idle');
    clock.advance(1_000);
    await until(() => phone.statistics.errors.get('dcmp-http-500') === 1);
    clock.advance(1_000);
    await phone.waitFor(() => phone.log.length === 2);
  });
});
