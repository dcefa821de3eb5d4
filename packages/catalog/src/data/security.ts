import { inSection } from '../define.ts';
import type { Parameter } from '../parameter.ts';

/** Sections 7.8.1, 7.8.2, 7.8.3, 7.8.4 of the guide. */
export const security: readonly Parameter[] = [
  ...inSection('7.8.1', [
    {
      id: 'web-based-management-enabled',
      item: 'enable-WBM',
      type: 'boolean',
      label: { en: 'Web based management enabled', de: 'Webverwaltung aktiv' },
      help: {
        en: "Opens the phone's own web pages for administration.",
        de: 'Macht die Verwaltungsseiten des Telefons im Browser erreichbar.',
      },
      default: true,
      scopes: ['client-sip', 'client-hfa', 'template'],
      source: 'GS3, SIM, PENT',
    },
  ]),

  ...inSection('7.8.2', [
    {
      id: 'wlan-ca-cert',
      item: 'wlan-ca-cert',
      type: 'certificate',
      label: { en: 'wlan-ca-cert', de: 'WLAN-CA-Zertifikat' },
      help: {
        en: 'Certificate of an authority that the phone trusts in one of its Wi-Fi networks.',
        de: 'Zertifikat einer Zertifizierungsstelle, der das Telefon in einem seiner WLAN-Netze vertraut.',
      },
      format: 'pem-or-base64',
      scopes: ['client-sip'],
      index: { kind: 'list', from: 1, to: 20 },
      source: 'OSEM 7.8.2',
    },
    {
      id: 'wlan-ca-cert-shared',
      item: 'wlan-ca-cert-shared',
      type: 'certificate',
      label: { en: 'wlan-ca-cert-shared', de: 'Gemeinsames WLAN-CA-Zertifikat' },
      help: {
        en: 'Certificate of an authority that the phone trusts in all Wi-Fi networks.',
        de: 'Zertifikat einer Zertifizierungsstelle, der das Telefon in allen WLAN-Netzen vertraut.',
      },
      format: 'pem-or-base64',
      scopes: ['client-sip'],
      index: { kind: 'list', from: 1, to: 2 },
      source: 'OSEM 7.8.2',
    },
  ]),

  ...inSection('7.8.3', [
    {
      id: 'web-based-management-certificate',
      item: 'wbm-server-certificate',
      type: 'certificate',
      label: { en: 'Web based management certificate', de: 'Zertifikat der Webverwaltung' },
      help: {
        en: "Certificate with private key that the phone's web pages present.",
        de: 'Zertifikat mit privatem Schlüssel, mit dem sich die Webseiten des Telefons ausweisen.',
      },
      format: 'pkcs12',
      secret: true,
      source: 'G 60',
    },
    {
      id: 'wlan-client-cert',
      item: 'wlan-client-cert',
      type: 'certificate',
      label: { en: 'wlan-client-cert', de: 'WLAN-Client-Zertifikat' },
      help: {
        en: 'Certificate with private key that the phone presents in one of its Wi-Fi networks.',
        de: 'Zertifikat mit privatem Schlüssel, mit dem sich das Telefon in einem WLAN-Netz ausweist.',
      },
      format: 'pkcs12',
      secret: true,
      scopes: ['client-sip', 'template'],
      index: { kind: 'list', from: 1, to: 20 },
      source: 'OSEM 7.8.3',
    },
  ]),

  ...inSection('7.8.4', [
    {
      id: 'sip-authentication-policy',
      item: 'sip-tls-authentication-policy',
      type: 'enum',
      label: { en: 'SIP authentication policy', de: 'Prüfrichtlinie für SIP' },
      help: {
        en: 'How strictly the phone checks the certificate of the SIP server.',
        de: 'Gibt an, wie streng das Telefon das Zertifikat des SIP-Servers prüft.',
      },
      values: [
        { value: 'none', wire: '0', label: { en: 'No verification', de: 'Keine Prüfung' } },
        {
          value: 'trusted',
          wire: '1',
          label: { en: 'Trusted', de: 'Vertrauenswürdig' },
          certainty: 'inferred',
        },
        { value: 'full', wire: '2', label: { en: 'Full', de: 'Vollständig' }, certainty: 'inferred' },
      ],
      default: 'none',
      scopes: ['client-sip', 'template'],
      source: 'DLSIR',
    },
  ]),
];
