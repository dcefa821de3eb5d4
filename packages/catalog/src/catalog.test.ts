import { describe, expect, it } from 'vitest';
import {
  catalogVersion,
  findParameter,
  findParameterForValue,
  fixedItems,
  formatValue,
  lists,
  parameters,
  parametersForItem,
  parseWire,
  sections,
} from './index.ts';

const idsOf = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id);

/** Items whose names show by their end that they hold secrets (protocol reference, section 9). */
const SECRET_NAME = /-(?:pwd|pwd-unicode|password|passwd|certificate)$|^secure-mode-data$/;

/** Secrets that their name does not show. */
const OTHER_SECRETS = [
  'bootstrapping-tan',
  'bt-pin',
  'cloud-pin-value',
  'user-pwd-hash',
  'wlan-client-cert',
  'wlan-client-cert-shared',
];

describe('the catalog', () => {
  it('gives every parameter an id of its own', () => {
    expect(new Set(idsOf(parameters)).size).toBe(parameters.length);
  });

  it('gives every instance of an item at most one parameter for a client', () => {
    // A template or a mobile user may hold the same item under the labels for SIP and for HFA.
    const taken = parameters.flatMap(({ item, index, scopes }) =>
      scopes
        .filter((scope) => scope.startsWith('client-'))
        .map((scope) => `${item} ${JSON.stringify(index)} ${scope}`),
    );
    expect(taken.filter((one, at) => taken.indexOf(one) !== at)).toEqual([]);
  });

  it('lists parameters in the order of menu and section', () => {
    const order = sections.flatMap((menu) => idsOf(menu.sections));
    const places = parameters.map(({ section }) => order.indexOf(section));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places).not.toContain(-1);
  });

  it('begins ids with the section of the guide, or with other where the guide has no place', () => {
    for (const { id, section } of parameters) {
      expect(id.split('/')[0]).toBe(section.startsWith('other.') ? 'other' : section);
    }
  });

  it('describes every list, and none without columns', () => {
    const used = new Set(parameters.flatMap(({ list }) => list ?? []));
    expect(idsOf(lists).toSorted()).toEqual([...used].toSorted());
  });

  it('places every parameter somewhere', () => {
    expect(
      parameters.filter(({ scopes }) => scopes.length === 0 || new Set(scopes).size < scopes.length),
    ).toEqual([]);
  });

  it('names a section, and a menu, once', () => {
    const ids = [...idsOf(sections), ...sections.flatMap((menu) => idsOf(menu.sections))];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has defaults that the codec takes', () => {
    for (const parameter of parameters) {
      if (parameter.default === null) continue;
      expect(parseWire(parameter, formatValue(parameter, parameter.default))).toBe(parameter.default);
    }
  });

  it('gives enumerations choices, and no two choices the same value, code or label', () => {
    for (const { id, type, values, codesCertainty } of parameters) {
      expect([id, type === 'enum' && values === null]).toEqual([id, false]);
      expect([id, codesCertainty === null]).toEqual([id, values === null]);
      if (values === null) continue;
      for (const part of [
        values.map(({ value }) => value),
        values.map(({ wire }) => wire),
        values.map(({ label }) => label.en),
        values.map(({ label }) => label.de),
      ]) {
        expect([id, new Set(part).size]).toEqual([id, values.length]);
        expect([id, part.filter((text) => text === '')]).toEqual([id, []]);
      }
    }
  });

  it('marks codes as inferred as soon as one of them is', () => {
    const protocol = findParameter('7.3.2/transport-protocol');
    expect(protocol?.codesCertainty).toBe('certain');
    const zone = findParameter('7.1.4/daylight-saving-zone');
    expect(zone?.codesCertainty).toBe('inferred');
    expect(zone?.values?.find(({ wire }) => wire === '9')?.certainty).toBe('certain');
  });

  it('has ranges that are not upside down, for numbers only', () => {
    for (const { id, type, min, max, excluded, unit } of parameters) {
      if (min !== null && max !== null) expect([id, min < max]).toEqual([id, true]);
      if (type !== 'integer') expect([id, min, max, excluded, unit]).toEqual([id, null, null, [], null]);
    }
  });

  it('keeps secrets secret: those that their names show, those that they do not, and no others', () => {
    const items = parameters.filter(({ secret }) => secret).map(({ item }) => item);
    const expected = parameters
      .map(({ item }) => item)
      // Flags and times about passwords are named like these but tell none.
      .filter(
        (item) => !item.startsWith('fault-') && (SECRET_NAME.test(item) || OTHER_SECRETS.includes(item)),
      );
    expect(items).toEqual(expected);
    expect(new Set(items)).toContain('sip-pwd');
  });

  it('shows the default of no secret', () => {
    expect(parameters.filter((one) => one.secret && one.default !== null)).toEqual([]);
  });

  it('lets passwords be secrets always', () => {
    expect(parameters.filter(({ type, secret }) => type === 'password' && !secret)).toEqual([]);
  });

  it('makes all but settings read-only', () => {
    for (const { purpose, readOnly } of parameters) expect(readOnly).toBe(purpose !== 'setting');
    expect(findParameter('7.1.1/mac-address')?.purpose).toBe('report');
    expect(findParameter('other/file-name')?.purpose).toBe('command');
  });

  it('names the items that nobody sets, and none that somebody can set', () => {
    for (const name of ['mac-addr', 'software-version', 'backlight-type', 'restart-type', 'userdata-vu1']) {
      expect(fixedItems.has(name)).toBe(true);
    }
    for (const name of ['e164', 'mobility-enabled', 'user-pwd']) expect(fixedItems.has(name)).toBe(false);
    expect(parameters.filter((one) => !one.readOnly && fixedItems.has(one.item))).toEqual([]);
  });

  it('gives the columns of a list the same indexes', () => {
    const lists = Map.groupBy(
      parameters.filter(({ list }) => list !== null),
      ({ list }) => list,
    );
    expect(new Set(lists.keys())).toContain('codecs');
    for (const columns of lists.values()) {
      expect(new Set(columns.map(({ index }) => JSON.stringify(index))).size).toBe(1);
      expect(columns.length).toBeGreaterThan(1);
    }
  });

  it('cannot be changed', () => {
    const [first] = parameters;
    expect(Object.isFrozen(parameters) && Object.isFrozen(first) && Object.isFrozen(first?.label)).toBe(true);
    expect(Object.isFrozen(sections) && Object.isFrozen(sections[0]?.sections)).toBe(true);
  });

  it('has a version of 16 hexadecimal digits', () => {
    expect(catalogVersion).toMatch(/^[0-9a-f]{16}$/);
  });
});

