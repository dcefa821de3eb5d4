import { clockFormat } from './time-zone.ts';

/** When phones may be told something: on some days of the week, at some hours, as the clocks at the site show them. */
export interface MaintenanceWindow {
  /** Days on which it opens: 1 is Monday, 7 Sunday. */
  readonly weekdays: readonly number[];
  /** `HH:MM`. */
  readonly from: string;
  /** `HH:MM`, the first minute that is outside; not later than `from`: on the next day. */
  readonly to: string;
  /** IANA name, e.g. `Europe/Berlin`. */
  readonly timeZone: string;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** A week and the day in which it begins. */
const MAX_DAYS = 8;
/** No zone ever moved its clocks by more at once. */
const MAX_GAP_MINUTES = 26 * 60;

/** Whether the window is open. It follows the clocks on the wall: an hour that comes twice belongs to it twice. */
export function isOpenAt(window: MaintenanceWindow, at: Date): boolean {
  const { weekday, minutes } = wallClock(window.timeZone, at);
  const [from, to] = [minutesOf(window.from), minutesOf(window.to)];
  const opens = (day: number) => window.weekdays.includes(day);
  if (from < to) return opens(weekday) && minutes >= from && minutes < to;
  const dayBefore = weekday === 1 ? 7 : weekday - 1;
  return (opens(weekday) && minutes >= from) || (opens(dayBefore) && minutes < to);
}

/** The first minute from `at` on in which the window is open; undefined when it never opens. */
export function nextOpening(window: MaintenanceWindow, at: Date): Date | undefined {
  if (isOpenAt(window, at)) return at;
  for (let days = 0; days <= MAX_DAYS; days += 1) {
    const opening = openingOn(window, new Date(at.getTime() + days * DAY_MS));
    if (opening >= at && isOpenAt(window, opening)) return afterGap(window, opening, at);
  }
  return undefined;
}

/** The first minute after `at` in which an open window is closed again; undefined when it is closed now, or open for another day. */
export function nextClosing(window: MaintenanceWindow, at: Date): Date | undefined {
  if (!isOpenAt(window, at)) return undefined;
  const first = Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS;
  for (let minutes = 1; minutes <= 24 * 60; minutes += 1) {
    const later = new Date(first + minutes * MINUTE_MS);
    if (!isOpenAt(window, later)) return later;
  }
  return undefined;
}

/** `from` of the day that it is at the site. */
function openingOn({ timeZone, from }: MaintenanceWindow, day: Date): Date {
  const { year, month, date } = wallClock(timeZone, day);
  const wanted = Date.UTC(year, month - 1, date) + minutesOf(from) * MINUTE_MS;
  // The offset that holds then is known only when it is known when "then" is: the second guess is right.
  const guess = wanted - offsetAt(timeZone, new Date(wanted));
  return new Date(wanted - offsetAt(timeZone, new Date(guess)));
}

/** Where the clocks leave `from` out, the window is open as soon as they have moved. */
function afterGap(window: MaintenanceWindow, opening: Date, notBefore: Date): Date {
  let first = opening;
  for (let minutes = 0; minutes < MAX_GAP_MINUTES; minutes += 1) {
    const earlier = new Date(first.getTime() - MINUTE_MS);
    if (earlier < notBefore || !isOpenAt(window, earlier)) break;
    first = earlier;
  }
  return first;
}

interface WallClock {
  readonly year: number;
  readonly month: number;
  readonly date: number;
  readonly weekday: number;
  /** Since midnight, as the clock shows them. */
  readonly minutes: number;
}

function wallClock(timeZone: string, at: Date): WallClock {
  const parts = new Map(
    clockFormat(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const [year, month, date] = [of('year'), of('month'), of('day')];
  const sunday0 = new Date(Date.UTC(year, month - 1, date)).getUTCDay();
  return {
    year,
    month,
    date,
    weekday: sunday0 === 0 ? 7 : sunday0,
    minutes: of('hour') * 60 + of('minute'),
  };
}

/** Milliseconds that the clocks at the site are ahead of UTC. */
function offsetAt(timeZone: string, at: Date): number {
  const { year, month, date, minutes } = wallClock(timeZone, at);
  const shown = Date.UTC(year, month - 1, date) + minutes * MINUTE_MS;
  return shown - Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
