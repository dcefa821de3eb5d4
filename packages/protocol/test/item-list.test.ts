import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  decodeItemList,
  encodePhoneMessage,
  type Item,
  isPlainItemList,
  isSecretItem,
} from '../src/index.ts';
import { phoneMessage, variants } from './arbitraries.ts';

/** What stands between the tags of the list. */
const listOf = (text: string) => /<ItemList>([\s\S]*)<\/ItemList>/.exec(text)?.[1];
const written = (items: readonly Item[]) =>
  listOf(encodePhoneMessage({ nonce: '1', reason: 'status', items: [...items] })) ?? '';

describe('an item list that is plain', () => {
  test('is read without an error, and holds no secret', () => {
    let plain = 0;
    fc.assert(
      fc.property(variants(phoneMessage.map(encodePhoneMessage)), (text) => {
        const list = listOf(text);
        if (list === undefined || !isPlainItemList(list)) return;
        plain++;
        const items = decodeItemList(Buffer.from(list));
        expect(items.filter(({ name }) => isSecretItem(name))).toEqual([]);
      }),
      { numRuns: 6_000 },
    );
    expect(plain).toBeGreaterThan(40);
  });

  test('is what phones write, in whatever lines', () => {
    const items: Item[] = [
      { name: 'reg-addr', value: '192.0.2.1' },
      { name: 'key-label-unicode', index: 1001, value: 'Empfang 📞' },
      { name: 'user-pwd-status', value: '', status: 'not supported' },
      { name: 'fault-report-admin-pwd', value: 'false' },
      { name: 'XML-app-name', index: 0, value: '' },
    ];
    expect(isPlainItemList(written(items))).toBe(true);
    expect(isPlainItemList(written(items).replaceAll('\n', ''))).toBe(true);
    expect(isPlainItemList('')).toBe(true);
    expect(decodeItemList(Buffer.from(written(items)))).toEqual(items);
  });

  test.each([
    'sip-pwd',
    'user-pwd-unicode',
    'reg-password',
    'send-url-passwd',
    'dls-client-certificate',
    'secure-mode-data',
    'bootstrapping-tan',
    'user-pwd-hash',
    'wlan-client-cert',
  ])('never has %s in it', (name) => {
    expect(
      isPlainItemList(
        written([
          { name: 'a', value: '1' },
          { name, value: 'Geheim' },
        ]),
      ),
    ).toBe(false);
  });

  test.each([
    ['a reference', '<Item name="a">&amp;</Item>'],
    ['a reference in a name', '<Item name="sip&#45;pwd">x</Item>'],
    ['another tag', '<Item name="a">1</Item><Other/>'],
    ['a broken tag', '<Item name="a">1</Itm>'],
    ['a comment', '<Item name="a">1</Item><!-- -->'],
    ['the end of a section', '<Item name="a">]]></Item>'],
    ['a control character', '<Item name="a">\u0001</Item>'],
    ['a carriage return', '<Item name="a">1</Item>\r'],
    ['white space that XML does not know', '<Item name="a">1</Item>\u00a0'],
    ['another order of attributes', '<Item index="1" name="a">1</Item>'],
    ['text between items', '<Item name="a">1</Item>x'],
  ])('never has %s in it', (_what, list) => {
    expect(isPlainItemList(list)).toBe(false);
  });

  test('is looked through in a time that grows with its length only', () => {
    const endless = `<Item name="${'a'.repeat(256)}" status="${'a'.repeat(1_000_000)}`;
    expect(isPlainItemList(endless)).toBe(false);
    expect(isPlainItemList('<Item name="a">'.repeat(60_000))).toBe(false);
  });
});
