import { noTimeZone } from '../../infra/clock/time-zone.ts';
import type { FieldError } from '../../infra/errors/index.ts';

/** @param field its place in the settings, e.g. `server.timeZone` */
export function unknownZone(name: string, field: string): FieldError {
  const text = noTimeZone(name);
  return { field, message: text.en, code: 'settings.time_zone', text };
}
