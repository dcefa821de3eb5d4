import { clockFormat } from './time-zone.ts';

/** A time of day without a date, as `03:30`. */
export const TIME_OF_DAY = '^([01][0-9]|2[0-3]):[0-5][0-9]$';

/**
 * The next moment after `after` at which the clocks of a time zone show a time of day. Where they skip it (in spring), it is the
 * moment at which they would have shown it; where they show it twice (in autumn), the first one.
 *
 * @param time `HH:MM`
 * @param timeZone IANA name
 */
export function nextTimeOfDay(time: string, timeZone: string, after: Date): Date {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const today = localTime(after.getTime(), timeZone);
  for (let day = -1; ; day += 1) {
    const date = new Date(today);
    const wanted = Date.UTC(
      date.getUTCFullYear(),
      date.getUTCMonth(),
      date.getUTCDate() + day,
      hours,
      minutes,
    );
    const moment = momentOf(wanted, timeZone);
    if (moment > after.getTime()) return new Date(moment);
  }
}

const HOUR_MS = 3_600_000;

/** @param wanted a local time, written as if it were UTC */
function momentOf(wanted: number, timeZone: string): number {
  // The offsets before and after any change of the clocks near this time; the larger one leads to the earlier moment.
  const offsets = [-24, 24].map((hours) => {
    const near = wanted + hours * HOUR_MS;
    return localTime(near, timeZone) - near;
  });
  const candidates = offsets.map((offset) => wanted - offset).sort((a, b) => a - b);
  return candidates.find((moment) => localTime(moment, timeZone) === wanted) ?? Math.max(...candidates);
}

/** What the clocks of a time zone show, written as if it were UTC; full seconds. */
function localTime(moment: number, timeZone: string): number {
  const parts = new Map(
    clockFormat(timeZone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const of = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
}

/**
 * A moment as the clocks of a time zone show it, with their distance from UTC (ISO 8601), e.g. `2026-07-10T03:30:00.000+02:00`.
 *
 * @param timeZone IANA name; null: UTC, written with `Z`
 */
export function isoIn(at: Date, timeZone: string | null): string {
  if (timeZone === null) return at.toISOString();
  const second = Math.floor(at.getTime() / 1_000) * 1_000;
  const shown = localTime(second, timeZone);
  const minutes = Math.round((shown - second) / 60_000);
  const [sign, distance] = minutes < 0 ? ['-', -minutes] : ['+', minutes];
  const two = (number: number) => String(number).padStart(2, '0');
  const local = new Date(shown + (at.getTime() - second)).toISOString().slice(0, -1);
  return `${local}${sign}${two(Math.floor(distance / 60))}:${two(distance % 60)}`;
}
