import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Item } from '@deskfleet/protocol';
import { describe, expect, test } from 'vitest';
import { clientRow, deviceIdOf, modelOf, profileHash, profileOf } from './client-profile.ts';

const MAC = '00:1A:E8:12:34:56';

/** The items of a real start-up, each replaced or left out (null) as said; others are added. */
function startUp(change: Readonly<Record<string, string | null>> = {}): Item[] {
  const usual: Record<string, string> = {
    'device-type': 'OpenStage 40',
    'related-device-type': 'OpenStage 40',
    'gigabit-ethernet-enabled': 'false',
    'software-type': 'Siemens SIP',
    'related-software-type': 'Siemens SIP',
    'software-version': 'V3 R5.21.0',
    'related-software-version': 'V3 R5.21.0',
    'contact-me-uri': 'http://10.20.30.50:8085/contact_dls.html/ContactDLS',
    'mac-addr': MAC,
    'configuration-changed-flag': 'false',
    'part-number': 'S30817-S7402-A103-21',
    'sip-mobility-state': '0',
    e164: '498912345',
    'basic-e164': '498912345',
    'mobility-enabled': 'false',
  };
  return Object.entries({ ...usual, ...change }).flatMap(([name, value]) =>
    value === null ? [] : [{ name, value }],
  );
}

const profile = (change: Readonly<Record<string, string | null>> = {}, more: readonly Item[] = []) =>
  profileOf(MAC, [...startUp(change), ...more]);

describe('the model of a phone', () => {
  test.each([
    ['OpenStage 15', 'OpenStage 15'],
    ['OpenStage 20', 'OpenStage 20'],
    ['OpenStage 20E', 'OpenStage 20E'],
    ['OpenStage 40', 'OpenStage 40'],
    ['OpenStage 60', 'OpenStage 60'],
    ['OpenStage 80', 'OpenStage 80'],
    ['openstage40', 'OpenStage 40'],
    ['OpenScape Desk Phone IP 35G', 'IP 35G'],
    ['OpenScape Desk Phone IP 35G Eco', 'IP 35G Eco'],
    ['OpenScape Desk Phone IP 55G', 'IP 55G'],
    ['OpenScape Desk Phone CP100', 'CP100'],
    ['OpenScape Desk Phone CP200', 'CP200'],
    ['OpenScape Desk Phone CP205', 'CP205'],
    ['OpenScape Desk Phone CP210', 'CP210'],
    ['OpenScape Desk Phone CP400', 'CP400'],
    ['OpenScape Desk Phone CP600E', 'CP600E'],
    ['OpenScape Desk Phone CP700X', 'CP700X'],
    ['OpenScape CP 700', 'CP700'],
    ['OpenScape Desk Phone CP710', 'CP710'],
    ['A phone of tomorrow', 'A phone of tomorrow'],
    ['', ''],
  ])('"%s" is %s', (deviceType, model) => {
    expect(modelOf(deviceType)).toBe(model);
  });

  test('is that of the hardware, while the type is what the phone shows', () => {
    expect(profile({ 'device-type': 'OpenStage 60', 'related-device-type': 'OpenStage 40' })).toMatchObject({
      deviceType: 'OpenStage 60',
      model: 'OpenStage 40',
    });
    expect(profile({ 'device-type': null })).toMatchObject({
      deviceType: 'OpenStage 40',
      model: 'OpenStage 40',
    });
  });
});

describe('the device id of a phone', () => {
  test.each([
    ['a MAC address as phones write it', MAC, MAC],
    ['one in another form', '00-1a-e8-12-34-56', MAC],
    ['the name of a soft client', 'OSC-user.1@example.org', 'OSC-user.1@example.org'],
    ['nothing', '', undefined],
    ['blanks', 'my phone', undefined],
    ['a path', '../../etc/passwd', undefined],
    ['marks that mean something elsewhere', `x'; drop`, undefined],
    ['64 characters', 'x'.repeat(64), 'x'.repeat(64)],
    ['65 characters', 'x'.repeat(65), undefined],
  ])('%s', (_name, value, expected) => {
    expect(deviceIdOf([{ name: 'mac-addr', value }])).toBe(expected);
  });

  test('is missing when the phone says that it has none', () => {
    expect(deviceIdOf([{ name: 'mac-addr', value: MAC, status: 'failed' }])).toBeUndefined();
    expect(deviceIdOf([])).toBeUndefined();
  });
});

