import { isBasicItem } from '@deskfleet/protocol';
import { describe, expect, it } from 'vitest';
import { aPhone, aRunningPhone, cleanUpAfterEach, startServer, talk, valuesOf } from './kit.ts';
import { CLEAN_UP } from './scripted-server.ts';

cleanUpAfterEach();

describe('start-up', () => {
  it('registers with the basic items at the usual path after power-on (12.3)', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server, { address: '127.81.1.1' });

    const [contact] = server.contacts;
    expect(contact?.path).toBe('/DeploymentService/LoginService');
    expect(contact?.headers['content-type']).toBe('text/xml');
    expect(contact?.from).toBe('127.81.1.1');
    expect(contact?.message).toMatchObject({ reason: 'start-up', maxItems: -1 });
    expect(contact?.message.nonce).toMatch(/^[0-9A-F]{32}$/);
    expect(contact?.message.items.every((item) => isBasicItem(item.name))).toBe(true);
    expect(valuesOf(contact?.message.items ?? [])).toMatchObject({
      'device-type': 'OpenScape Desk Phone CP410',
      'related-device-type': 'OpenScape Desk Phone CP410',
      'software-type': 'Siemens SIP',
      'software-version': phone.softwareVersion,
      'contact-me-uri': phone.contactMeUri,
      'mac-addr': '00:1A:E8:12:34:56',
      'configuration-changed-flag': 'true',
      e164: '498970012345',
      'basic-e164': '498970012345',
      'cloud-pin-value': 'failure',
    });
    expect(phone.contactMeUri).toMatch(/^http:\/\/127\.81\.1\.1:\d+\/contact_dls\.html\/ContactDLS$/);
  });

  it('says that nothing changed when the server has heard of the configuration (12.1)', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    await phone.powerOff();
    await phone.powerOn();
    await phone.waitFor('idle');

    const flags = server.contacts.map(
      (contact) => valuesOf(contact.message.items)['configuration-changed-flag'],
    );
    expect(flags).toEqual(['true', 'false']);
  });

  it('reports every item but passwords and certificates when asked (12.2)', async () => {
    const server = await startServer();
    server.script = (contact) => {
      if (contact.message.reason === 'start-up') return { action: 'ReadAllItems' };
      return contact.message.fragment === 'next' ? { action: 'GetNextFragment' } : CLEAN_UP;
    };
    const phone = await aRunningPhone(server, { items: { 'sip-pwd': 'secret', 'reg-addr': '192.0.2.10' } });

    const items = server.contacts.slice(1).flatMap((contact) => contact.message.items);
    const values = valuesOf(items);
    expect(items.length).toBe(phone.items.listAll().length);
    expect(items.length).toBeGreaterThan(300);
    expect(values).toMatchObject({
      'reg-addr': '192.0.2.10',
      'feature-availability[0]': 'true',
      'codec-rank[3]': '3',
    });
    for (const hidden of ['sip-pwd', 'admin-pwd', 'wbm-server-certificate', 'dls-server-ca[0]']) {
      expect(values).not.toHaveProperty([hidden]);
    }
  });

  it('waits for its boot time and can be reached only then', async () => {
    const server = await startServer();
    const phone = aPhone(server, { behavior: { bootMs: 60_000 } });
    await phone.powerOn();

    expect(phone.state).toBe('booting');
    await expect(fetch(`${phone.contactMeUri}?ContactMe=true`)).rejects.toThrow();
    expect(server.contacts).toEqual([]);
  });

  it('calls nobody while it knows no server', async () => {
    const phone = aPhone(undefined);
    await phone.powerOn();
    await phone.waitFor('idle');

    expect(phone.log).toEqual([]);
  });

  it('is one of several reasons; a call may carry items of its own, as a mobility logon does', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    await phone.call('inventory-changes', {
      items: [
        { name: 'e164', value: '498970077777' },
        { name: 'sip-mobility-state', value: '0' },
        { name: 'requested-items', value: 'userdata-vu1,userdata-ldap' },
      ],
    });

    const { message } = server.contacts.at(-1) ?? {};
    expect(message?.reason).toBe('inventory-changes');
    expect(message?.items.filter((item) => item.name === 'e164')).toEqual([
      { name: 'e164', value: '498970077777' },
    ]);
    expect(valuesOf(message?.items ?? [])).toMatchObject({
      'basic-e164': '498970012345',
      'km15-modules': '0',
      'requested-items': 'userdata-vu1,userdata-ldap',
    });
  });

  it('uses the path that the server address has', async () => {
    const server = await startServer();
    await aRunningPhone(server, { server: `${server.url}/my/Service` });

    expect(server.contacts[0]?.path).toBe('/my/Service');
  });
});

