import type { Language } from '../../api/types.ts';

const LOCALE: Record<Language, string> = { en: 'en-US', de: 'de-DE' };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export interface Format {
  number: (value: number) => string;
  /** Date and time of day to the minute. */
  dateTime: (iso: string) => string;
  /** Date and time of day to the second, with the zone's name. */
  exact: (iso: string) => string;
  /** Time of day to the second. */
  time: (iso: string) => string;
  /** "2 minutes ago" up to a week, then the date. */
  relative: (iso: string, nowMs: number) => string;
  /** A length of time in its largest fitting unit, e.g. "90 seconds", "1 hour". */
  duration: (seconds: number) => string;
  /** How long something took, in its two largest units, e.g. "1 hr 25 min". */
  elapsed: (seconds: number) => string;
  /** A size in its largest fitting unit, e.g. "48.1 kB". */
  bytes: (bytes: number) => string;
  /** The viewer's time zone by name, e.g. "Central European Summer Time". */
  zone: () => string;
  list: (parts: readonly string[]) => string;
}

function relativeParts(deltaMs: number): [number, Intl.RelativeTimeFormatUnit] {
  const distance = Math.abs(deltaMs);
  const sign = deltaMs < 0 ? -1 : 1;
  if (distance < 45_000) return [0, 'second'];
  if (distance < HOUR_MS) return [sign * Math.max(1, Math.round(distance / MINUTE_MS)), 'minute'];
  if (distance < DAY_MS) return [sign * Math.floor(distance / HOUR_MS), 'hour'];
  return [sign * Math.floor(distance / DAY_MS), 'day'];
}

function durationParts(seconds: number): [number, 'second' | 'minute' | 'hour' | 'day'] {
  if (seconds >= 86_400 && seconds % 86_400 === 0) return [seconds / 86_400, 'day'];
  if (seconds >= 3600 && seconds % 3600 === 0) return [seconds / 3600, 'hour'];
  if (seconds >= 120 && seconds % 60 === 0) return [seconds / 60, 'minute'];
  return [Math.round(seconds), 'second'];
}

const ELAPSED_UNITS = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
] as const;

function elapsedParts(seconds: number): [number, 'second' | 'minute' | 'hour' | 'day'][] {
  const whole = Math.max(0, Math.round(seconds));
  const first = ELAPSED_UNITS.findIndex(([size]) => whole >= size);
  if (first === -1) return [[0, 'second']];
  return ELAPSED_UNITS.slice(first, first + 2).flatMap(([size, unit], place) => {
    const amount = Math.floor(
      (whole % (place === 0 ? Number.MAX_SAFE_INTEGER : (ELAPSED_UNITS[first]?.[0] ?? 1))) / size,
    );
    return amount === 0 ? [] : [[amount, unit]];
  });
}

function byteParts(bytes: number): [number, 'byte' | 'kilobyte' | 'megabyte' | 'gigabyte'] {
  if (bytes < 1_000) return [bytes, 'byte'];
  if (bytes < 1_000_000) return [bytes / 1_000, 'kilobyte'];
  return bytes < 1_000_000_000 ? [bytes / 1_000_000, 'megabyte'] : [bytes / 1_000_000_000, 'gigabyte'];
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Numbers, times and lists as the language writes them, in the viewer's time zone. */
export function createFormat(language: Language, timeZone?: string): Format {
  const locale = LOCALE[language];
  const zoned = timeZone === undefined ? {} : { timeZone };
  const number = new Intl.NumberFormat(locale);
  const day = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const minute = { hour: '2-digit', minute: '2-digit' } as const;
  const second = { ...minute, second: '2-digit' } as const;
  // Making a formatter takes longer than all that a page formats with it, so only those are made that it needs.
  const dateTime = once(() => new Intl.DateTimeFormat(locale, { ...zoned, ...day, ...minute }));
  const exact = once(
    () => new Intl.DateTimeFormat(locale, { ...zoned, ...day, ...second, timeZoneName: 'short' }),
  );
  const time = once(() => new Intl.DateTimeFormat(locale, { ...zoned, ...second }));
  const relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  const list = once(() => new Intl.ListFormat(locale, { type: 'conjunction' }));

  return {
    number: (value) => number.format(value),
    dateTime: (iso) => dateTime().format(new Date(iso)),
    exact: (iso) => exact().format(new Date(iso)),
    time: (iso) => time().format(new Date(iso)),
    relative: (iso, nowMs) => {
      const deltaMs = Date.parse(iso) - nowMs;
      if (Math.abs(deltaMs) > 7 * DAY_MS) return dateTime().format(new Date(iso));
      return relative().format(...relativeParts(deltaMs));
    },
    duration: (seconds) => {
      const [amount, unit] = durationParts(seconds);
      return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
    },
    elapsed: (seconds) =>
      elapsedParts(seconds)
        .map(([amount, unit]) =>
          new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(amount),
        )
        .join(' '),
    bytes: (bytes) => {
      const [amount, unit] = byteParts(bytes);
      return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }).format(amount);
    },
    zone: () =>
      new Intl.DateTimeFormat(locale, { ...zoned, timeZoneName: 'long' })
        .formatToParts(new Date())
        .find((part) => part.type === 'timeZoneName')?.value ?? '',
    list: (parts) => list().format(parts),
  };
}