describe('what a phone says of itself', () => {
  test('is read from a usual start-up', () => {
    expect(profile()).toMatchObject({
      deviceId: MAC,
      e164: '498912345',
      basicE164: '498912345',
      softwareType: 'SIP',
      softwareVersion: 'V3 R5.21.0',
      partNumber: 'S30817-S7402-A103-21',
      contactMeUri: 'http://10.20.30.50:8085/contact_dls.html/ContactDLS',
      gigabitEthernet: false,
      backlightType: null,
      keyModules: null,
      mobilityEnabled: false,
      mobilityState: 0,
    });
  });

  test.each([
    ['Siemens SIP', 'SIP'],
    ['Unify SIP', 'SIP'],
    ['siemens hfa', 'HFA'],
    ['Something else', 'Something else'],
  ])('software type "%s" is %s', (text, expected) => {
    expect(profile({ 'software-type': text }).softwareType).toBe(expected);
  });

  test('sorts versions by their numbers, however they are written', () => {
    const versions = ['V1 R2.3.4', 'V1  R10.2.2', 'V1.2 R3.4.5', 'V2 R0.11.0', 'V3 R5.21.0', '3.5.22.0'];
    const keys = versions.map((version) => profile({ 'software-version': version }).softwareVersionKey);
    expect([...keys].sort()).toEqual(keys);
    expect(new Set(keys).size).toBe(versions.length);
  });

  test('shows double blanks of a version as one', () => {
    expect(profile({ 'software-version': 'V1  R10.2.2' })).toMatchObject({
      softwareVersion: 'V1 R10.2.2',
      softwareVersionKey: profile({ 'software-version': 'V1 R10.2.2' }).softwareVersionKey,
    });
  });

  test('keeps a version of another form as it is', () => {
    expect(profile({ 'software-version': 'beta' })).toMatchObject({
      softwareVersion: 'beta',
      softwareVersionKey: 'beta',
    });
  });

  test('has no version when the phone gives none', () => {
    expect(profile({ 'software-version': null, 'related-software-version': null }).softwareVersion).toBe('');
  });

  test('counts key modules of all kinds, and none is not the same as not told', () => {
    const modules = (change: Record<string, string>) => profile(change).keyModules;
    expect(modules({ 'key-modules': '1', 'slk-modules': '2', 'km15-modules': '' })).toBe(3);
    expect(modules({ 'key-modules': '0' })).toBe(0);
    expect(modules({ 'key-modules': '' })).toBeNull();
    expect(profile({}, [{ name: 'blf-modules', value: '', status: 'failed' }]).keyModules).toBeNull();
  });

  test.each(['9999', '99999999', '-1', '1e3', 'many'])(
    'numbers like %s do not fit and are left out',
    (text) => {
      const row = clientRow(
        profile({ 'key-modules': text, 'slk-modules': text, 'blf-modules': text, 'km15-modules': text }),
      );
      expect(row['key_modules'] === null || Number(row['key_modules']) <= 32_767).toBe(true);
      expect(profile({ 'backlight-type': text }).backlightType).toBeNull();
    },
  );

  test('takes the old name of the gigabit item as well', () => {
    expect(profile({ 'gigabit-ethernet-enabled': null, 'gigabit-ethernet': 'true' }).gigabitEthernet).toBe(
      true,
    );
    expect(
      profile({ 'gigabit-ethernet-enabled': 'true' }, [
        { name: 'gigabit-ethernet', value: '', status: 'failed' },
      ]).gigabitEthernet,
    ).toBe(true);
  });

  test('has no value for what the phone marks as not available', () => {
    expect(profile({ e164: null }, [{ name: 'e164', value: '', status: 'failed' }]).e164).toBe('');
  });

  test('keeps basic items as sent, without secrets and without the flags of the message', () => {
    const { basicItems } = profile(
      { 'user-pwd': '123456', 'bootstrapping-tan': 'abc', 'fault-report-x': '1' },
      [
        { name: 'user-pwd-unicode', value: '', status: 'failed' },
        { name: 'gigabit-ethernet', value: '', status: 'failed' },
        { name: 'vlan-method', value: '1' },
      ],
    );
    const names = basicItems.map((item) => item.name);
    expect(names).toContain('fault-report-x');
    expect(basicItems).toContainEqual({ name: 'gigabit-ethernet', value: '', status: 'failed' });
    for (const name of ['user-pwd', 'user-pwd-unicode', 'bootstrapping-tan', 'vlan-method']) {
      expect(names).not.toContain(name);
    }
    expect(names).not.toContain('configuration-changed-flag');
    expect(JSON.stringify(basicItems)).not.toContain('123456');
  });

  test('is cut to lengths that no phone has a reason to exceed', () => {
    const long = 'x'.repeat(5_000);
    const many = Array.from({ length: 10_000 }, (_, index) => ({
      name: `fault-report-${index}`,
      value: long,
      status: long.slice(0, 4_000),
    }));
    const cut = profile({ e164: long, 'device-type': long, 'software-version': long }, many);
    expect(JSON.stringify(cut).length).toBeLessThan(100_000);
    expect(cut.deviceType).toHaveLength(255);
    expect(cut.e164).toHaveLength(64);
  });

  test('stays text that a database takes when it is cut in the middle of a sign', () => {
    const cut = profile({ 'part-number': '📞'.repeat(200) });
    expect(cut.partNumber.isWellFormed()).toBe(true);
    expect(JSON.stringify(cut)).not.toMatch(/\\ud[89a-f]/i);
  });
});

