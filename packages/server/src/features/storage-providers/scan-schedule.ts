import { nextTimeOfDay } from '../../infra/clock/local-time.ts';
import type { ScanSchedule } from '../../infra/db/index.ts';

/** When a provider is scanned next by its schedule; null: never. */
export function nextScan(schedule: ScanSchedule, now: Date): Date | null {
  switch (schedule.kind) {
    case 'never':
      return null;
    case 'interval':
      return new Date(now.getTime() + schedule.minutes * 60_000);
    case 'daily':
      return nextTimeOfDay(schedule.time, schedule.timeZone, now);
  }
}
