import type { Relation } from '../relations.ts';

/** Rules of guide sections 7.6.3 and 7.6.4. */
export const wiFiRelations: readonly Relation[] = [
  {
    kind: 'used-while',
    condition: { parameter: '7.6.3/wi-fi-interface-enabled', in: [true] },
    parameters: [
      '7.6.3/wi-fi-country-settings',
      '7.6.3/wi-fi-frequency-band',
      '7.6.3/wi-fi-allowed-5-ghz-channels',
      '7.6.3/wi-fi-manual-selected-5-ghz-channels',
      '7.6.3/wi-fi-allowed-2-4-ghz-channels',
      '7.6.3/wi-fi-manual-selected-2-4-ghz-channels',
      '7.6.3/wi-fi-802-11r-enabled',
      '7.6.3/wi-fi-roaming-rssi-threshold',
      '7.6.4/wi-fi-network.wi-fi-network-ssid',
      '7.6.4/wi-fi-network.wi-fi-network-password',
      '7.6.4/wi-fi-network.wi-fi-ssid-hidden',
      '7.6.4/wi-fi-network.wi-fi-encryption',
      '7.6.4/wi-fi-network.wi-fi-ip-settings',
      '7.6.4/wi-fi-network.ip-address',
      '7.6.4/wi-fi-network.ip-subnet-mask',
      '7.6.4/wi-fi-network.ip-default-route',
      '7.6.4/wi-fi-network.wi-fi-authentication-mode',
      '7.6.4/wi-fi-network.wi-fi-eap-identity',
      '7.6.4/wi-fi-network.wi-fi-eap-password',
    ],
    source: 'OSEM 7.6.3',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.6.3/wi-fi-frequency-band', in: ['5-and-2-4-ghz', '5-ghz'] },
    parameters: ['7.6.3/wi-fi-allowed-5-ghz-channels', '7.6.3/wi-fi-manual-selected-5-ghz-channels'],
    source: 'OSEM 7.6.3',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.6.3/wi-fi-frequency-band', in: ['5-and-2-4-ghz', '2-4-ghz'] },
    parameters: ['7.6.3/wi-fi-allowed-2-4-ghz-channels', '7.6.3/wi-fi-manual-selected-2-4-ghz-channels'],
    source: 'OSEM 7.6.3',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.6.3/wi-fi-allowed-5-ghz-channels', in: ['manual'] },
    parameters: ['7.6.3/wi-fi-manual-selected-5-ghz-channels'],
    source: 'OSEM 7.6.3',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.6.3/wi-fi-allowed-2-4-ghz-channels', in: ['manual'] },
    parameters: ['7.6.3/wi-fi-manual-selected-2-4-ghz-channels'],
    source: 'OSEM 7.6.3',
  },
  {
    kind: 'used-while',
    condition: {
      parameter: '7.6.4/wi-fi-network.wi-fi-encryption',
      in: ['wep', 'wpa-wpa2-personal', 'wpa2-personal', 'wpa2-wpa3-personal', 'wpa3-personal'],
    },
    parameters: ['7.6.4/wi-fi-network.wi-fi-network-password'],
    source: 'OSEM 7.6.4',
  },
  {
    kind: 'used-while',
    condition: {
      parameter: '7.6.4/wi-fi-network.wi-fi-encryption',
      in: ['wep', 'wpa-wpa2-enterprise', 'wpa2-enterprise'],
    },
    parameters: [
      '7.6.4/wi-fi-network.wi-fi-authentication-mode',
      '7.6.4/wi-fi-network.wi-fi-eap-identity',
      '7.6.4/wi-fi-network.wi-fi-eap-password',
    ],
    source: 'OSEM 7.6.4',
  },
  {
    kind: 'used-while',
    condition: {
      parameter: '7.6.4/wi-fi-network.wi-fi-authentication-mode',
      in: ['peap-mschapv2', 'eap-tls', 'eap-leap', 'fast'],
    },
    parameters: ['7.6.4/wi-fi-network.wi-fi-eap-identity'],
    source: 'OSEM 7.6.4',
  },
  {
    kind: 'used-while',
    condition: {
      parameter: '7.6.4/wi-fi-network.wi-fi-authentication-mode',
      in: ['peap-mschapv2', 'eap-leap', 'fast'],
    },
    parameters: ['7.6.4/wi-fi-network.wi-fi-eap-password'],
    source: 'OSEM 7.6.4',
  },
  {
    kind: 'used-while',
    condition: { parameter: '7.6.4/wi-fi-network.wi-fi-ip-settings', in: ['manual'] },
    parameters: [
      '7.6.4/wi-fi-network.ip-address',
      '7.6.4/wi-fi-network.ip-subnet-mask',
      '7.6.4/wi-fi-network.ip-default-route',
    ],
    source: 'OSEM 7.6.4',
  },
];