describe('looking parameters up', () => {
  it('finds a parameter by its id', () => {
    expect(findParameter('7.3.2/server-address')?.item).toBe('reg-addr');
    expect(findParameter('7.3.2/no-such-thing')).toBeUndefined();
  });

  it('finds all labels of an item', () => {
    expect(idsOf(parametersForItem('e164'))).toEqual(['7.3.2/e164-number', '7.3.4/e164-number']);
    expect(parametersForItem('trace-level')).toHaveLength(67);
    expect(parametersForItem('no-such-item')).toEqual([]);
  });

  it('finds the label of a value for the kind of client', () => {
    expect(findParameterForValue('e164', null, 'client-sip')?.id).toBe('7.3.2/e164-number');
    expect(findParameterForValue('e164', null, 'client-hfa')?.id).toBe('7.3.4/e164-number');
    expect(findParameterForValue('codec-type', 2, 'client-sip')?.id).toBe('7.4.2/codecs-client:codec');
    expect(findParameterForValue('codec-type', 2, 'user')?.id).toBe('7.4.2/codecs-list');
  });

  it('finds a label even where no scope fits, for phones report more than the guide lets anyone set', () => {
    expect(findParameterForValue('trace-level', 34, 'client-sip')?.id).toBe('7.9.2/sip-messages');
  });

  it('tells instances with an index apart, 0 among them', () => {
    expect(findParameterForValue('feature-availability', 11)?.id).toBe('7.5.6/do-not-disturb-allowed');
    expect(findParameterForValue('feature-availability', 12)).toBeUndefined();
    expect(findParameterForValue('trace-level', 0)?.id).toBe('7.9.2/admin');
    expect(findParameterForValue('trace-level', null)).toBeUndefined();
  });

  it('takes the index that some phones put on a single item', () => {
    expect(findParameterForValue('ldap-server-address', 1)?.id).toBe('7.5.1/ldap-server-address');
    expect(findParameterForValue('ldap-server-address', 2)).toBeUndefined();
  });
});
