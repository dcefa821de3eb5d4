import { type AddressRange, addressAt, readAddressRange } from '../../infra/addresses/index.ts';

/** First and last address of a range, both included. */
export interface AddressSpan {
  readonly first: string;
  readonly last: string;
}

/** What is wrong with a filter for addresses. */
export interface AddressFilterFault {
  readonly fault: { readonly en: string; readonly de: string };
}

/**
 * Reads what somebody types to find clients by address: an address, the beginning of one, a network or a range, of either
 * version of IP. All of it comes down to ranges, for an index on addresses answers those.
 */
export function readAddressFilter(text: string): readonly AddressSpan[] | AddressFilterFault {
  const typed = text.trim().toLowerCase();
  const range = readAddressRange(typed);
  const ranges = range === undefined ? beginsWith(typed) : [range];
  if (ranges.length > 0) {
    return ranges.map(({ kind, first, last }) => ({
      first: addressAt(kind, first),
      last: addressAt(kind, last),
    }));
  }
  return {
    fault: {
      en: 'Give an address, the beginning of one, a network such as 10.1.0.0/22, or a range such as 10.1.0.10-10.1.0.99.',
      de: 'Geben Sie eine Adresse, deren Anfang, ein Netz wie 10.1.0.0/22 oder einen Bereich wie 10.1.0.10-10.1.0.99 an.',
    },
  };
}

/** How addresses of a version are written: in parts with a sign between them. */
const WRITTEN = {
  ipv4: { parts: 4, bits: 8, base: 10, sign: '.', form: /^\d{1,3}(\.\d{1,3}){0,3}\.?$/ },
  ipv6: { parts: 8, bits: 16, base: 16, sign: ':', form: /^[0-9a-f]{1,4}(:[0-9a-f]{1,4}){0,7}:?$/ },
} as const;

/** The addresses that are written with this beginning. */
function beginsWith(typed: string): AddressRange[] {
  return (['ipv4', 'ipv6'] as const).flatMap((kind) => {
    const { parts, bits, base, sign, form } = WRITTEN[kind];
    if (!form.test(typed)) return [];
    const whole = typed.split(sign);
    const open = whole.pop() ?? '';
    const most = 2 ** bits - 1;
    const numbers = whole.map((part) => Number.parseInt(part, base));
    if (numbers.length >= parts || numbers.some((number) => number > most)) return [];
    const head = numbers.reduce((sum, number) => (sum << BigInt(bits)) | BigInt(number), 0n);
    const rest = BigInt(bits * (parts - numbers.length - 1));
    return continuations(open, base, most).map(({ from, to }) => ({
      kind,
      first: ((head << BigInt(bits)) | BigInt(from)) << rest,
      last: ((((head << BigInt(bits)) | BigInt(to)) + 1n) << rest) - 1n,
    }));
  });
}

/** Numbers up to a limit whose text begins like this one, as runs: `1` is also 10 to 19 and 100 to 199. */
function continuations(text: string, base: 10 | 16, limit: number): { from: number; to: number }[] {
  if (text === '') return [{ from: 0, to: limit }];
  const start = Number.parseInt(text, base);
  const runs: { from: number; to: number }[] = [];
  // Numbers are written without leading zeros: nothing goes on after a 0.
  const longest = start === 0 ? 1 : limit.toString(base).length;
  for (let more = 0; text.length + more <= Math.max(longest, text.length); more += 1) {
    const from = start * base ** more;
    if (from > limit) break;
    runs.push({ from, to: Math.min(limit, from + base ** more - 1) });
  }
  return runs;
}
