import { describe, expect, it } from 'vitest';
import { ItemTableError, parseItemTable } from './item-table.ts';

describe('an item table', () => {
  it('tells name, index rule, type, default and traits', () => {
    const [single, keys, range, quoted] = parseItemTable(`
# a comment
reg-port                 int(0..65535) 5060

function-key-def[keys]   enum(0,1,2)   0  !when-set
dls-server-ca[0..1]      certificate
greeting[?]              text(24)      "good day"  !read-only !on-request
`);
    expect(single).toEqual({
      name: 'reg-port',
      index: 'single',
      type: { kind: 'int', minimum: 0, maximum: 65_535 },
      defaultValue: '5060',
      traits: [],
    });
    expect(keys).toMatchObject({
      index: 'keys',
      type: { kind: 'enum', values: ['0', '1', '2'] },
      traits: ['when-set'],
    });
    expect(range).toMatchObject({
      index: { first: 0, last: 1 },
      type: { kind: 'certificate' },
      defaultValue: '',
    });
    expect(quoted).toMatchObject({
      index: 'optional',
      type: { kind: 'text', maxLength: 24 },
      defaultValue: 'good day',
      traits: ['read-only', 'on-request'],
    });
  });

  it.each([
    ['reg-port number', 'unknown type number'],
    ['reg-port int(1..)', 'unknown type int(1..)'],
    ['reg-port[a..b] bool', 'unknown indexes [a..b]'],
    ['reg-port bool !hidden', 'unknown trait !hidden'],
  ])('refuses the line %s', (line, reason) => {
    expect(() => parseItemTable(line)).toThrow(ItemTableError);
    expect(() => parseItemTable(line)).toThrow(`Item table, line "${line}": ${reason}`);
  });
});