describe('firmware generations', () => {
  it('CP: sends the whole cookie back and opens a connection for each message', async () => {
    const server = await startServer();
    server.play({
      action: 'ReadItems',
      items: [{ name: 'e164', value: '' }],
      cookie: 'PHPSESSID=abc; path=/',
    });
    const phone = await aRunningPhone(server, { model: 'cp210' });
    await phone.call('solicited');

    expect(server.contacts.map((contact) => contact.headers.cookie)).toEqual([
      undefined,
      'PHPSESSID=abc; path=/',
      // The old cookie comes with the first message of a new dialogue, too.
      'PHPSESSID=abc; path=/',
    ]);
    expect(server.contacts.map((contact) => contact.connection)).toEqual([1, 2, 3]);
    expect(server.contacts[0]?.headers.connection).toBe('close');
  });

  it('OpenStage: sends name and value back on the same connection and forgets them with the dialogue', async () => {
    const server = await startServer();
    const cookie = 'JSESSIONID=0123ABCD; Path=/DeploymentService; Secure';
    server.play({ action: 'ReadItems', items: [{ name: 'e164', value: '' }], cookie });
    const phone = await aRunningPhone(server, { model: 'openstage60' });
    await phone.call('solicited');

    expect(server.contacts.map((contact) => contact.headers.cookie)).toEqual([
      undefined,
      'JSESSIONID=0123ABCD',
      undefined,
    ]);
    expect(server.contacts.map((contact) => contact.connection)).toEqual([1, 1, 2]);
  });

  it('old OpenStage: speaks TLS 1.0 and sends the user password in clear', async () => {
    const server = await startServer({ minVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' });
    await aRunningPhone(server, { model: 'openstage40', firmware: 'old', items: { 'user-pwd': '123456' } });

    const [contact] = server.contacts;
    expect(contact?.tlsVersion).toBe('TLSv1');
    expect(valuesOf(contact?.message.items ?? [])).toMatchObject({
      'software-version': 'V2 R1.24.0',
      'gigabit-ethernet': '<failed>',
      'user-pwd': '123456',
      'user-pwd-unicode': '<failed>',
    });
  });

  it('old OpenStage: cannot reach a server that wants TLS 1.2', async () => {
    const server = await startServer({ minVersion: 'TLSv1.2' });
    const phone = aPhone(server, { model: 'openstage40', firmware: 'old' });
    await phone.powerOn();
    await phone.waitFor(() => phone.log.length > 0);

    expect(talk(phone.log)[0]).toBe('start-up -> tls');
    expect(server.contacts).toEqual([]);
  });

  it('firmware up to V2 takes a chunked answer for garbage, later firmware reads it', async () => {
    const server = await startServer({ minVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' });
    server.script = ({ message }) => ({
      chunked: true,
      raw: `<DLSMessage xmlns="http://www.siemens.com/DLS"><Message nonce="${message.nonce}"><Action>CleanUp</Action></Message></DLSMessage>`,
    });
    const old = await aRunningPhone(server, { model: 'openstage60', firmware: 'old' });
    const current = await aRunningPhone(server, { model: 'openstage60' });

    expect(talk(old.log)).toEqual(['start-up -> invalid-xml', 'clean-up -> invalid-xml']);
    expect(talk(current.log)).toEqual(['start-up -> CleanUp']);
  });

  it('HFA phones know the items of HFA only', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server, { softwareType: 'HFA' });

    expect(valuesOf(server.contacts[0]?.message.items ?? [])).toMatchObject({
      'software-type': 'Siemens HFA',
    });
    expect(phone.items.get('reg-number')).toBe('');
    expect(phone.items.get('sip-user-id')).toBeUndefined();
  });
});
