import ipaddr from 'ipaddr.js';
import { AppError, type FieldError } from '../../infra/errors/index.ts';
import type { GroupFilter } from './groups.schema.ts';

/** First and last address that an entry stands for, both included. */
export interface AddressRange {
  readonly first: string;
  readonly last: string;
}

/** A filter that is possible: its entries in the form in which they are compared. */
export interface CheckedFilter {
  readonly match: GroupFilter['match'];
  /** Patterns of `like`. */
  readonly e164: readonly string[];
  readonly addresses: readonly AddressRange[];
  readonly clientTypes: readonly string[];
  /** Patterns of `like`, in lower case. */
  readonly serverAddresses: readonly string[];
}

const fields = ['e164', 'addresses', 'clientTypes', 'serverAddresses'] as const;
type Field = (typeof fields)[number];

/** Longest number (ITU-T E.164). */
const MAX_DIGITS = 15;

interface Fault {
  readonly code: string;
  readonly en: string;
  readonly de: string;
}

/**
 * Reads a filter as an administrator wrote it.
 *
 * @throws AppError `group.invalid_filter` with every entry that is impossible, or when there is none at all
 */
export function checkFilter(filter: GroupFilter): CheckedFilter {
  const errors: FieldError[] = [];
  const read = <T>(field: Field, parse: (entry: string) => T | Fault): T[] =>
    filter[field].flatMap((entry, place) => {
      const parsed = parse(entry.trim());
      if (!isFault(parsed)) return [parsed];
      errors.push(toFieldError(`filter.${field}.${place}`, parsed));
      return [];
    });
  const checked: CheckedFilter = {
    match: filter.match,
    e164: read('e164', parsePattern),
    addresses: read('addresses', parseAddresses),
    clientTypes: read('clientTypes', parseText),
    serverAddresses: read('serverAddresses', parseServer),
  };
  if (fields.every((field) => filter[field].length === 0)) {
    errors.push(
      toFieldError('filter', {
        code: 'filter.empty',
        en: 'The filter is empty and would find every client: fill in at least one field.',
        de: 'Der Filter ist leer und würde jedes Telefon finden: Füllen Sie mindestens ein Feld aus.',
      }),
    );
  }
  refuse(errors);
  return checked;
}

/** @throws AppError `group.invalid_filter` when there are errors */
export function refuse(errors: readonly FieldError[]): void {
  const [first] = errors;
  if (first !== undefined) throw new AppError('group.invalid_filter', first.message, { errors });
}

export function toFieldError(field: string, { code, en, de }: Fault): FieldError {
  return { field, message: en, code, text: { en, de } };
}

function isFault(value: unknown): value is Fault {
  return typeof value === 'object' && value !== null && 'code' in value;
}

function parsePattern(entry: string): string | Fault {
  const pattern = entry.replace(/^\+/, '');
  if (!/^[0-9?*]+$/.test(pattern)) {
    return {
      code: 'filter.number_signs',
      en: `“${entry}” is no pattern of a number: use digits, “?” for any digit and “*” for any digits.`,
      de: `„${entry}“ ist kein Rufnummernmuster: Erlaubt sind Ziffern, „?“ für eine beliebige Ziffer und „*“ für beliebig viele.`,
    };
  }
  const digits = pattern.replaceAll('*', '').length;
  if (digits > MAX_DIGITS) {
    return {
      code: 'filter.number_too_long',
      en: `“${entry}” can never be found: it has ${digits} digits, and a number has at most ${MAX_DIGITS}.`,
      de: `„${entry}“ kann nie gefunden werden: Es sind ${digits} Ziffern, eine Rufnummer hat höchstens ${MAX_DIGITS}.`,
    };
  }
  return pattern.replaceAll(/\*+/g, '%').replaceAll('?', '_');
}

