import { counted, inferred, inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

const DAYS = { one: { en: 'day', de: 'Tag' }, many: { en: 'days', de: 'Tage' } };
const BITS = { one: { en: 'bit', de: 'Bit' }, many: { en: 'bit', de: 'Bit' } };

const CERTIFICATE_TYPES = inferred([
  { value: 'none', wire: '0', label: { en: 'None', de: 'Keines' } },
  { value: 'dls', wire: '1', label: { en: 'DLS client', de: 'DLS-Client' } },
  { value: 'https', wire: '2', label: { en: 'HTTPS client', de: 'HTTPS-Client' } },
  { value: 'sip', wire: '3', label: { en: 'SIP client', de: 'SIP-Client' } },
  { value: '802-1x', wire: '4', label: { en: '802.1x client', de: '802.1x-Client' } },
  { value: 'dms', wire: '5', label: { en: 'DMS client', de: 'DMS-Client' } },
  { value: 'acs', wire: '6', label: { en: 'ACS client', de: 'ACS-Client' } },
  { value: 'ldap', wire: '7', label: { en: 'LDAP client', de: 'LDAP-Client' } },
  {
    value: 'wlan',
    wire: '8',
    label: { en: 'Wlan range 1 to 20 client', de: 'WLAN-Clients 1 bis 20' },
  },
]);

const ACTIONS = inferred([
  { value: 'none', wire: '0', label: { en: 'None', de: 'Keine' } },
  { value: 'enroll', wire: '1', label: { en: 'Enroll', de: 'Beantragen' } },
  { value: 'renew', wire: '2', label: { en: 'Renew', de: 'Erneuern' } },
  { value: 'delete', wire: '3', label: { en: 'Delete', de: 'Löschen' } },
  {
    value: 'cancel',
    wire: '4',
    label: { en: 'Cancel pending', de: 'Offenen Antrag abbrechen' },
  },
  {
    value: 'assign',
    wire: '5',
    label: { en: 'Assign existing certificate', de: 'Vorhandenes Zertifikat zuweisen' },
  },
]);

/** Sections 7.8.5, 7.8.6 of the guide. */
export const certificateEnrollment: readonly Parameter[] = [
  ...inSection('7.8.5', [
    {
      id: 'scep-server-address',
      item: 'scep-server-addr',
      type: 'ip',
      label: { en: 'SCEP Server Address', de: 'SCEP-Serveradresse' },
      help: {
        en: 'IP address of the server from which the phone gets its certificates by SCEP.',
        de: 'IP-Adresse des Servers, von dem das Telefon seine Zertifikate über SCEP erhält.',
      },
      certainty: 'inferred',
      source: 'OSEM 7.8.5',
    },
    {
      id: 'server-url',
      item: 'scep-server-url',
      type: 'url',
      label: { en: 'Server URL', de: 'Server-URL' },
      help: {
        en: 'Web address at which the SCEP server takes requests.',
        de: 'Webadresse, unter der der SCEP-Server Anträge annimmt.',
      },
      certainty: 'inferred',
      source: 'OSEM 7.8.5',
    },
    {
      id: 'scep-server-port',
      item: 'scep-server-port',
      type: 'integer',
      label: { en: 'SCEP Server Port', de: 'SCEP-Serverport' },
      help: {
        en: 'Port on which the SCEP server takes requests.',
        de: 'Port, auf dem der SCEP-Server Anträge annimmt.',
      },
      min: 1,
      max: 65535,
      format: 'port',
      certainty: 'inferred',
      source: 'OSEM 7.8.5',
    },
    {
      id: 'scep-server-secret',
      item: 'scep-server-pwd',
      type: 'password',
      label: { en: 'SCEP Server Secret', de: 'SCEP-Serverkennwort' },
      help: {
        en: 'Secret with which the phone proves to the SCEP server that it may apply for a certificate.',
        de: 'Geheimnis, mit dem das Telefon gegenüber dem SCEP-Server belegt, dass es ein Zertifikat beantragen darf.',
      },
      secret: true,
      certainty: 'inferred',
      source: 'OSEM 7.8.5',
    },
    {
      id: 'sha1-fingerprint',
      item: 'scep-fingerprint',
      type: 'text',
      label: { en: 'SHA1 fingerprint', de: 'SHA-1-Fingerabdruck' },
      help: {
        en: 'Check value by which the phone recognizes the certificate of the SCEP authority.',
        de: 'Prüfwert, an dem das Telefon das Zertifikat der SCEP-Zertifizierungsstelle erkennt.',
      },
      format: 'sha1-fingerprint',
      certainty: 'inferred',
      source: 'OSEM 7.8.5',
    },
    {
      id: 'certificate-expiry-days',
      item: 'scep-expiry-days',
      type: 'enum',
      label: { en: 'Certificate Expiry Days', de: 'Tage vor Zertifikatsablauf' },
      help: {
        en: 'How long before the expiry of a certificate the phone sees to a new one.',
        de: 'Zeit vor dem Ablauf eines Zertifikats, ab der sich das Telefon um ein neues bemüht.',
      },
      values: inferred(counted([0, 10, 20, 30], DAYS)),
      certainty: 'inferred',
      source: 'OSEM 7.8.5',
    },
    {
      id: 'certificate-country-c',
      item: 'scep-cert-country',
      type: 'text',
      label: { en: 'Certificate Country (C)', de: 'Land im Zertifikat (C)' },
      help: {
        en: 'Two-letter code of the country, such as DE, in the name of the certificate holder.',
        de: 'Ländercode aus zwei Buchstaben, etwa DE, im Namen des Zertifikatsinhabers.',
      },
      maxLength: 2,
      format: 'country',
      certainty: 'inferred',
      source: 'OSEM 7.8.5',
    },
    {
      id: 'certificate-state-st',
      item: 'scep-cert-state',
      type: 'text',
      label: { en: 'Certificate State (ST)', de: 'Bundesland im Zertifikat (ST)' },
      help: {
        en: 'State or province in the name of the certificate holder.',
        de: 'Bundesland oder Provinz im Namen des Zertifikatsinhabers.',
      },
      maxLength: 128,
      certainty: 'inferred',
      source: 'OSEM 7.8.5',
    },
    {
      id: 'certificate-city-l',
      item: 'scep-cert-city',
      type: 'text',
      label: { en: 'Certificate City (L)', de: 'Ort im Zertifikat (L)' },
      help: {
        en: 'City in the name of the certificate holder.',
        de: 'Ort im Namen des Zertifikatsinhabers.',
      },
      maxLength: 128,
      certainty: 'inferred',
      source: 'OSEM 7.8.5',
    },
    {
      id: 'certificate-organization-o',
      item: 'scep-cert-organization',
      type: 'text',
      label: { en: 'Certificate Organization (O)', de: 'Organisation im Zertifikat (O)' },
      help: {
        en: 'Company or authority in the name of the certificate holder.',
        de: 'Firma oder Behörde im Namen des Zertifikatsinhabers.',
      },
      maxLength: 64,
      certainty: 'inferred',
      source: 'OSEM 7.8.5',
    },
    {
      id: 'certificate-common-name-cn',
      item: 'scep-cert-common-name',
      type: 'text',
      label: { en: 'Certificate Common Name (CN)', de: 'Allgemeiner Name im Zertifikat (CN)' },
      help: {
        en: 'Name that the certificate vouches for, such as the host name of the phone.',
        de: 'Name, für den das Zertifikat bürgt, etwa der Hostname des Telefons.',
      },
      maxLength: 64,
      certainty: 'inferred',
      source: 'OSEM 7.8.5',
    },
    {
      id: 'certificate-signature-algorithm',
      item: 'scep-cert-signature-algorithm',
      type: 'enum',
      label: { en: 'Certificate Signature Algorithm', de: 'Signaturverfahren des Zertifikats' },
      help: {
        en: 'Hash method with which the application for the certificate is signed.',
        de: 'Hashverfahren, mit dem der Antrag auf das Zertifikat signiert wird.',
      },
      values: inferred([
        { value: 'sha256', wire: '0', label: { en: 'SHA256', de: 'SHA256' } },
        { value: 'sha512', wire: '1', label: { en: 'SHA512', de: 'SHA512' } },
      ]),
      certainty: 'inferred',
      source: 'OSEM 7.8.5',
    },
    {
      id: 'certificate-key-length',
      item: 'scep-cert-key-length',
      type: 'enum',
      label: { en: 'Certificate Key Length', de: 'Schlüssellänge des Zertifikats' },
      help: {
        en: 'Size of the key that the phone creates for the certificate; 1024 bit is no longer safe.',
        de: 'Größe des Schlüssels, den das Telefon für das Zertifikat erzeugt; 1024 Bit sind nicht mehr sicher.',
      },
      values: inferred(counted([1024, 2048, 4096], BITS)),
      certainty: 'inferred',
      source: 'OSEM 7.8.5',
    },
    {
      id: 'certificate-type',
      item: 'scep-cert-type',
      type: 'enum',
      label: { en: 'Certificate Type', de: 'Zertifikatstyp' },
      help: {
        en: 'Use of the phone to which the action by SCEP applies.',
        de: 'Verwendung im Telefon, für die die SCEP-Aktion gilt.',
      },
      values: CERTIFICATE_TYPES,
      certainty: 'inferred',
      source: 'OSEM 7.8.5',
    },
    {
      id: 'action',
      item: 'scep-action',
      type: 'enum',
      label: { en: 'Action', de: 'Aktion' },
      help: {
        en: 'What the phone does by SCEP with the certificate of the chosen type.',
        de: 'Legt fest, was das Telefon über SCEP mit dem Zertifikat des gewählten Typs tut.',
      },
      values: ACTIONS,
      certainty: 'inferred',
      source: 'OSEM 7.8.5',
    },
    {
      id: 'certificate-status',
      item: 'scep-cert-status',
      type: 'text',
      label: { en: 'Certificate Status', de: 'Zertifikatsstatus' },
      help: {
        en: 'How far the phone has come with its last application by SCEP.',
        de: 'Zeigt, wie weit das Telefon mit seinem letzten SCEP-Antrag ist.',
      },
      purpose: 'report',
      certainty: 'inferred',
      source: 'OSEM 7.8.5',
    },
  ]),

  ...inSection('7.8.6', [
    {
      id: 'ocsp-check-enabled',
      item: 'ocsp-check-enabled',
      type: 'boolean',
      label: { en: 'OCSP check enabled', de: 'OCSP-Prüfung aktiv' },
      help: {
        en: 'Makes the phone ask an OCSP responder whether a certificate has been revoked.',
        de: 'Das Telefon fragt bei einem OCSP-Responder nach, ob ein Zertifikat gesperrt wurde.',
      },
      default: false,
      certainty: 'inferred',
      source: 'OSEM 7.8.6',
    },
    {
      id: 'ocsp-server-address-1',
      item: 'ocsr-1-addr',
      type: 'host',
      label: { en: 'OCSP server address 1', de: 'OCSP-Serveradresse 1' },
      help: {
        en: 'Address of the responder that is asked first, unless the certificate itself names one.',
        de: 'Adresse des Responders, der zuerst gefragt wird, sofern das Zertifikat selbst keinen nennt.',
      },
      certainty: 'inferred',
      source: 'OSEM 7.8.6, ADM-OS',
    },
    {
      id: 'ocsp-server-address-2',
      item: 'ocsr-2-addr',
      type: 'host',
      label: { en: 'OCSP server address 2', de: 'OCSP-Serveradresse 2' },
      help: {
        en: 'Address of the responder that is asked when the first one does not answer.',
        de: 'Adresse des Responders, der gefragt wird, wenn der erste nicht antwortet.',
      },
      certainty: 'inferred',
      source: 'OSEM 7.8.6, ADM-OS',
    },
  ]),
];
