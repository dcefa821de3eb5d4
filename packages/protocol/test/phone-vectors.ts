import type { Item, PhoneMessage } from '../src/index.ts';
import { phoneDocument } from './documents.ts';

/** A phone's message and its canonical text. */
export interface PhoneVector {
  readonly title: string;
  readonly message: PhoneMessage;
  readonly xml: string;
}

const NONCE = '5C1E0D9B8A7F6E5D4C3B2A1908F7E6D5';

const BASIC: readonly Item[] = [
  { name: 'device-type', value: 'OpenScape Desk Phone CP410' },
  { name: 'related-device-type', value: 'OpenScape Desk Phone CP410' },
  { name: 'gigabit-ethernet', value: '', status: 'failed' },
  { name: 'software-type', value: 'Unify SIP' },
  { name: 'software-version', value: 'V2 R1.8.4' },
  { name: 'contact-me-uri', value: 'http://10.31.7.44:8085/contact_dls.html/ContactDLS' },
  { name: 'mac-addr', value: '00:1A:E8:7B:40:1C' },
  { name: 'part-number', value: 'Unknown' },
  { name: 'sip-mobility-state', value: '0' },
  { name: 'e164', value: '4930771200' },
  { name: 'basic-e164', value: '4930771200' },
];

const BASIC_LINES: readonly string[] = [
  '<Item name="device-type">OpenScape Desk Phone CP410</Item>',
  '<Item name="related-device-type">OpenScape Desk Phone CP410</Item>',
  '<Item name="gigabit-ethernet" status="failed"></Item>',
  '<Item name="software-type">Unify SIP</Item>',
  '<Item name="software-version">V2 R1.8.4</Item>',
  '<Item name="contact-me-uri">http://10.31.7.44:8085/contact_dls.html/ContactDLS</Item>',
  '<Item name="mac-addr">00:1A:E8:7B:40:1C</Item>',
  '<Item name="part-number">Unknown</Item>',
  '<Item name="sip-mobility-state">0</Item>',
  '<Item name="e164">4930771200</Item>',
  '<Item name="basic-e164">4930771200</Item>',
];

/** One line per item, as in `<Item name="x">y</Item>`; `name`, `index`, `status`, `value`. */
type Row = readonly [name: string, value: string, more?: { index?: number; status?: string }];

function toItem([name, value, more]: Row): Item {
  return { name, value, ...more };
}

function toLine([name, value, more]: Row): string {
  const index = more?.index === undefined ? '' : ` index="${more.index}"`;
  const status = more?.status === undefined ? '' : ` status="${more.status}"`;
  return `<Item name="${name}"${index}${status}>${value}</Item>`;
}

function initial(
  title: string,
  reason: 'start-up' | 'solicited' | 'local-changes' | 'inventory-changes' | 'status',
  ...rows: Row[]
): PhoneVector {
  return {
    title,
    message: { nonce: NONCE, maxItems: -1, items: [...BASIC, ...rows.map(toItem)], reason },
    xml: phoneDocument(
      `<Message nonce="${NONCE}" maxItems="-1">`,
      `<ReasonForContact>${reason}</ReasonForContact>`,
      '<ItemList>',
      ...BASIC_LINES,
      ...rows.map(toLine),
      '</ItemList>',
      '</Message>',
    ),
  };
}

/** Initial messages: sections 7, 8, 12.5, 14 and 16. */
export const INITIAL_VECTORS: readonly PhoneVector[] = [
  initial('start-up with nothing changed', 'start-up', ['configuration-changed-flag', 'false']),
  initial('start-up of V3 firmware with its fault flags', 'start-up', ['fault-report-admin-pwd', 'false']),
  initial('solicited', 'solicited', ['configuration-changed-flag', 'false']),
  initial('local-changes up to V2R1, basic items only', 'local-changes', [
    'configuration-changed-flag',
    'true',
  ]),
  initial(
    'local-changes from V2R2 with the changed items attached',
    'local-changes',
    ['configuration-changed-flag', 'true'],
    ['configuration-attached-flag', 'true'],
    ['configuration-attached-number', '2'],
    ['key-label-unicode', 'Küche', { index: 3 }],
    ['trace-level', '2', { index: 0 }],
  ),
  initial(
    'inventory-changes with a new key module',
    'inventory-changes',
    ['key-modules', '1'],
    ['blf-modules', '', { status: 'failed' }],
    ['slk-modules', '1'],
    ['km15-modules', '0'],
  ),
  initial('inventory-changes for a mobility logon', 'inventory-changes', ['user-pwd', '271828']),
  initial('inventory-changes after the logon, asking for user data', 'inventory-changes', [
    'requested-items',
    'userdata-vu1,userdata-phonebook',
  ]),
  initial(
    'inventory-changes for a mobility logoff',
    'inventory-changes',
    ['configuration-changed-flag', 'true'],
    ['modified-items', 'userdata-call-log,userdata-ldap'],
  ),
  initial(
    'status of one file transfer',
    'status',
    ['file-deployment-date', '24:12:2025'],
    ['file-deployment-time', '07:08:09'],
    ['file-deployment-name', 'winter logo.bmp'],
    ['file-deployment-type', 'LOGO'],
    ['file-deployment-status', 'ok'],
  ),
  initial(
    'status of several file transfers',
    'status',
    ['file-deployment-name', 'a.mp3', { index: 1 }],
    ['file-deployment-status', 'ok', { index: 1 }],
    ['file-deployment-name', 'b.mp3', { index: 2 }],
    ['file-deployment-status', 'failed', { index: 2 }],
  ),
  {
    title: 'start-up of old firmware without maxItems and items',
    message: { nonce: 'c0ffee1234567890abcdef1', items: [], reason: 'start-up' },
    xml: phoneDocument(
      '<Message nonce="c0ffee1234567890abcdef1">',
      '<ReasonForContact>start-up</ReasonForContact>',
      '</Message>',
    ),
  },
];

