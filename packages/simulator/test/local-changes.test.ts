import { describe, expect, it } from 'vitest';
import { ManualClock } from '../src/index.ts';
import { aPhone, aRunningPhone, cleanUpAfterEach, startServer, talk, valuesOf } from './kit.ts';

cleanUpAfterEach();

describe('local-changes (12.5)', () => {
  it('come with the changed items from V2R2 on', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    phone.changeLocally({ 'language-iso': 'en', 'user-pwd': '987654', dhcp: 'false' });
    await phone.waitFor(() => phone.log.length === 2);

    const { message } = server.contacts[1] ?? {};
    const values = valuesOf(message?.items ?? []);
    expect(message?.reason).toBe('local-changes');
    expect(values).toMatchObject({
      'configuration-changed-flag': 'true',
      'configuration-attached-flag': 'true',
      'configuration-attached-number': '2',
      'language-iso': 'en',
      dhcp: 'false',
    });
    expect(values).not.toHaveProperty('user-pwd');
    expect(phone.writes.map(({ name, origin }) => [name, origin])).toEqual([
      ['language-iso', 'local'],
      ['user-pwd', 'local'],
      ['dhcp', 'local'],
    ]);
  });

  it('come without them from older firmware, which the server then reads', async () => {
    const server = await startServer({ minVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' });
    const phone = await aRunningPhone(server, { model: 'openstage60', firmware: 'old' });
    server.play({ action: 'ReadItems', items: [{ name: 'language-iso', value: '' }] });
    phone.changeLocally({ 'language-iso': 'en' });
    await phone.waitFor(() => phone.log.length === 3);

    const values = valuesOf(server.contacts[1]?.message.items ?? []);
    expect(values['configuration-changed-flag']).toBe('true');
    expect(values).not.toHaveProperty('configuration-attached-flag');
    expect(values).not.toHaveProperty('language-iso');
    expect(valuesOf(server.contacts[2]?.message.items ?? [])).toEqual({ 'language-iso': 'en' });
  });

  it('are told once, a short while after the first of them', async () => {
    const clock = new ManualClock();
    const server = await startServer();
    const phone = aPhone(server, { clock, behavior: { localChangeDelayMs: 2_000 } });
    await phone.powerOn();
    clock.advance(1);
    await phone.waitFor('idle');
    phone.changeLocally({ 'language-iso': 'en' });
    clock.advance(1_999);
    phone.changeLocally({ 'country-iso': 'GB' });
    expect(phone.state).toBe('idle');
    clock.advance(1);
    await phone.waitFor(() => phone.log.length === 2 && phone.state === 'idle');
    phone.changeLocally({ 'date-format': '1' });
    clock.advance(2_000);
    await phone.waitFor(() => phone.log.length === 3);

    const told = server.contacts.map(({ message }) => valuesOf(message.items));
    expect(told[1]).toMatchObject({
      'language-iso': 'en',
      'country-iso': 'GB',
      'configuration-attached-number': '2',
    });
    expect(told[2]).toMatchObject({ 'date-format': '1', 'configuration-attached-number': '1' });
    expect(told[2]).not.toHaveProperty('language-iso');
  });

  it('are no longer news when the server has written the item meanwhile', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server, { behavior: { localChangeDelayMs: 3_600_000 } });
    phone.changeLocally({ 'language-iso': 'en', 'country-iso': 'GB' });
    server.play({ action: 'WriteItems', items: [{ name: 'language-iso', value: 'fr' }] });
    await phone.call('solicited');
    await phone.call('local-changes');

    const values = valuesOf(server.contacts.at(-1)?.message.items ?? []);
    expect(values).toMatchObject({ 'country-iso': 'GB', 'configuration-attached-number': '1' });
    expect(values).not.toHaveProperty('language-iso');
  });

  it('made while the phone is off show in the flag of its start-up', async () => {
    const server = await startServer();
    const phone = await aRunningPhone(server);
    await phone.powerOff();
    phone.changeLocally({ 'language-iso': 'en' });
    await phone.powerOn();
    await phone.waitFor('idle');

    expect(talk(phone.log)).toEqual(['start-up -> CleanUp', 'start-up -> CleanUp']);
    expect(valuesOf(server.contacts[1]?.message.items ?? [])['configuration-changed-flag']).toBe('true');
  });
});
