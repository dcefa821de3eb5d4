import { inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

/** Sections 7.2.1 to 7.2.5 of the guide. */
export const integrations: readonly Parameter[] = [
  ...inSection('7.2.1', [
    {
      id: 'openscape-uc-server-address',
      item: 'uc-server-address',
      type: 'host',
      label: { en: 'OpenScape UC server address', de: 'OpenScape-UC-Serveradresse' },
      help: {
        en: 'Application server whose OpenScape UC functions the phone offers to its user.',
        de: 'Anwendungsserver, dessen OpenScape-UC-Funktionen das Telefon seinem Benutzer anbietet.',
      },
      certainty: 'inferred',
      source: 'OSEM 7.2.1',
    },
    {
      id: 'openscape-uc-login-username',
      item: 'uc-user',
      type: 'text',
      label: { en: 'OpenScape UC login username', de: 'OpenScape-UC-Benutzername' },
      help: {
        en: 'Account with which the phone signs in to OpenScape UC.',
        de: 'Konto, mit dem sich das Telefon bei OpenScape UC anmeldet.',
      },
      certainty: 'inferred',
      source: 'OSEM 7.2.1',
    },
    {
      id: 'openscape-uc-login-password',
      item: 'uc-pwd',
      type: 'password',
      label: { en: 'OpenScape UC login password', de: 'OpenScape-UC-Kennwort' },
      help: {
        en: 'Password of the OpenScape UC account.',
        de: 'Kennwort des OpenScape-UC-Kontos.',
      },
      secret: true,
      certainty: 'inferred',
      source: 'OSEM 7.2.1',
    },
  ]),

  ...inSection('7.2.2', [
    {
      id: 'osbiz-uc-protocol',
      item: 'wsi-protocol',
      type: 'text',
      label: { en: 'OSBiz UC protocol', de: 'OSBiz-UC-Protokoll' },
      help: {
        en: 'Protocol in which the phone talks to OpenScape Business UC; the accepted names are not documented.',
        de: 'Protokoll zwischen Telefon und OpenScape Business UC; die zulässigen Namen sind nicht dokumentiert.',
      },
      certainty: 'inferred',
      source: 'OSEM 7.2.2',
    },
    {
      id: 'osbiz-uc-server-address',
      item: 'wsi-server-address',
      type: 'host',
      label: { en: 'OSBiz UC server address', de: 'OSBiz-UC-Serveradresse' },
      help: {
        en: 'OpenScape Business system whose UC functions the phone offers to its user.',
        de: 'OpenScape-Business-System, dessen UC-Funktionen das Telefon seinem Benutzer anbietet.',
      },
      certainty: 'inferred',
      source: 'WBM',
    },
    {
      id: 'osbiz-uc-server-port',
      item: 'wsi-server-port',
      type: 'integer',
      label: { en: 'OSBiz UC server port', de: 'OSBiz-UC-Server-Port' },
      help: {
        en: 'Port on which OpenScape Business UC takes connections from phones.',
        de: 'Port, auf dem OpenScape Business UC Verbindungen der Telefone annimmt.',
      },
      min: 1,
      max: 65535,
      format: 'port',
      certainty: 'inferred',
      source: 'OSEM 7.2.2',
    },
    {
      id: 'osbiz-uc-user-config-enabled',
      item: 'wsi-user-config-enabled',
      type: 'boolean',
      label: { en: 'OSBiz UC user config enabled', de: 'OSBiz-UC-Konfiguration durch Benutzer' },
      help: {
        en: 'Lets users set up OpenScape Business UC at the phone themselves.',
        de: 'Benutzer dürfen OpenScape Business UC am Telefon selbst einrichten.',
      },
      certainty: 'inferred',
      source: 'OSEM 7.2.2',
    },
  ]),

  ...inSection('7.2.3', [
    {
      id: 'microsoft-exchange-server-address',
      item: 'exchange-server-address',
      type: 'host',
      label: { en: 'Microsoft® Exchange server address', de: 'Microsoft®-Exchange-Serveradresse' },
      help: {
        en: 'Exchange server from which the phone takes the contacts of its user.',
        de: 'Exchange-Server, von dem das Telefon die Kontakte seines Benutzers bezieht.',
      },
      certainty: 'inferred',
      source: 'OSEM 7.2.3',
    },
    {
      id: 'microsoft-exchange-login-username',
      item: 'exchange-user',
      type: 'text',
      label: { en: 'Microsoft® Exchange login username', de: 'Microsoft®-Exchange-Benutzername' },
      help: {
        en: 'Exchange account whose mailbox the phone reads.',
        de: 'Exchange-Konto, dessen Postfach das Telefon liest.',
      },
      maxLength: 64,
      certainty: 'inferred',
      source: 'OSEM 7.2.3',
    },
    {
      id: 'microsoft-exchange-login-password',
      item: 'exchange-pwd',
      type: 'password',
      label: { en: 'Microsoft® Exchange login password', de: 'Microsoft®-Exchange-Kennwort' },
      help: { en: 'Password of the Exchange account.', de: 'Kennwort des Exchange-Kontos.' },
      maxLength: 32,
      secret: true,
      certainty: 'inferred',
      source: 'OSEM 7.2.3',
    },
    {
      id: 'microsoft-exchange-contact-folder-name',
      item: 'exchange-contact-folder',
      type: 'text',
      label: {
        en: 'Microsoft® Exchange contact folder name',
        de: 'Microsoft®-Exchange-Kontaktordner',
      },
      help: {
        en: 'Folder of the mailbox in which the contacts for the phone are kept.',
        de: 'Ordner des Postfachs, in dem die Kontakte für das Telefon liegen.',
      },
      certainty: 'inferred',
      source: 'OSEM 7.2.3',
    },
  ]),

  ...inSection('7.2.4', [
    {
      id: 'e-a-cockpit-server-address',
      item: 'ea-cockpit-server-address',
      type: 'text',
      label: { en: 'E/A Cockpit server address', de: 'E/A-Cockpit-Serveradresse' },
      help: {
        en: 'Server of the executive and assistant application, with https:// and a port at will; the usual port is 8443.',
        de: 'Server der Chef- und Assistenzanwendung, auf Wunsch mit https:// und Port; üblich ist Port 8443.',
      },
      format: 'server-address',
      certainty: 'inferred',
      source: 'OSEM 7.2.4',
    },
    {
      id: 'e-a-cockpit-allow-server-push',
      item: 'ea-cockpit-push-allowed',
      type: 'boolean',
      label: { en: 'E/A Cockpit allow server push', de: 'E/A-Cockpit: Push vom Server zulassen' },
      help: {
        en: 'Lets the E/A Cockpit server bring changes to the phone on its own.',
        de: 'Der E/A-Cockpit-Server darf dem Telefon Änderungen von sich aus mitteilen.',
      },
      default: true,
      certainty: 'inferred',
      source: 'OSEM 7.2.4',
    },
    {
      id: 'e-a-cockpit-mobility-logoff-action',
      item: 'ea-cockpit-logoff-action',
      type: 'enum',
      label: {
        en: 'E/A Cockpit mobility logoff action',
        de: 'E/A-Cockpit: Aktion bei mobiler Abmeldung',
      },
      help: {
        en: 'State in which the E/A Cockpit is left when a mobile user logs off; targets must be set up in its profile.',
        de: 'Status des E/A-Cockpits nach mobiler Abmeldung; Ziele müssen in dessen Profil hinterlegt sein.',
      },
      values: [
        { value: 'none', wire: '0', label: { en: 'None', de: 'Keine' }, certainty: 'inferred' },
        {
          value: 'unavailable',
          wire: '1',
          label: { en: 'Unavailable', de: 'Nicht verfügbar' },
          certainty: 'inferred',
        },
        {
          value: 'to-voicemail',
          wire: '2',
          label: { en: 'To Voicemail', de: 'Zur Sprachbox' },
          certainty: 'inferred',
        },
        {
          value: 'to-mobile',
          wire: '3',
          label: { en: 'To Mobile', de: 'Zum Mobiltelefon' },
          certainty: 'inferred',
        },
        {
          value: 'to-number',
          wire: '4',
          label: { en: 'To Number', de: 'Zu einer Rufnummer' },
          certainty: 'inferred',
        },
      ],
      certainty: 'inferred',
      source: 'OSEM 7.2.4',
    },
  ]),

  ...inSection('7.2.5', [
    {
      id: 'csta-server-address',
      item: 'csta-server-address',
      type: 'host',
      label: { en: 'CSTA server address', de: 'CSTA-Serveradresse' },
      help: {
        en: 'Server through which applications control and watch the phone by CSTA.',
        de: 'Server, über den Anwendungen das Telefon mit CSTA steuern und überwachen.',
      },
      certainty: 'inferred',
      source: 'OSEM 7.2.5',
    },
    {
      id: 'csta-server-port',
      item: 'csta-server-port',
      type: 'integer',
      label: { en: 'CSTA server port', de: 'CSTA-Server-Port' },
      help: {
        en: 'Port on which the CSTA server takes connections from phones.',
        de: 'Port, auf dem der CSTA-Server Verbindungen der Telefone annimmt.',
      },
      default: 5060,
      min: 1,
      max: 65535,
      format: 'port',
      certainty: 'inferred',
      source: 'OSEM 7.2.5',
    },
  ]),
];
