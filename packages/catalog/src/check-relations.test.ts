import { describe, expect, it } from 'vitest';
import { brokenRelations, type ParameterValue, relations, type Scope } from './index.ts';

type Values = Readonly<Record<string, ParameterValue>>;

/** `id` or `id[index]` as parameter and index. */
function parse(key: string) {
  const [, parameter = '', index] = /^(.+?)(?:\[(\d+)\])?$/.exec(key) ?? [];
  return { parameter, index: index === undefined ? null : Number(index) };
}

/** Sets some values on an element that has others. */
function broken(set: Values, has: Values = {}, scope: Scope = 'template') {
  const all = new Map(Object.entries({ ...has, ...set }));
  return brokenRelations(
    {
      changes: Object.keys(set).map(parse),
      valueOf: (id, index) => all.get(index === null ? id : `${id}[${index}]`),
    },
    scope,
  );
}

/** Each broken rule in short. */
const inShort = (found: ReturnType<typeof broken>) =>
  found.map(
    ({ code, parameterIds: [id], index }) =>
      `${code.replace('relation.', '')} ${id}${index === null ? '' : `[${index}]`}`,
  );

const ADDRESS = '7.6.1/ipv4-address';
const DHCP = '7.6.1/dhcpv4-enabled';
const METHOD = '7.6.1/vlan-discovery-method';
const VLAN = '7.6.1/vlan-id';
const LAYER2 = '7.6.7/layer-2-enabled';
const SHORTEST = '7.3.7/minimum-local-number-length';
const LONGEST = '7.3.7/maximum-local-number-length';
const ENTRY_SHORTEST = '7.3.10/dialplan-entry.minimum-length';
const ENTRY_LONGEST = '7.3.10/dialplan-entry.maximum-length';
const DOOR = '7.5.7/door-opener-type';
const DOOR_PORT = '7.5.7/door-opener-port';
const H225 = '7.3.4/system-h-225-port';
const H225_TLS = '7.3.4/system-h-225-tls-port';
const CORNET_TLS = '7.3.4/system-cornet-tls-port';