function reply(
  title: string,
  action: Extract<PhoneMessage, { reason: 'reply-to' }>['action'],
  status: 'accepted' | 'failed' | 'busy',
  fragment: 'next' | 'final' | undefined,
  ...rows: Row[]
): PhoneVector {
  const attribute = fragment === undefined ? '' : ` fragment="${fragment}"`;
  const list = rows.length === 0 ? [] : ['<ItemList>', ...rows.map(toLine), '</ItemList>'];
  return {
    title,
    message: {
      nonce: NONCE,
      maxItems: 250,
      ...(fragment === undefined ? {} : { fragment }),
      items: rows.map(toItem),
      reason: 'reply-to',
      action,
      status,
    },
    xml: phoneDocument(
      `<Message nonce="${NONCE}" maxItems="250"${attribute}>`,
      `<ReasonForContact action="${action}" status="${status}">reply-to</ReasonForContact>`,
      ...list,
      '</Message>',
    ),
  };
}

/** Replies and the phone's own clean-up: sections 7, 9, 10, 11, 12.13, 12.14, 13 and 15.2. */
export const REPLY_VECTORS: readonly PhoneVector[] = [
  reply(
    'reply to ReadAllItems, a piece with more to follow',
    'ReadAllItems',
    'accepted',
    'next',
    ['feature-availability', 'true', { index: 0 }],
    ['codec-type', '2', { index: 1 }],
  ),
  reply('reply to ReadAllItems, the last piece', 'ReadAllItems', 'accepted', 'final', [
    'function-key-def',
    '59',
    { index: 1301 },
  ]),
  reply(
    'reply to ReadItems with values and with what cannot be read',
    'ReadItems',
    'accepted',
    'final',
    ['reg-addr', '10.31.7.2'],
    ['sip-name', 'Müller und Söhne'],
    ['user-pwd', '', { status: 'failed' }],
    ['no-such-item', '', { status: 'unknown item' }],
  ),
  reply('reply to ReadItems of a certificate description', 'ReadItems', 'accepted', 'final', [
    'wbm-server-certificate-info',
    'CN=phone.example.org',
  ]),
  reply('reply to ReadItems of the TAN', 'ReadItems', 'accepted', undefined, ['bootstrapping-tan', '4Z7']),
  reply('reply to ReadItems of user data at logoff', 'ReadItems', 'accepted', 'final', [
    'userdata-phonebook',
    'UEsDBBQAAAAI+/==',
    { index: 1 },
  ]),
  reply('reply to WriteItems, all stored', 'WriteItems', 'accepted', 'final'),
  reply(
    'reply to WriteItems, every documented refusal',
    'WriteItems',
    'accepted',
    'final',
    ['sip-name', '', { status: 'failed' }],
    ['sip-nmae', '', { status: 'unknown item' }],
    ['mac-addr', '', { status: 'read only' }],
    ['function-key-def', '', { index: 9999, status: 'invalid index' }],
    ['restart-type', '', { status: 'unexpected item' }],
    ['wlan-mode', '', { status: 'not supported' }],
    ['reg-port', '', { status: 'invalid data' }],
    ['trace-level', '', { index: 0, status: 'undefined status' }],
  ),
  reply('reply to WriteItems during a call', 'WriteItems', 'busy', 'final'),
  reply('reply to WriteItems, refused as a whole', 'WriteItems', 'failed', undefined),
  reply('reply to GetNextFragment', 'GetNextFragment', 'accepted', 'final', ['e164', '4930771200']),
  reply('reply to a refused Restart', 'Restart', 'failed', undefined),
  reply('reply to SoftwareDeployment during a call', 'SoftwareDeployment', 'busy', undefined),
  reply('reply to a refused FileDeployment', 'FileDeployment', 'failed', undefined),
  reply('reply to a refused CleanUp', 'CleanUp', 'failed', undefined),
  {
    title: 'clean-up with its reason',
    message: {
      nonce: NONCE,
      maxItems: -1,
      fragment: 'final',
      items: [{ name: 'cleanup-reason', value: 'password retries exceeded' }],
      reason: 'clean-up',
    },
    xml: phoneDocument(
      `<Message nonce="${NONCE}" maxItems="-1" fragment="final">`,
      '<ReasonForContact>clean-up</ReasonForContact>',
      '<ItemList>',
      '<Item name="cleanup-reason">password retries exceeded</Item>',
      '</ItemList>',
      '</Message>',
    ),
  },
  {
    title: 'clean-up without reason',
    message: { nonce: NONCE, items: [], reason: 'clean-up' },
    xml: phoneDocument(
      `<Message nonce="${NONCE}">`,
      '<ReasonForContact>clean-up</ReasonForContact>',
      '</Message>',
    ),
  },
];
