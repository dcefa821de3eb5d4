import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isBasicItem } from './basic-items.ts';
import { itemGroup } from './item-groups.ts';
import { itemKey } from './item-key.ts';
import { findItemStatus } from './item-status.ts';
import { isSecretItem, maskItem } from './secret-items.ts';

describe('secrets', () => {
  test.each([
    'sip-pwd',
    'user-pwd',
    'user-pwd-unicode',
    'admin-pwd',
    'admin-pwd-unicode',
    'file-pwd',
    'line-sip-pwd',
    'ldap-pwd',
    'snmp-trap-pwd',
    'reg-password',
    'ssh-password',
    'restart-password',
    'send-url-passwd',
    'secure-mode-data',
    'wbm-server-certificate',
    'dls-client-certificate',
    'wlan-client-cert',
    'wlan-client-cert-shared',
    'bootstrapping-tan',
    'cloud-pin-value',
    'bt-pin',
    'user-pwd-hash',
    'userdata-vu1',
    'userdata-call-log',
    'userdata-of-tomorrow',
  ])('%s is one', (name) => {
    expect(isSecretItem(name)).toBe(true);
  });

  test.each([
    'sip-name',
    'user-pwd-status',
    'user-pwd-expiry',
    'admin-pwd-history',
    'pwd-retries',
    'max-pin-retries',
    'min-user-passw-length',
    'mobility-password-on-logoff',
    'wbm-server-certificate-info',
    'dls-server-ca',
    'fault-report-admin-pwd',
    'fault-time-user-pwd',
  ])('%s is none', (name) => {
    expect(isSecretItem(name)).toBe(false);
  });

  test('a mask does not tell the length of a secret', () => {
    const short = maskItem({ name: 'sip-pwd', index: 3, value: 'x' });
    const long = maskItem({ name: 'sip-pwd', index: 3, value: 'a long password, a very long one' });
    expect(short).toEqual(long);
    expect(short).toMatchObject({ name: 'sip-pwd', index: 3 });
    expect(short.value).toMatch(/^\*+$/);
  });

  test('an empty secret and other items stay as they are', () => {
    const empty = { name: 'user-pwd-unicode', value: '', status: 'failed' };
    const open = { name: 'sip-name', value: 'Lobby' };
    expect(maskItem(empty)).toEqual(empty);
    expect(maskItem(open)).toEqual(open);
  });
});

describe('basic items', () => {
  test.each([
    'mac-addr',
    'e164',
    'user-pwd',
    'fault-report-slog-entry',
    'fault-tome-ocsr-connect',
    'km15-modules',
  ])('%s is one', (name) => {
    expect(isBasicItem(name)).toBe(true);
  });

  test.each(['dhcp', 'dls-addr', 'lldp-enabled', 'vlan-method', 'sip-name', 'file-deployment-status'])(
    '%s is a changed item in local-changes',
    (name) => {
      expect(isBasicItem(name)).toBe(false);
    },
  );
});

describe('item keys', () => {
  test('differ for index 0 and none', () => {
    expect(itemKey('trace-level', 0)).not.toBe(itemKey('trace-level'));
  });

  test('differ whenever name or index differ', () => {
    const identity = fc.tuple(
      fc.string({ unit: fc.constantFrom(...'a:0[]#1') }),
      fc.option(fc.nat({ max: 65_535 }), { nil: undefined }),
    );
    fc.assert(
      fc.property(identity, identity, ([name, index], [otherName, otherIndex]) => {
        const same = name === otherName && index === otherIndex;
        expect(itemKey(name, index) === itemKey(otherName, otherIndex)).toBe(same);
      }),
    );
  });
});

describe('groups', () => {
  function group(name: string, index?: number): string | undefined {
    return itemGroup({ name, value: '', ...(index === undefined ? {} : { index }) });
  }

  test('all items of one function key belong together', () => {
    const names = [
      'function-key-def',
      'key-label',
      'key-label-unicode',
      'key-functionality',
      'select-dial',
      'repertory-dial',
      'forwarding-type',
      'stimulus-feature-code',
      'blf-audible',
      'FPK-app-name',
      'send-url-passwd',
      'line-sip-uri',
      'locked-function-keys',
    ];
    expect(new Set(names.map((name) => group(name, 1301)))).toEqual(
      new Set([group('function-key-def', 1301)]),
    );
    expect(group('function-key-def', 1)).not.toBe(group('function-key-def', 2));
  });

  test('families do not mix', () => {
    const names = [
      'function-key-def',
      'codec-type',
      'file-name',
      'XML-app-name',
      'Canonical-lookup-local-code',
      'alert',
    ];
    expect(new Set(names.map((name) => group(name, 1))).size).toBe(names.length);
  });

  test('what takes a phone to secure mode goes in one message', () => {
    expect(group('dls-server-ca', 0)).toBeDefined();
    expect(group('dls-server-ca', 0)).toBe(group('goto-secure-mode'));
    expect(group('dls-server-ca', 1)).toBe(group('dls-client-certificate'));
    expect(group('secure-mode-data')).toBe(group('max-pin-retries'));
  });

  test('the items of one file belong together with and without index', () => {
    expect(group('file-name')).toBe(group('file-server'));
    expect(group('file-name', 1)).toBe(group('file-action', 1));
    expect(group('file-name', 1)).not.toBe(group('file-name', 2));
  });

  test('other items stand alone', () => {
    expect(group('e164')).toBeUndefined();
    expect(group('trace-level', 0)).toBeUndefined();
    expect(group('userdata-vu1', 1)).toBeUndefined();
    expect(group('key-click-volume')).toBeUndefined();
  });
});

describe('item status', () => {
  test.each([
    ['read only', 'read only'],
    ['Read-Only', 'read only'],
    [' unknown  item ', 'unknown item'],
    ['failed', 'failed'],
    ['secure', undefined],
    ['', undefined],
  ])('"%s" means %s', (words, status) => {
    expect(findItemStatus(words)).toBe(status);
  });
});