function parseAddresses(entry: string): AddressRange | Fault {
  const [from = '', to, ...more] = entry.split('-').map((part) => part.trim());
  if (more.length > 0) return noAddress(entry);
  if (to !== undefined) return parseRange(entry, from, to);
  if (from.includes('/')) return parseSubnet(entry, from);
  const address = parseAddress(from);
  return address === undefined ? noAddress(entry) : { first: address.toString(), last: address.toString() };
}

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Only whole addresses: the library also reads `10.1`. */
function parseAddress(text: string): Address | undefined {
  if (text.includes('%')) return undefined;
  if (text.includes(':')) return ipaddr.IPv6.isValid(text) ? ipaddr.IPv6.parse(text) : undefined;
  return ipaddr.IPv4.isValidFourPartDecimal(text) ? ipaddr.IPv4.parse(text) : undefined;
}

function parseRange(entry: string, from: string, to: string): AddressRange | Fault {
  const [first, last] = [parseAddress(from), parseAddress(to)];
  if (first === undefined || last === undefined) return noAddress(entry);
  if (first.kind() !== last.kind()) {
    return {
      code: 'filter.mixed_range',
      en: `“${entry}” begins with an address of one version and ends with one of the other: give two of the same.`,
      de: `„${entry}“ beginnt mit einer Adresse der einen Version und endet mit einer der anderen: Geben Sie zwei derselben Version an.`,
    };
  }
  if (isAfter(first, last)) {
    return {
      code: 'filter.reversed_range',
      en: `The range ${entry} ends before it begins: give the smaller address first.`,
      de: `Der Bereich ${entry} endet vor dem Anfang: Geben Sie die kleinere Adresse zuerst an.`,
    };
  }
  return { first: first.toString(), last: last.toString() };
}

function isAfter(one: Address, other: Address): boolean {
  const [a, b] = [one.toByteArray(), other.toByteArray()];
  const place = a.findIndex((byte, index) => byte !== b[index]);
  return place >= 0 && (a[place] ?? 0) > (b[place] ?? 0);
}

function parseSubnet(entry: string, text: string): AddressRange | Fault {
  const [address = '', bits = '', ...more] = text.split('/');
  const parsed = parseAddress(address);
  const limit = parsed?.kind() === 'ipv6' ? 128 : 32;
  if (parsed === undefined || more.length > 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > limit) {
    return noAddress(entry);
  }
  const bytes = parsed.toByteArray();
  const edge = (fill: number) =>
    bytes.map((byte, place) => {
      const kept = Math.min(8, Math.max(0, Number(bits) - place * 8));
      const mask = (0xff << (8 - kept)) & 0xff;
      return (byte & mask) | (fill & ~mask & 0xff);
    });
  const text_ = (fill: number) => ipaddr.fromByteArray(edge(fill)).toString();
  return { first: text_(0), last: text_(0xff) };
}

function noAddress(entry: string): Fault {
  return {
    code: 'filter.no_address',
    en: `“${entry}” is no IP address, range or subnet: write for example 10.1.0.31, 10.1.0.10-10.1.0.99 or 10.1.0.0/16.`,
    de: `„${entry}“ ist keine IP-Adresse, kein Bereich und kein Subnetz: Schreiben Sie zum Beispiel 10.1.0.31, 10.1.0.10-10.1.0.99 oder 10.1.0.0/16.`,
  };
}

function parseText(entry: string): string | Fault {
  return entry === ''
    ? {
        code: 'filter.blank',
        en: 'An entry of the filter is blank: fill it in or remove it.',
        de: 'Ein Eintrag des Filters ist leer: Füllen Sie ihn aus, oder entfernen Sie ihn.',
      }
    : entry;
}

function parseServer(entry: string): string | Fault {
  if (!/^[\p{L}\p{N}._:*[\]-]+$/u.test(entry)) {
    return {
      code: 'filter.no_server',
      en: `“${entry}” is no server address: write a host name or an IP address, with “*” for any signs.`,
      de: `„${entry}“ ist keine Serveradresse: Schreiben Sie einen Hostnamen oder eine IP-Adresse, mit „*“ für beliebige Zeichen.`,
    };
  }
  return entry.toLowerCase().replaceAll('_', '\\_').replaceAll(/\*+/g, '%');
}

/** Whether a text fits one of some patterns of `like`; the same as the database says. */
export function fitsPattern(text: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const source = pattern
      .replaceAll('\\_', '\u0000')
      .replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll('%', '.*')
      .replaceAll('_', '.')
      .replaceAll('\u0000', '_');
    return new RegExp(`^${source}$`, 'su').test(text);
  });
}