describe('rules between parameters', () => {
  it.each<[what: string, set: Values, has: Values, found: readonly string[]]>([
    ['nothing is known of DHCP', { [ADDRESS]: '10.0.0.2' }, {}, []],
    ['DHCP is on', { [ADDRESS]: '10.0.0.2' }, { [DHCP]: true }, [`not_editable ${ADDRESS}`]],
    ['DHCP goes off in the same order', { [ADDRESS]: '10.0.0.2', [DHCP]: false }, { [DHCP]: true }, []],
    [
      'DHCP goes on in the same order',
      { [ADDRESS]: '10.0.0.2', [DHCP]: true },
      { [DHCP]: false },
      [`not_editable ${ADDRESS}`],
    ],
    ['the address was there before DHCP', { [DHCP]: true }, { [ADDRESS]: '10.0.0.2' }, []],
    ['the value is cleared', { [ADDRESS]: null }, { [DHCP]: true }, [`not_editable ${ADDRESS}`]],
    ['the VLAN is set by hand', { [VLAN]: 12, [METHOD]: 'manual' }, { [LAYER2]: true }, []],
    ['DHCP gives the VLAN', { [VLAN]: 12 }, { [METHOD]: 'dhcp' }, [`not_editable ${VLAN}`]],
    ['LLDP-MED gives the VLAN', { [VLAN]: 12 }, { [METHOD]: 'lldp-med' }, [`without_effect ${VLAN}`]],
    [
      'frames carry no VLAN',
      { [METHOD]: 'manual', [VLAN]: 12 },
      { [LAYER2]: false },
      [`not_editable ${METHOD}`, `not_editable ${VLAN}`],
    ],
    ['lengths are in order', { [SHORTEST]: 3, [LONGEST]: 3 }, {}, []],
    ['lengths are not in order', { [SHORTEST]: 7, [LONGEST]: 4 }, {}, [`descending ${SHORTEST}`]],
    ['the longest is too short now', { [LONGEST]: 4 }, { [SHORTEST]: 7 }, [`descending ${LONGEST}`]],
    ['one length is not known', { [LONGEST]: 4 }, {}, []],
    ['the wrong order is not new', { [DHCP]: true }, { [SHORTEST]: 7, [LONGEST]: 4 }, []],
    [
      'an entry of a list is compared with itself only',
      { [`${ENTRY_SHORTEST}[1]`]: 5, [`${ENTRY_LONGEST}[2]`]: 3 },
      { [`${ENTRY_LONGEST}[1]`]: 9, [`${ENTRY_SHORTEST}[2]`]: 4 },
      [`descending ${ENTRY_LONGEST}[2]`],
    ],
    [
      'a column depends on its own entry',
      { [`${DOOR_PORT}[1]`]: 443, [`${DOOR_PORT}[2]`]: 443, [`${DOOR}[2]`]: 'https' },
      { [`${DOOR}[1]`]: 'call' },
      [`without_effect ${DOOR_PORT}[1]`],
    ],
    [
      'a column depends on what holds for all entries',
      { [`${ENTRY_SHORTEST}[3]`]: 5 },
      { '7.3.10/dialplan-enabled': false },
      [`without_effect ${ENTRY_SHORTEST}[3]`],
    ],
    ['ports differ', { [H225]: 1720, [H225_TLS]: 1300 }, { [CORNET_TLS]: 4061 }, []],
    ['a port is taken', { [H225_TLS]: 4061 }, { [CORNET_TLS]: 4061, [H225]: 1720 }, [`equal ${H225_TLS}`]],
    ['the same ports were there before', { [H225]: 1720 }, { [CORNET_TLS]: 4061, [H225_TLS]: 4061 }, []],
    ['the port 0 is none', { [H225]: 0, [H225_TLS]: 0, [CORNET_TLS]: 0 }, {}, []],
    [
      'two ports of the phone are the same',
      { '7.4.1/rtp-base-port': 5060 },
      { '7.3.2/local-phone-port': 5060 },
      ['equal 7.4.1/rtp-base-port'],
    ],
  ])('%s', (_what, set, has, found) => {
    expect(inShort(broken(set, has))).toEqual(found);
  });

  it('do not hold for parameters that the element does not have', () => {
    const set = { '7.6.1/ipv6-address-global': '2001:db8::1' };
    const has = { '7.6.1/dhcpv6-enabled': true };
    expect(inShort(broken(set, has))).toEqual(['without_effect 7.6.1/ipv6-address-global']);
    expect(broken(set, has, 'client-sip')).toEqual([]);
    expect(broken({ [ADDRESS]: '10.0.0.2' }, { [DHCP]: true }, 'user')).toEqual([]);
    expect(broken({ 'no/such': 1 })).toEqual([]);
  });

  it('are errors, but for a value without effect, which is a hint', () => {
    const severities = [
      broken({ [ADDRESS]: '10.0.0.2' }, { [DHCP]: true }),
      broken({ [SHORTEST]: 7, [LONGEST]: 4 }),
      broken({ [H225]: 1, [H225_TLS]: 1 }),
      broken({ '7.3.2/session-timer': 90 }, { '7.3.2/session-timer-enabled': false }),
    ].map(([first]) => first?.severity);
    expect(severities).toEqual(['error', 'error', 'error', 'hint']);
  });

  it.each<[set: Values, has: Values, en: string, de: string]>([
    [
      { [ADDRESS]: '10.0.0.2' },
      { [DHCP]: true },
      '“IPv4 address” cannot be set while “DHCPv4 enabled” is on: switch “DHCPv4 enabled” off in the same order.',
      '„IPv4-Adresse“ kann nicht gesetzt werden, solange „DHCPv4 aktiv“ eingeschaltet ist: „DHCPv4 aktiv“ im selben Auftrag ausschalten.',
    ],
    [
      { [VLAN]: 12 },
      { [METHOD]: 'dhcp' },
      '“VLAN ID” cannot be set while “VLAN Discovery method” is “DHCP”: set “VLAN Discovery method” to “Manual” or “LLDP-MED” in the same order.',
      '„VLAN-ID“ kann nicht gesetzt werden, solange „VLAN-Ermittlung“ auf „DHCP“ steht: „VLAN-Ermittlung“ im selben Auftrag auf „Manuell“ oder „LLDP-MED“ setzen.',
    ],
    [
      { [`${DOOR_PORT}[1]`]: 443 },
      { [`${DOOR}[1]`]: 'call' },
      '“Door Opener Port” (Door opener 1) has no effect while “Door Opener Type” is “Call to open door”: it counts only while that is “HTTP request to open door” or “HTTPS request to open door”.',
      '„Port des Türöffners“ (Türöffner 1) hat keine Wirkung, solange „Art des Türöffners“ auf „Anruf öffnet die Tür“ steht: Der Wert zählt nur, wenn „Art des Türöffners“ auf „HTTP-Anfrage öffnet die Tür“ oder „HTTPS-Anfrage öffnet die Tür“ steht.',
    ],
    [
      { '7.7.4/pattern-melody': 2 },
      { '7.7.4/ringer': 'jazz.wav' },
      '“Pattern melody” has no effect while “Ringer” is “jazz.wav”: it counts only while that is empty.',
      '„Melodie des Klingelmusters“ hat keine Wirkung, solange „Klingeltondatei“ auf „jazz.wav“ steht: Der Wert zählt nur, wenn „Klingeltondatei“ leer ist.',
    ],
    [
      { [SHORTEST]: 7, [LONGEST]: 4 },
      {},
      '“Minimum Local Number Length” is 7 and “Maximum Local Number Length” is 4: the first must not be greater than the second.',
      '„Mindestlänge von Ortsrufnummern“ ist 7 und „Höchstlänge von Ortsrufnummern“ ist 4: Der erste Wert darf nicht größer als der zweite sein.',
    ],
    [
      { [H225]: 1720, [H225_TLS]: 1720 },
      {},
      '“System H.225 port” and “System H.225 TLS port” are both 1720: they must differ.',
      '„H.225-Port des Systems“ und „H.225-TLS-Port des Systems“ sind beide 1720: Sie müssen sich unterscheiden.',
    ],
  ])('say in a sentence what is wrong: %j', (set, has, en, de) => {
    expect(broken(set, has).map(({ text }) => text)).toEqual([{ en, de }]);
  });

  it('are short, complete sentences in both languages, whatever the rule', () => {
    for (const relation of relations) {
      const [id = '', other = ''] = relation.parameters;
      const set =
        'condition' in relation
          ? { [`${id}[1]`]: null, [id]: null }
          : { [id]: 2, [other]: 1, [`${id}[1]`]: 2 };
      const odd = 'condition' in relation ? { [relation.condition.parameter]: 'x'.repeat(500) } : {};
      for (const scope of ['client-sip', 'client-hfa', 'user', 'template'] as const) {
        for (const { text, parameterIds } of broken(set, odd, scope)) {
          expect([parameterIds, text.en.length < 500 && text.de.length < 500]).toEqual([parameterIds, true]);
          expect(text.en).toMatch(/^“.+[^.]\.$/);
          expect(text.de).toMatch(/^„.+[^.]\.$/);
        }
      }
    }
  });
});
