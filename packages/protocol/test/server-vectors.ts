import type { ServerMessage } from '../src/index.ts';
import { serverDocument } from './documents.ts';

/** A server's message and its canonical text. */
export interface ServerVector {
  readonly title: string;
  readonly message: ServerMessage;
  readonly xml: string;
}

const NONCE = '9D2F4B6A8C0E1F3D5B7A9C8E0F2D4B6A';

function answer(
  title: string,
  action: ServerMessage['action'],
  items: ServerMessage['items'] = [],
  lines: readonly string[] = [],
): ServerVector {
  const list = lines.length === 0 ? [] : ['<ItemList>', ...lines, '</ItemList>'];
  return {
    title,
    message: { nonce: NONCE, action, items },
    xml: serverDocument(`<Message nonce="${NONCE}">`, `<Action>${action}</Action>`, ...list, '</Message>'),
  };
}

/** Every action: sections 10, 11, 13, 14, 15.2 and 16. */
export const SERVER_VECTORS: readonly ServerVector[] = [
  answer('ReadAllItems', 'ReadAllItems'),
  answer(
    'ReadItems',
    'ReadItems',
    [
      { name: 'reg-addr', value: '' },
      { name: 'codec-type', index: 2, value: '' },
    ],
    ['<Item name="reg-addr"></Item>', '<Item name="codec-type" index="2"></Item>'],
  ),
  answer(
    'ReadItems of the TAN',
    'ReadItems',
    [{ name: 'bootstrapping-tan', value: '' }],
    ['<Item name="bootstrapping-tan"></Item>'],
  ),
  answer(
    'WriteItems with index 0, an empty value and every character to escape',
    'WriteItems',
    [
      { name: 'sip-name', value: `Fish & Chips <"1'> ü €` },
      { name: 'trace-level', index: 0, value: '3' },
      { name: 'key-label-unicode', index: 1301, value: '' },
      { name: 'XML-app-display-name', index: 1, value: 'two\nlines\rand a return' },
    ],
    [
      `<Item name="sip-name">Fish &amp; Chips &lt;"1'&gt; ü €</Item>`,
      '<Item name="trace-level" index="0">3</Item>',
      '<Item name="key-label-unicode" index="1301"></Item>',
      '<Item name="XML-app-display-name" index="1">two\nlines&#13;and a return</Item>',
    ],
  ),
  answer(
    'WriteItems to secure mode without PIN',
    'WriteItems',
    [
      { name: 'goto-secure-mode', value: 'nopin' },
      { name: 'dls-client-certificate', value: 'MIIK+/A=' },
      {
        name: 'dls-server-ca',
        index: 0,
        value: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
      },
      { name: 'dls-server-ca', index: 1, value: '' },
      { name: 'dls-secure-port', value: '18444' },
    ],
    [
      '<Item name="goto-secure-mode">nopin</Item>',
      '<Item name="dls-client-certificate">MIIK+/A=</Item>',
      '<Item name="dls-server-ca" index="0">-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----</Item>',
      '<Item name="dls-server-ca" index="1"></Item>',
      '<Item name="dls-secure-port">18444</Item>',
    ],
  ),
  answer(
    'WriteItems to secure mode with PIN',
    'WriteItems',
    [
      { name: 'goto-secure-mode', value: 'pin' },
      { name: 'secure-mode-data', value: 'q83vEjRWeJA=' },
      { name: 'max-pin-retries', value: '3' },
    ],
    [
      '<Item name="goto-secure-mode">pin</Item>',
      '<Item name="secure-mode-data">q83vEjRWeJA=</Item>',
      '<Item name="max-pin-retries">3</Item>',
    ],
  ),
  answer(
    'WriteItems of a mobile user at logon',
    'WriteItems',
    [
      { name: 'sip-mobility-state', value: '0' },
      { name: 'userdata-vu1', index: 1, value: 'UEsDBAoAAAA=' },
    ],
    ['<Item name="sip-mobility-state">0</Item>', '<Item name="userdata-vu1" index="1">UEsDBAoAAAA=</Item>'],
  ),
  answer('Restart', 'Restart'),
  answer(
    'Restart as factory reset',
    'Restart',
    [
      { name: 'restart-password', value: '124816' },
      { name: 'restart-type', value: 'FactoryReset' },
    ],
    ['<Item name="restart-password">124816</Item>', '<Item name="restart-type">FactoryReset</Item>'],
  ),
  answer(
    'FileDeployment of one file by FTP',
    'FileDeployment',
    [
      { name: 'file-server', value: '10.31.7.3' },
      { name: 'file-port', value: '21' },
      { name: 'file-name', value: 'door bell.mp3' },
      { name: 'file-type', value: 'RINGTONE' },
    ],
    [
      '<Item name="file-server">10.31.7.3</Item>',
      '<Item name="file-port">21</Item>',
      '<Item name="file-name">door bell.mp3</Item>',
      '<Item name="file-type">RINGTONE</Item>',
    ],
  ),
  answer(
    'FileDeployment of one file and deletion of another',
    'FileDeployment',
    [
      { name: 'file-https-base-url', index: 1, value: 'https://10.31.7.3:18443/files/a.bmp?v=1&w=2' },
      { name: 'file-action', index: 1, value: 'deploy' },
      { name: 'file-name', index: 2, value: 'old.mp3' },
      { name: 'file-action', index: 2, value: 'delete' },
    ],
    [
      '<Item name="file-https-base-url" index="1">https://10.31.7.3:18443/files/a.bmp?v=1&amp;w=2</Item>',
      '<Item name="file-action" index="1">deploy</Item>',
      '<Item name="file-name" index="2">old.mp3</Item>',
      '<Item name="file-action" index="2">delete</Item>',
    ],
  ),
  answer(
    'SoftwareDeployment',
    'SoftwareDeployment',
    [
      { name: 'file-type', value: 'APP' },
      { name: 'file-sw-type', value: 'Unify SIP' },
      { name: 'file-sw-version', value: '2.1.8.4' },
      { name: 'file-priority', value: 'normal' },
    ],
    [
      '<Item name="file-type">APP</Item>',
      '<Item name="file-sw-type">Unify SIP</Item>',
      '<Item name="file-sw-version">2.1.8.4</Item>',
      '<Item name="file-priority">normal</Item>',
    ],
  ),
  answer('GetNextFragment', 'GetNextFragment'),
  answer('CleanUp', 'CleanUp'),
  answer(
    'CleanUp that asks a busy phone to call later',
    'CleanUp',
    [{ name: 'send-solicited', value: 'true' }],
    ['<Item name="send-solicited">true</Item>'],
  ),
  answer(
    'CleanUp because of overload',
    'CleanUp',
    [{ name: 'cleanup-reason', value: 'overload' }],
    ['<Item name="cleanup-reason">overload</Item>'],
  ),
  answer(
    'CleanUp because of a wrong TAN',
    'CleanUp',
    [{ name: 'cleanup-reason', value: 'wrong TAN from device' }],
    ['<Item name="cleanup-reason">wrong TAN from device</Item>'],
  ),
];
