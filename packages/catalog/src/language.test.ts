import { describe, expect, it } from 'vitest';
import { CatalogError } from './catalog-error.ts';
import { type LocalizedText, parameters, sections } from './index.ts';

/** Countries and languages that are the same in German. */
const SAME_PLACES = `
  Afar, Afghanistan, Afrikaans, Akan, Andorra, Angola, Anguilla, Aruba, Aymara, Bahamas, Bahrain,
  Bambara, Barbados, Belarus, Belize, Benin, Bermuda, Bhutan, Bislama, Brunei, Burkina Faso, Burundi,
  Chamorro, Chichewa, Chile, China, Costa Rica, Côte d'Ivoire, Cree, Curaçao, Dominica, Dzongkha,
  Ecuador, El Salvador, Eritrea, Esperanto, Eswatini, Ewe, Gambia, Ganda, Ghana, Gibraltar, Grenada,
  Guadeloupe, Guam, Guatemala, Guernsey, Guinea, Guinea-Bissau, Gujarati, Guyana, Haiti, Herero, Hindi,
  Honduras, Ido, Igbo, Interlingua, Interlingue, Inuktitut, Iran, Isle of Man, Israel, Japan, Jersey,
  Kannada, Kanuri, Khmer, Kikuyu, Kinyarwanda, Kiribati, Komi, Kuanyama, Kuwait, Laos, Lesotho, Liberia,
  Liechtenstein, Lingala, Luba-Katanga, Malagasy, Malawi, Malayalam, Malaysia, Mali, Malta, Manx, Māori,
  Marathi, Martinique, Mauritius, Mayotte, Monaco, Montenegro, Montserrat, Myanmar, Namibia, Nauru,
  Navajo, Ndonga, Nepal, Nicaragua, Niger, Nigeria, Niue, Odia, Ojibwa, Oman, Oromo, Pakistan, Palau,
  Pali, Panama, Paraguay, Peru, Portugal, Puerto Rico, Punjabi, Quechua, Réunion, Rundi, Samoa,
  San Marino, Sango, Sanskrit, Senegal, Shona, Sierra Leone, Sindhi, Sint Maarten, Somali, Somalia,
  Sri Lanka, St. Barthélemy, St. Helena, St. Lucia, St. Martin, Sudan, Suriname, Tagalog, Taiwan, Tamil,
  Telugu, Thailand, Tigrinya, Timor-Leste, Togo, Tokelau, Tonga, Tsonga, Tswana, Turkmenistan, Tuvalu,
  Twi, Uganda, Ukraine, Urdu, Uruguay, Vanuatu, Venda, Venezuela, Vietnam, Volapük, Wolof, Xhosa,
  Yoruba, Zhuang, Zulu
`;

/** Names, protocols and technical words that are the same in German. */
const SAME_IN_BOTH = new Set([
  // menus, titles and labels
  ...[
    'Audio',
    'Bluetooth',
    'OpenScape UC',
    'OpenScape Business UC',
    'Microsoft Exchange',
    'Routing',
    '802.1x',
  ],
  ...['Quality of Service', 'SNMP', 'SSH', 'Codec', 'Codecs', 'Video', 'uaCSTA', 'Phone Manager'],
  // protocols
  ...[
    'UDP',
    'TCP',
    'TLS',
    'CRLF',
    'HTTP',
    'HTTPS',
    'RTSP',
    'EAP-TLS',
    'PEAP',
    'GET',
    'POST',
    'PUT',
    'DHCP',
    'LLDP-MED',
    'SIP',
    'HFA',
    'MIKEY',
    'SDES',
    'DTLS',
    'DTLS-SDES',
    'ANAT',
    'ICE',
    'TURN',
    'STUN',
    'IPv4',
    'IPv6',
    'IPv4 / IPv6',
    'IPv6 / IPv4',
  ],
  // crypto suites and keys
  ...['AES-128 SHA1-32', 'AES-128 SHA1-80', 'AES-256 SHA1-80', '#', '*'],
  ...['RTP + SRTP', 'SRTP + RTP', 'Digest', 'SHA256', 'SHA512'],
  // products and places
  ...['OpenScape Voice', 'Broadsoft', 'HiQ8000', 'Genesys', 'Google Voice', 'RingCentral', 'Xpressions'],
  ...['Crystal Sea', 'Warm Grey', 'Chile (Santiago)', 'Israel (Jerusalem)'],
  // parts of the phone's software and of its traces
  ...['Admin', 'PotService', 'Voice Engine', 'Desktop', 'HFAServiceAgent', 'ConversationAPI', 'Debug'],
  ...['trace-level-49', 'trace-level-65'],
  // kinds of Bluetooth beacons and of backlights
  ...['Eddystone', 'iBeacon', 'CCFL', 'LED'],
  // kinds of files and of keys
  ...['Firmware', 'Logo', 'Headset'],
  // wireless networks
  ...['5 GHz', 'UNII-1', 'UNII-3', 'UNII-1 + UNII-2', 'UNII-1 + UNII-2 + UNII-3', 'WEP', 'FAST'],
  ...['WPA/WPA2 Personal', 'WPA/WPA2 Enterprise', 'WPA2-Personal', 'WPA2-Enterprise'],
  ...['WPA2/WPA3-Personal', 'WPA3-Personal', 'PEAPv0/EAP-MSCHAPv2', 'EAP-LEAP'],
  // steps of brightness and of size
  ...['-3', '-2', '-1', '+1', '+2', '+3', 'Normal'],
  ...SAME_PLACES.trim().split(/,\s+/),
]);

