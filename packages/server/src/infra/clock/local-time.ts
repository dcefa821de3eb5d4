/** A time of day without a date, as `03:30`. */
export const TIME_OF_DAY = '^([01][0-9]|2[0-3]):[0-5][0-9]$';

/** Whether a text names a time zone (IANA), e.g. `Europe/Berlin`. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

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
    formatOf(timeZone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const of = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, format);
  return format;
}
