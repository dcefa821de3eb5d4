import { describe, expect, it } from 'vitest';
import { ManualClock } from '../src/index.ts';
import { aPhone, aRunningPhone, cleanUpAfterEach, startServer, talk } from './kit.ts';
import { askToCall } from './scripted-server.ts';

cleanUpAfterEach();

describe('contact requests', () => {
  it('are answered 204 as a phone does, then the phone calls with "solicited" (12.4)', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    const answer = await askToCall(phone.contactMeUri);
    await phone.waitFor(() => phone.log.length === 2);

    expect(answer.status).toBe(204);
    expect(answer.headers).toMatchObject({
      server: 'DlsClient',
      'content-length': '0',
      'content-type': 'text/html',
    });
    expect(talk(phone.log)).toEqual(['start-up -> CleanUp', 'solicited -> CleanUp']);
    expect(server.contacts[1]?.connection).toBe(2);
    expect(phone.contactRequests).toMatchObject([{ from: '127.0.0.1', outcome: 'accepted' }]);
  });

  it('may come as a GET with a query', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    expect((await askToCall(phone.contactMeUri, { method: 'GET' })).status).toBe(204);
    await phone.waitFor(() => phone.log.length === 2);

    expect(talk(phone.log)).toEqual(['start-up -> CleanUp', 'solicited -> CleanUp']);
  });

  it('make the phone call another server, this time only', async () => {
    const server = await startServer();
    const other = await startServer();
    const phone = await aRunningPhone(server, { items: { 'dls-contact-interval': '0' } });
    await askToCall(phone.contactMeUri, { callBack: { address: '127.0.0.1', port: other.port } });
    await phone.waitFor(() => phone.log.length === 2);
    await askToCall(phone.contactMeUri);
    await phone.waitFor(() => phone.log.length === 3);

    expect(other.contacts.map((contact) => contact.message.reason)).toEqual(['solicited']);
    expect(server.contacts.map((contact) => contact.message.reason)).toEqual(['start-up', 'solicited']);
    expect(phone.items.get('dls-addr')).toBe('127.0.0.1');
  });

  it('find a phone that knows no server', async () => {
    const server = await startServer();
    const phone = aPhone(undefined);
    await phone.powerOn();
    await phone.waitFor('idle');
    await askToCall(phone.contactMeUri, { callBack: { address: '127.0.0.1', port: server.port } });
    await phone.waitFor(() => phone.log.length === 1);

    expect(talk(phone.log)).toEqual(['solicited -> CleanUp']);
  });

  it('are answered but ignored within the contact gap', async () => {
    const clock = new ManualClock();
    const server = await startServer();
    const phone = aPhone(server, { clock });
    await phone.powerOn();
    clock.advance(1);
    await phone.waitFor('idle');
    await askToCall(phone.contactMeUri);
    await phone.waitFor(() => phone.log.length === 2 && phone.state === 'idle');

    clock.advance(299_000);
    expect((await askToCall(phone.contactMeUri)).status).toBe(204);
    await phone.waitFor(() => phone.contactRequests.length === 2);
    expect(phone.log).toHaveLength(2);

    clock.advance(1_000);
    await askToCall(phone.contactMeUri);
    await phone.waitFor(() => phone.log.length === 3);
    expect(phone.contactRequests.map(({ outcome }) => outcome)).toEqual(['accepted', 'in-gap', 'accepted']);
    expect(phone.statistics.contactRequestsTooClose).toBe(1);
  });

  it('without ContactMe=true are answered and nothing follows', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    expect((await askToCall(phone.contactMeUri, { form: 'dls_ip_port=18443' })).status).toBe(204);
    await phone.waitFor(() => phone.contactRequests.length === 1);

    expect(phone.contactRequests[0]?.outcome).toBe('no-call-wanted');
    expect(phone.log).toHaveLength(1);
  });

  it('at another path are answered 404', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);

    expect((await askToCall(phone.contactMeUri.replace('/ContactDLS', '/Other'))).status).toBe(404);
  });

  it('can be lost, refused, kept waiting or answered 404', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);

    await phone.setContactMode('lose');
    expect((await askToCall(phone.contactMeUri)).status).toBe(204);
    await phone.waitFor(() => phone.contactRequests.length === 1);
    expect(phone.contactRequests[0]?.outcome).toBe('lost');

    await phone.setContactMode('refuse');
    await expect(askToCall(phone.contactMeUri)).rejects.toMatchObject({ code: 'ECONNREFUSED' });

    await phone.setContactMode('not-found');
    expect((await askToCall(phone.contactMeUri)).status).toBe(404);

    await phone.setContactMode('hang');
    await expect(fetch(phone.contactMeUri, { signal: AbortSignal.timeout(100) })).rejects.toThrow();

    await phone.setContactMode('normal');
    await askToCall(phone.contactMeUri);
    await phone.waitFor(() => phone.log.length === 2);
  });

  it('during a dialogue are remembered until it is over', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    server.script = async (_contact, place) => {
      if (place === 1) await askToCall(phone.contactMeUri);
      return { action: 'CleanUp' };
    };
    await phone.call('inventory-changes');
    await phone.waitFor(() => phone.log.length === 3);

    expect(talk(phone.log).slice(1)).toEqual(['inventory-changes -> CleanUp', 'solicited -> CleanUp']);
  });

  it('one address serves one phone only', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    const port = Number(new URL(phone.contactMeUri).port);

    await expect(aPhone(server, { contactPort: port }).powerOn()).rejects.toMatchObject({
      code: 'address-in-use',
      message: `Something already listens on 127.0.0.1:${port}; stop the other phones or choose another base address.`,
    });
  });
});
