import { describe, expect, it } from 'vitest';
import { createFleet, type Fleet, type FleetOptions, ManualClock } from '../src/index.ts';
import { atEnd, cleanUpAfterEach, startServer, talk } from './kit.ts';
import { CLEAN_UP, type ScriptedServer } from './scripted-server.ts';

cleanUpAfterEach();

function aFleet(server: ScriptedServer, options: Partial<FleetOptions>): Fleet {
  const fleet = createFleet({
    count: 10,
    server: server.url,
    contactPort: 0,
    ...options,
    behavior: { bootMs: 0, ...options.behavior },
  });
  atEnd(() => fleet.powerOff());
  return fleet;
}

function untilIdle(fleet: Fleet): Promise<void> {
  return fleet.waitForAll('idle', { timeoutMs: 25_000 });
}

describe('a fleet', () => {
  it('of 300 phones registers, each from its own address with its own MAC and number', async () => {
    const server = await startServer();
    const fleet = aFleet(server, { count: 300, baseAddress: '127.83.0.250' });
    await fleet.powerOn();
    await untilIdle(fleet);

    const value = (name: string) =>
      new Set(server.contacts.map(({ message }) => message.items.find((item) => item.name === name)?.value));
    expect(server.contacts).toHaveLength(300);
    expect(new Set(server.contacts.map(({ from }) => from)).size).toBe(300);
    expect(value('mac-addr').size).toBe(300);
    expect(value('e164').size).toBe(300);
    expect(fleet.getPhone(1).address).toBe('127.83.0.250');
    expect(fleet.getPhone(5).address).toBe('127.83.0.254');
    expect(fleet.getPhone(6).address).toBe('127.83.1.1');
    expect(fleet.statistics.contacts.toRecord()).toEqual({ 'start-up': 300 });
    expect(fleet.statistics.dialogues.toRecord()).toEqual({ completed: 300 });
    expect(fleet.statistics.answerTimes.count).toBe(300);
    expect([...fleet.countStates()]).toEqual([['idle', 300]]);
  });

  it('is the same again for the same seed', async () => {
    const server = await startServer();
    const describeFleet = (seed: number) =>
      aFleet(server, { seed, baseAddress: '127.84.0.1' }).phones.map(({ mac, address, model, e164 }) => [
        mac,
        address,
        model.name,
        e164,
      ]);

    expect(describeFleet(5)).toEqual(describeFleet(5));
    expect(describeFleet(5)).not.toEqual(describeFleet(6));
  });

  it('can be played in parts that are together what one process would play', async () => {
    const server = await startServer();
    const describePart = (options: Partial<FleetOptions>) =>
      aFleet(server, { baseAddress: '127.87.0.250', seed: 5, ...options }).phones.map(
        ({ mac, address, model, e164 }) => [mac, address, model.name, e164],
      );

    const parts = [...describePart({ count: 4 }), ...describePart({ count: 6, firstNumber: 5 })];
    expect(parts).toEqual(describePart({ count: 10 }));
    expect(aFleet(server, { count: 6, firstNumber: 5 }).getPhone(5).e164).toBe(parts[4]?.[3]);
  });

  it('is made of the models of its mix', async () => {
    const server = await startServer({ minVersion: 'TLSv1', ciphers: 'ALL:@SECLEVEL=0' });
    server.script = ({ message }) => {
      if (message.fragment === 'next') return { action: 'GetNextFragment' };
      return message.reason === 'start-up' ? { action: 'ReadAllItems' } : CLEAN_UP;
    };
    const fleet = aFleet(server, {
      count: 8,
      baseAddress: '127.85.0.1',
      mix: 'cp710:2,openstage40-old:1,ip55g-hfa:1',
    });
    await fleet.powerOn();
    await untilIdle(fleet);

    expect(fleet.phones.map(({ model, softwareType }) => `${model.name} ${softwareType}`)).toEqual([
      'cp710 SIP',
      'cp710 SIP',
      'openstage40 SIP',
      'ip55g HFA',
      'cp710 SIP',
      'cp710 SIP',
      'openstage40 SIP',
      'ip55g HFA',
    ]);
    expect(server.contacts.filter(({ tlsVersion }) => tlsVersion === 'TLSv1').length).toBeGreaterThan(2);
    expect(fleet.statistics.dialogues.toRecord()).toEqual({ completed: 8 });
  });

  it('gets its power back within the boot window, phone 1 at once', async () => {
    const clock = new ManualClock();
    const server = await startServer();
    const fleet = aFleet(server, { count: 20, baseAddress: '127.86.0.1', bootWindowMs: 10_000, clock });
    const on = fleet.powerOn();
    await fleet.getPhone(1).waitFor('booting');
    expect(fleet.countStates().get('off')).toBe(19);
    clock.advance(5_000);
    await fleet.getPhone(1).waitFor('idle');
    const half = fleet.countStates().get('off') ?? 0;
    expect(half).toBeGreaterThan(2);
    expect(half).toBeLessThan(17);
    clock.advance(5_000);
    await on;
    clock.advance(1);
    await untilIdle(fleet);

    expect(server.contacts).toHaveLength(20);
  });

  it('can be switched off while power is still coming back', async () => {
    const server = await startServer();
    const fleet = aFleet(server, { baseAddress: '127.87.0.1', bootWindowMs: 3_600_000 });
    const on = fleet.powerOn();
    await fleet.powerOff();
    await on;

    expect([...fleet.countStates()]).toEqual([['off', 10]]);
  });

  it('shares one address when told so', async () => {
    const server = await startServer();
    const fleet = aFleet(server, { count: 3, sharedAddress: '127.0.0.1' });
    await fleet.powerOn();
    await untilIdle(fleet);

    expect(new Set(fleet.phones.map(({ contactMeUri }) => contactMeUri)).size).toBe(3);
    expect(fleet.phones.every(({ address }) => address === '127.0.0.1')).toBe(true);
  });

  it('lets single phones differ', async () => {
    const server = await startServer();
    server.script = ({ message }) =>
      message.reason === 'start-up'
        ? { action: 'WriteItems', items: [{ name: 'reg-addr', value: '192.0.2.99' }] }
        : CLEAN_UP;
    const fleet = aFleet(server, {
      count: 3,
      baseAddress: '127.88.0.1',
      customize: (number) => (number === 2 ? { learnsServerBy: 'dhcp' } : {}),
    });
    fleet.getPhone(1).startCallAtNextWrite(3_600_000);
    fleet.getPhone(2).refuse('reg-addr');
    await fleet.powerOn();
    await untilIdle(fleet);

    expect(fleet.phones.map(({ log }) => talk(log).at(-1))).toEqual([
      'reply-to WriteItems busy -> CleanUp',
      'reply-to WriteItems accepted -> CleanUp',
      'reply-to WriteItems accepted -> CleanUp',
    ]);
    expect(fleet.statistics.valuesWritten).toBe(1);
    expect(fleet.statistics.refusals.toRecord()).toEqual({ 'read only': 1 });
    expect(() => fleet.getPhone(4)).toThrow('There is no phone 4; the fleet has 3.');
  });

  it('survives a storm of faults and ends every dialogue', async () => {
    const server = await startServer();
    server.script = ({ message }) => {
      if (message.reason === 'solicited')
        return { action: 'WriteItems', items: [{ name: 'realm', value: 'x' }] };
      if (message.reason !== 'reply-to') return CLEAN_UP;
      return message.status === 'busy'
        ? { action: 'CleanUp', items: [{ name: 'send-solicited', value: 'true' }] }
        : CLEAN_UP;
    };
    const fleet = aFleet(server, {
      count: 30,
      baseAddress: '127.89.0.1',
      behavior: { retry: { firstDelayMs: 1, factor: 1, maxDelayMs: 1, jitter: 0, attempts: 20 } },
      faults: {
        'refuse-items': 0.2,
        'lose-answer': 0.2,
        reset: 0.2,
        garbage: 0.2,
        'wrong-nonce': 0.2,
        'half-open': 0.2,
        duplicate: 0.2,
        abort: 0.1,
        reboot: 0.1,
      },
    });
    await fleet.powerOn();
    await untilIdle(fleet);
    const results = await Promise.all(fleet.phones.map((phone) => phone.call('solicited')));
    await untilIdle(fleet);

    const outcomes = new Set(results.map(({ outcome }) => outcome));
    expect(outcomes).toContain('completed');
    expect([...outcomes].every((outcome) => ['completed', 'aborted', 'interrupted'].includes(outcome))).toBe(
      true,
    );
    expect(fleet.statistics.errors.get('fault')).toBeGreaterThan(0);
    await fleet.powerOff();
    while (server.openConnections > 0) await new Promise(setImmediate);
  });
});
