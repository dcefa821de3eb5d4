import { type AddressRange, readAddressRange } from '../../infra/addresses/index.ts';
import { AppError, type FieldError } from '../../infra/errors/index.ts';
import { invalidRequest } from '../../infra/http/validation.ts';

/** Addresses of a scan at most: those of a /16. */
export const MAX_ADDRESSES = 65_536;

/** From the first to the last address, as numbers. */
export interface ScanRange {
  readonly first: number;
  readonly last: number;
}

export interface ScanLimits {
  /** Networks in which scans may look for phones. */
  readonly allowedNetworks: readonly string[];
  /** For development with virtual phones. */
  readonly loopback: boolean;
}

const LOOPBACK = '127.0.0.0/8';
/** Where no phone can be, or none of somebody else's business: never asked, whatever the settings say. */
const never: readonly {
  readonly network: string;
  readonly what: { readonly en: string; readonly de: string };
}[] = [
  { network: '0.0.0.0/8', what: { en: 'addresses without a network', de: 'Adressen ohne Netz' } },
  { network: LOOPBACK, what: { en: 'the server itself (loopback)', de: 'den Server selbst (Loopback)' } },
  { network: '169.254.0.0/16', what: { en: 'link-local addresses', de: 'verbindungslokale Adressen' } },
  { network: '224.0.0.0/4', what: { en: 'multicast addresses', de: 'Multicast-Adressen' } },
  { network: '240.0.0.0/4', what: { en: 'reserved addresses', de: 'reservierte Adressen' } },
];

/**
 * The addresses that are meant, each once and in order. Of a subnet its network and broadcast address are left out.
 *
 * @throws AppError `request.invalid` for what is no IPv4 range, `scan.not_allowed`, `scan.too_large`
 */
export function readScanTargets(
  targets: readonly string[],
  limits: ScanLimits,
): { readonly ranges: readonly ScanRange[]; readonly total: number } {
  const errors: FieldError[] = [];
  const given = targets.flatMap((text, place): ScanRange[] => {
    const range = readTarget(text);
    if (range !== undefined) return [range];
    const sentence = {
      en: `“${text}” is no IPv4 address, subnet or range: write it as 10.1.2.3, 10.1.2.0/24 or 10.1.2.10-10.1.2.99.`,
      de: `„${text}“ ist keine IPv4-Adresse, kein Subnetz und kein Bereich: Schreiben Sie 10.1.2.3, 10.1.2.0/24 oder 10.1.2.10-10.1.2.99.`,
    };
    errors.push({ field: `targets.${place}`, message: sentence.en, code: 'addresses.form', text: sentence });
    return [];
  });
  if (errors.length > 0) throw invalidRequest(errors);
  for (const [place, range] of given.entries()) refuseForbidden(range, targets[place] ?? '', place, limits);
  const ranges = merged(given);
  const total = ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
  if (total > MAX_ADDRESSES) throw tooLarge(total);
  return { ranges, total };
}

function readTarget(text: string): ScanRange | undefined {
  const range = readAddressRange(text);
  if (range === undefined || range.kind !== 'ipv4') return undefined;
  const [first, last] = [Number(range.first), Number(range.last)];
  const isSubnet = text.includes('/') && last - first >= 3;
  return isSubnet ? { first: first + 1, last: last - 1 } : { first, last };
}

function refuseForbidden(range: ScanRange, text: string, place: number, limits: ScanLimits): void {
  for (const { network, what } of never) {
    if (network === LOOPBACK && limits.loopback) continue;
    if (!overlaps(range, toRange(network))) continue;
    throw notAllowed(place, {
      en: `“${text}” includes ${what.en} (${network}), which are never scanned: choose the range in which the phones are.`,
      de: `„${text}“ umfasst ${what.de} (${network}); dort wird nie gesucht: Wählen Sie den Bereich, in dem die Telefone sind.`,
    });
  }
  const allowed = merged([
    ...limits.allowedNetworks.map(toRange),
    ...(limits.loopback ? [toRange(LOOPBACK)] : []),
  ]);
  if (allowed.some(({ first, last }) => first <= range.first && range.last <= last)) return;
  const networks = limits.allowedNetworks.join(', ');
  throw notAllowed(place, {
    en: `“${text}” is not within the networks in which scans are allowed (${networks || 'none'}): change the range, or the settings for scans.`,
    de: `„${text}“ liegt nicht in den Netzen, in denen gesucht werden darf (${networks || 'keine'}): Ändern Sie den Bereich oder die Einstellungen für die Suche.`,
  });
}

function notAllowed(place: number, text: { readonly en: string; readonly de: string }): AppError {
  return new AppError('scan.not_allowed', text.en, {
    errors: [{ field: `targets.${place}`, message: text.en, code: 'scan.not_allowed', text }],
  });
}

function tooLarge(total: number): AppError {
  const number = (language: string, value: number) => value.toLocaleString(language);
  const text = {
    en: `These are ${number('en', total)} addresses; a scan takes at most ${number('en', MAX_ADDRESSES)}: choose a smaller range.`,
    de: `Das sind ${number('de', total)} Adressen; eine Suche umfasst höchstens ${number('de', MAX_ADDRESSES)}: Wählen Sie einen kleineren Bereich.`,
  };
  return new AppError('scan.too_large', text.en, {
    errors: [{ field: 'targets', message: text.en, code: 'scan.too_large', text }],
  });
}

/** A stored network that cannot be read any more allows nothing. */
function toRange(network: string): ScanRange {
  const range: AddressRange | undefined = readAddressRange(network);
  return range?.kind === 'ipv4'
    ? { first: Number(range.first), last: Number(range.last) }
    : { first: 1, last: 0 };
}

function overlaps(a: ScanRange, b: ScanRange): boolean {
  return a.first <= b.last && b.first <= a.last;
}

function merged(ranges: readonly ScanRange[]): ScanRange[] {
  const sorted = ranges.filter(({ first, last }) => first <= last).sort((a, b) => a.first - b.first);
  const result: { first: number; last: number }[] = [];
  for (const { first, last } of sorted) {
    const before = result.at(-1);
    if (before !== undefined && first <= before.last + 1) before.last = Math.max(before.last, last);
    else result.push({ first, last });
  }
  return result;
}
