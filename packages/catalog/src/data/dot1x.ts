import { inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

/** Section 7.6.2 of the guide. */
export const dot1x: readonly Parameter[] = [
  ...inSection('7.6.2', [
    {
      id: '802-1x-authentication-type',
      item: 'dot1x-authentication-type',
      type: 'enum',
      label: { en: '802.1x Authentication type', de: '802.1x-Authentisierung' },
      help: {
        en: 'How the phone authenticates itself to the switch before it may use the network.',
        de: 'Verfahren, mit dem sich das Telefon beim Switch authentisiert, bevor es das Netz nutzen darf.',
      },
      values: [
        {
          value: 'any-supported',
          wire: '0',
          label: { en: 'Any Supported', de: 'Jedes unterstützte Verfahren' },
          certainty: 'inferred',
        },
        { value: 'none', wire: '1', label: { en: 'None', de: 'Keine' }, certainty: 'inferred' },
        { value: 'eap-tls', wire: '2', label: { en: 'EAP-TLS', de: 'EAP-TLS' }, certainty: 'inferred' },
        { value: 'peap', wire: '3', label: { en: 'PEAP', de: 'PEAP' }, certainty: 'inferred' },
      ],
      certainty: 'inferred',
      source: 'OSEM 7.6.2',
    },
    {
      id: 'mschap-identity',
      item: 'dot1x-mschap-identity',
      type: 'text',
      label: { en: 'MSCHAP Identity', de: 'MSCHAP-Identität' },
      help: {
        en: 'Name of the phone at the RADIUS server when PEAP is used.',
        de: 'Name des Telefons beim RADIUS-Server, wenn PEAP genutzt wird.',
      },
      certainty: 'inferred',
      source: 'OSEM 7.6.2',
    },
    {
      id: 'mschap-password',
      item: 'dot1x-mschap-pwd',
      type: 'password',
      label: { en: 'MSCHAP Password', de: 'MSCHAP-Kennwort' },
      help: {
        en: 'Password of the phone at the RADIUS server when PEAP is used.',
        de: 'Kennwort des Telefons beim RADIUS-Server, wenn PEAP genutzt wird.',
      },
      secret: true,
      certainty: 'inferred',
      source: 'OSEM 7.6.2',
    },
    {
      id: 'confirm-802-1x-installation',
      item: 'dot1x-confirm-installation',
      type: 'boolean',
      label: { en: 'Confirm 802.1x installation', de: '802.1x-Einrichtung bestätigen' },
      help: {
        en: 'Confirms that the phone is to put its 802.1x settings into use.',
        de: 'Bestätigt, dass das Telefon seine 802.1x-Einstellungen in Betrieb nehmen soll.',
      },
      certainty: 'inferred',
      source: 'OSEM 7.6.2',
    },
  ]),
];
