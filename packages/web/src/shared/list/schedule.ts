/** When an order is to be carried out; `at` is ISO 8601, null while nothing is chosen yet. */
export type Schedule = { kind: 'now' } | { kind: 'at'; at: string | null };

export const NOW: Schedule = { kind: 'now' };

export type ScheduleFault = 'missing' | 'past';

/** What is wrong with a schedule, or null when it can be sent. */
export function scheduleFault(schedule: Schedule, nowMs: number): ScheduleFault | null {
  if (schedule.kind === 'now') return null;
  if (schedule.at === null) return 'missing';
  return Date.parse(schedule.at) <= nowMs ? 'past' : null;
}

/** The order's `scheduledAt`, as the API takes it: absent for now. */
export function scheduledAt(schedule: Schedule): { scheduledAt?: string } {
  return schedule.kind === 'at' && schedule.at !== null ? { scheduledAt: schedule.at } : {};
}

const two = (value: number): string => String(value).padStart(2, '0');

/** Local time as `YYYY-MM-DD HH:mm:ss`, the calendar's own form. */
export function toLocalText(date: Date): string {
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

export function localToIso(text: string): string {
  return new Date(text.replace(' ', 'T')).toISOString();
}

/** The next time that the clock shows the full `hour`, in local time. */
export function nextLocal(now: Date, hour: number): string {
  const next = new Date(now.getFullYear(), now.getMonth(), now.getDate(), hour);
  if (next.getTime() <= now.getTime()) next.setDate(next.getDate() + 1);
  return toLocalText(next);
}