describe('the fingerprint of what a phone says of itself', () => {
  const usual = profileHash(startUp(), '10.20.30.50');
  const hash = (change: Record<string, string | null>, address = '10.20.30.50') =>
    profileHash(startUp(change), address);

  test('is the same whatever the flags of the message and its secrets are', () => {
    expect(hash({ 'configuration-changed-flag': 'true' })).toEqual(usual);
    expect(hash({ 'configuration-attached-flag': 'true', 'configuration-attached-number': '2' })).toEqual(
      usual,
    );
    expect(hash({ 'user-pwd': '123456' })).toEqual(usual);
  });

  test('is the same whatever else the message brings', () => {
    expect(hash({ 'vlan-method': '1' })).toEqual(usual);
  });

  test.each<[string, Record<string, string | null>]>([
    ['another number', { e164: '498912346' }],
    ['other software', { 'software-version': 'V3 R5.22.0' }],
    ['an item that is missing', { 'part-number': null }],
    ['an item more', { 'backlight-type': '1' }],
  ])('changes with %s', (_name, change) => {
    expect(hash(change)).not.toEqual(usual);
  });

  test('changes with the address and with a status', () => {
    expect(hash({}, '10.20.30.51')).not.toEqual(usual);
    const failed = startUp().map((item) => (item.name === 'e164' ? { ...item, status: 'failed' } : item));
    expect(profileHash(failed, '10.20.30.50')).not.toEqual(usual);
  });
});

test('remembers names that phones made up without the messages in which they came', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const message = (place: number) => {
    const text = `<Item name="made-up-name-number-${place}">${'x'.repeat(1_000_000)}</Item>`;
    return [{ name: text.slice(12, text.indexOf('">')), value: '' }];
  };
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let place = 100; place < 150; place += 1) profileHash(message(place), '192.0.2.1');
  collect();
  expect((process.memoryUsage().heapUsed - before) / 1e6).toBeLessThan(10);
});
