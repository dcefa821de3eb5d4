import type { Format, LocalizedText, ValueType } from './parameter.ts';

/** What a form is called in a sentence: "is not …", "erwartet wird …". */
export function describeFormat(format: Format | ValueType): LocalizedText {
  return WORDS[format];
}

const TEXT: LocalizedText = { en: 'a text', de: 'ein Text' };
const PORT: LocalizedText = { en: 'a port number', de: 'eine Portnummer' };
const DNS_NAME: LocalizedText = { en: 'a DNS name', de: 'ein DNS-Name' };
const WEB_ADDRESS: LocalizedText = {
  en: 'an address that begins with http:// or https://',
  de: 'eine Adresse, die mit http:// oder https:// beginnt',
};

const WORDS: Record<Format | ValueType, LocalizedText> = {
  text: TEXT,
  password: TEXT,
  boolean: { en: 'true or false', de: 'true oder false' },
  integer: { en: 'a whole number', de: 'eine ganze Zahl' },
  enum: { en: 'one of the choices', de: 'ein Wert der Auswahl' },
  ip: { en: 'an IPv4 or IPv6 address', de: 'eine IPv4- oder IPv6-Adresse' },
  host: { en: 'an IP address or host name', de: 'eine IP-Adresse oder ein Hostname' },
  url: WEB_ADDRESS,
  e164: { en: 'a number of at most 15 digits', de: 'eine Rufnummer mit höchstens 15 Ziffern' },
  mac: { en: 'a MAC address like 00:1A:E8:12:34:56', de: 'eine MAC-Adresse wie 00:1A:E8:12:34:56' },
  certificate: { en: 'a certificate', de: 'ein Zertifikat' },
  base64: { en: 'data in base64', de: 'ein Wert in Base64' },
  digits: { en: 'made of digits, *, # and + only', de: 'eine Folge aus Ziffern, *, # und +' },
  'digit-list': {
    en: 'a list of digits, *, # and +, separated by commas',
    de: 'eine durch Kommas getrennte Liste aus Ziffern, *, # und +',
  },
  'dial-target': {
    en: 'a number, a code or an address without spaces',
    de: 'eine Rufnummer, Kennzahl oder Adresse ohne Leerzeichen',
  },
  'dial-pattern': { en: 'made of digits, *, # and x only', de: 'eine Folge aus Ziffern, *, # und x' },
  dtmf: { en: 'made of 0-9, A-D, * and # only', de: 'eine Folge aus 0-9, A-D, * und #' },
  port: PORT,
  'even-port': { en: 'an even port number', de: 'eine gerade Portnummer' },
  dscp: { en: 'a DiffServ code point', de: 'ein DiffServ-Codepunkt' },
  ipv4: { en: 'an IPv4 address', de: 'eine IPv4-Adresse' },
  'ipv4-mask': { en: 'a subnet mask like 255.255.255.0', de: 'eine Subnetzmaske wie 255.255.255.0' },
  ipv6: { en: 'an IPv6 address', de: 'eine IPv6-Adresse' },
  'host-name': {
    en: 'a host name of letters, digits and hyphens',
    de: 'ein Hostname aus Buchstaben, Ziffern und Bindestrichen',
  },
  domain: DNS_NAME,
  'http-url': WEB_ADDRESS,
  'server-address': {
    en: 'an IP address or host name, with https:// and a port at will',
    de: 'eine IP-Adresse oder ein Hostname, auf Wunsch mit https:// und Port',
  },
  uuid: {
    en: 'a UUID like 123e4567-e89b-42d3-a456-426614174000',
    de: 'eine UUID wie 123e4567-e89b-42d3-a456-426614174000',
  },
  language: { en: 'a language code like de or en', de: 'ein Sprachcode wie de oder en' },
  country: { en: 'a country code like DE or US', de: 'ein Ländercode wie DE oder US' },
  'application-name': { en: 'a name without ^', de: 'ein Name ohne ^' },
  hash: { en: 'made of 64 hexadecimal digits', de: 'eine Folge aus 64 Hexadezimalziffern' },
  'sha1-fingerprint': {
    en: 'made of 40 hexadecimal digits',
    de: 'eine Folge aus 40 Hexadezimalziffern',
  },
  'unix-time': { en: 'a time in seconds since 1970', de: 'eine Zeit in Sekunden seit 1970' },
  pem: { en: 'a certificate in PEM form', de: 'ein Zertifikat in PEM-Form' },
  pkcs12: { en: 'a PKCS#12 file in base64', de: 'eine PKCS#12-Datei in Base64' },
  'pem-or-base64': {
    en: 'a certificate in PEM form or base64',
    de: 'ein Zertifikat in PEM-Form oder Base64',
  },
};
