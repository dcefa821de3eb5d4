import type { Format, ValueType } from './parameter.ts';

/** Whether a text has the form of a type; types without a form take any text. */
export function fitsType(type: ValueType, text: string): boolean {
  return TYPE_CHECKS[type]?.(text) ?? true;
}

/** Whether a text has a form. Forms of numbers are checked on the number. */
export function fitsFormat(format: Format, text: string): boolean {
  return FORMAT_CHECKS[format]?.(text) ?? true;
}

/** Whether a number has a form; forms of texts take any number. */
export function numberFitsFormat(format: Format, number: number): boolean {
  return format !== 'even-port' || number % 2 === 0;
}

type Check = (text: string) => boolean;

/** Longest name in the DNS (RFC 1035, section 2.3.4), without its last dot. */
const MAX_NAME_LENGTH = 253;

const matches =
  (pattern: RegExp): Check =>
  (text) =>
    pattern.test(text);

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
const NAME_LABEL = /^[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const PEM_BLOCK = /^-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----\s*/;

function isIpv4(text: string): boolean {
  return IPV4.test(text);
}

/** The browsers' own parser knows every form of RFC 4291, section 2.2. */
function isIpv6(text: string): boolean {
  return /^[0-9A-Fa-f:.]{2,45}$/.test(text) && text.includes(':') && URL.canParse(`http://[${text}]/`);
}

/** All ones, then all zeros. */
function isIpv4Mask(text: string): boolean {
  if (!isIpv4(text)) return false;
  const bits = text.split('.').map((part) => Number(part).toString(2).padStart(8, '0'));
  return !bits.join('').includes('01');
}

function isDnsName(text: string): boolean {
  const labels = text.split('.');
  // A name that ends in a number is an IPv4 address that was mistyped (WHATWG URL, "ends in a number").
  if (/^\d+$/.test(labels.at(-1) ?? '')) return false;
  return text.length <= MAX_NAME_LENGTH && labels.every(matches(NAME_LABEL));
}

const isIp: Check = (text) => isIpv4(text) || isIpv6(text);
const isHost: Check = (text) => isIp(text) || isDnsName(text);

const isHttpUrl: Check = (text) => /^https?:\/\/[^\s/]/i.test(text) && !/\s/.test(text) && URL.canParse(text);

/** An IPv6 address with a port is in brackets (RFC 3986, section 3.2.2). */
const ADDRESS_WITH_PORT = /^(?:\[([0-9A-Fa-f:.]{2,45})\]|([^:[\]]+))(?::([1-9]\d{0,4}))?$/;

const isServerAddress: Check = (text) => {
  const address = text.replace(/^https:\/\//i, '');
  if (isHost(address)) return true;
  const [, ipv6, host = '', port = '1'] = ADDRESS_WITH_PORT.exec(address) ?? [];
  return (ipv6 === undefined ? isHost(host) : isIpv6(ipv6)) && Number(port) <= 65535;
};

const isBase64: Check = (text) => BASE64.test(text.replaceAll(/\s/g, ''));

/** DER begins with a SEQUENCE, 0x30, which base64 writes as M and a letter up to P. */
const isBase64Der: Check = (text) => isBase64(text) && /^M[A-P]/.test(text.trimStart());

/** One certificate or a chain of them. */
function isPem(text: string): boolean {
  let rest = text.trim();
  do {
    const [block, body] = PEM_BLOCK.exec(rest) ?? [];
    if (block === undefined || body === undefined || !isBase64Der(body)) return false;
    rest = rest.slice(block.length);
  } while (rest !== '');
  return true;
}

const TYPE_CHECKS: Partial<Record<ValueType, Check>> = {
  ip: isIp,
  host: isHost,
  url: isHttpUrl,
  // At most 15 digits (ITU-T E.164, section 6; guide chapter 4).
  e164: matches(/^\+?\d{1,15}$/),
  mac: matches(/^[0-9A-F]{2}(?::[0-9A-F]{2}){5}$/),
  base64: isBase64,
};

const FORMAT_CHECKS: Partial<Record<Format, Check>> = {
  digits: matches(/^[\d*#+]+$/),
  'digit-list': matches(/^[\d*#+]+(?:,[\d*#+]+)*$/),
  'dial-target': matches(/^\S+$/),
  'dial-pattern': matches(/^[\dxX*#]+$/),
  dtmf: matches(/^[\dA-D*#]+$/),
  ipv4: isIpv4,
  'ipv4-mask': isIpv4Mask,
  ipv6: isIpv6,
  'host-name': matches(/^(?!\d+$)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/),
  domain: isDnsName,
  'http-url': isHttpUrl,
  'server-address': isServerAddress,
  uuid: matches(/^[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$/),
  language: matches(/^[a-z]{2}(?:[-_][A-Z]{2})?$/),
  country: matches(/^[A-Z]{2}$/),
  'application-name': matches(/^[^^]+$/),
  hash: matches(/^[0-9A-Fa-f]{64}$/),
  'sha1-fingerprint': matches(/^(?:[0-9A-Fa-f]{40}|[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){19})$/),
  pem: isPem,
  pkcs12: isBase64Der,
  'pem-or-base64': (text) => isPem(text) || isBase64Der(text),
};