const DIFFSERV_CLASS = /^(?:BE|EF|AF\d\d|CS\d)$/;
const NUMBER = /^\d+$/;

interface Place {
  readonly where: string;
  readonly text: LocalizedText;
}

const names: readonly Place[] = [
  ...sections.flatMap((menu) => [
    { where: menu.id, text: menu.label },
    ...menu.sections.map(({ id, title }) => ({ where: id, text: title })),
  ]),
  ...parameters.flatMap(({ id, label, values }) => [
    { where: id, text: label },
    ...(values ?? []).map((choice) => ({ where: `${id} ${choice.value}`, text: choice.label })),
  ]),
];

const helps: readonly Place[] = parameters.map(({ id, help }) => ({ where: id, text: help }));

const messages: readonly Place[] = parameters.map((one) => ({
  where: one.id,
  text: new CatalogError(one, { kind: 'format', format: one.format ?? one.type }, 'x').text,
}));

describe('the texts of the catalog', () => {
  it('are complete, single-spaced and without space around them in both languages', () => {
    const bad = [...names, ...helps, ...messages].filter(({ text }) =>
      [text.en, text.de].some((one) => one === '' || one !== one.trim() || / {2}|\n/.test(one)),
    );
    expect(bad).toEqual([]);
  });

  it('are the same in both languages only where that is known to be right', () => {
    const same = [...names, ...helps, ...messages].filter(
      ({ text: { en, de } }) =>
        en === de && !SAME_IN_BOTH.has(en) && !DIFFSERV_CLASS.test(en) && !NUMBER.test(en),
    );
    expect(same).toEqual([]);
  });

  it('keep no word in the list of equal ones that is not used', () => {
    const used = new Set(names.filter(({ text }) => text.en === text.de).map(({ text }) => text.en));
    expect([...SAME_IN_BOTH].filter((word) => !used.has(word))).toEqual([]);
  });

  it('explain each parameter in one sentence that ends with a full stop', () => {
    const odd = helps.filter(({ text }) =>
      [text.en, text.de].some(
        (sentence) => !/^[A-ZÄÖÜ0-9].+\.$/.test(sentence) || /[.!?] [A-ZÄÖÜ]/.test(sentence),
      ),
    );
    // Version texts contain blanks and capitals after a number, never after a full stop.
    expect(odd).toEqual([]);
  });

  it('do not repeat the label as help', () => {
    const bare = parameters.filter(({ label, help }) =>
      (['en', 'de'] as const).some((language) => help[language].replace(/\.$/, '') === label[language]),
    );
    expect(bare.map(({ id }) => id)).toEqual([]);
  });

  it('label the parameters of a section differently', () => {
    const seen = new Set<string>();
    const twice = parameters.filter(({ section, scopes, label }) => {
      const keys = scopes.flatMap((scope) => [
        `en ${section} ${scope} ${label.en}`,
        `de ${section} ${scope} ${label.de}`,
      ]);
      const known = keys.some((key) => seen.has(key));
      for (const key of keys) seen.add(key);
      return known;
    });
    expect(twice.map(({ id }) => id)).toEqual([]);
  });
});
