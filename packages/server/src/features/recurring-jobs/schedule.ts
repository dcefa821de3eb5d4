import { CronExpressionParser } from 'cron-parser';
import type { Static } from 'typebox';
import Type from 'typebox';
import { isTimeZone, noTimeZone } from '../../infra/clock/time-zone.ts';
import { OneOf, StrictObject } from '../../infra/http/schemas.ts';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const TimeOfDay = Type.String({
  pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$',
  description: 'Hour and minute in the time zone of the schedule.',
  examples: ['02:00'],
});

export const Schedule = Type.Union(
  [
    StrictObject(
      { kind: Type.Literal('daily', { description: 'Every day.' }), time: TimeOfDay },
      { title: 'DailySchedule', description: 'Every day at a time.' },
    ),
    StrictObject(
      {
        kind: Type.Literal('weekly', { description: 'On days of the week.' }),
        days: Type.Array(OneOf(weekdays, { description: 'A day.' }), {
          minItems: 1,
          uniqueItems: true,
          description: 'The days.',
          examples: [['mon', 'thu']],
        }),
        time: TimeOfDay,
      },
      { title: 'WeeklySchedule', description: 'On some days of the week at a time.' },
    ),
    StrictObject(
      {
        kind: Type.Literal('cron', { description: 'By a cron expression.' }),
        expression: Type.String({
          minLength: 9,
          maxLength: 100,
          description: 'Minute, hour, day of month, month, day of week.',
          examples: ['0 2 1 * *'],
        }),
      },
      { title: 'CronSchedule', description: 'By a cron expression with five fields.' },
    ),
  ],
  { description: 'When it runs.' },
);
export type Schedule = Static<typeof Schedule>;

/** A schedule that cannot be followed, in both languages. */
export class ScheduleFault extends Error {
  override readonly name = 'ScheduleFault';
  readonly field: 'schedule' | 'timeZone';
  readonly text: { readonly en: string; readonly de: string };

  constructor(field: 'schedule' | 'timeZone', text: { readonly en: string; readonly de: string }) {
    super(text.en);
    this.field = field;
    this.text = text;
  }
}

const FIELDS = 5;

/**
 * When a schedule comes next after a time. On the days when the clocks change it comes once, also when its hour is missing or comes
 * twice.
 *
 * @param timeZone IANA name
 * @throws ScheduleFault
 */
export function nextRun(schedule: Schedule, timeZone: string, after: Date): Date {
  if (!isTimeZone(timeZone)) {
    throw new ScheduleFault('timeZone', noTimeZone(timeZone));
  }
  const expression = cronOf(schedule);
  try {
    if (expression.trim().split(/\s+/).length !== FIELDS) throw new RangeError('it needs five fields');
    return CronExpressionParser.parse(expression, { currentDate: after, tz: timeZone }).next().toDate();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : '';
    throw new ScheduleFault('schedule', {
      en: `“${expression}” cannot be understood (${why}): write minute, hour, day of month, month and day of week, such as 0 2 * * 1-5.`,
      de: `„${expression}“ ist nicht verständlich (${why}): Schreiben Sie Minute, Stunde, Tag im Monat, Monat und Wochentag, zum Beispiel 0 2 * * 1-5.`,
    });
  }
}

function cronOf(schedule: Schedule): string {
  if (schedule.kind === 'cron') return schedule.expression;
  const [hour, minute] = schedule.time.split(':').map(Number);
  const days = schedule.kind === 'daily' ? '*' : schedule.days.join(',');
  return `${minute} ${hour} * * ${days}`;
}
