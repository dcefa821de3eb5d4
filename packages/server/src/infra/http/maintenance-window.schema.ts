import Type from 'typebox';
import { StrictObject } from './schemas.ts';

/** `HH:MM`. */
const TIME = '^([01]\\d|2[0-3]):[0-5]\\d$';

/** A maintenance window as the API has it; its time zone has still to be checked by `isTimeZone`. */
export const MaintenanceWindowSchema = StrictObject(
  {
    weekdays: Type.Array(
      Type.Integer({ minimum: 1, maximum: 7, description: '1 is Monday, 7 Sunday.', examples: [1] }),
      {
        minItems: 1,
        maxItems: 7,
        uniqueItems: true,
        description: 'Days on which it opens.',
        examples: [[1, 2, 3, 4, 5]],
      },
    ),
    from: Type.String({ pattern: TIME, description: 'When it opens, `HH:MM`.', examples: ['22:00'] }),
    to: Type.String({
      pattern: TIME,
      description:
        'When it closes, `HH:MM`; not later than `from`: on the next day. The same as `from`: after 24 hours.',
      examples: ['05:00'],
    }),
    timeZone: Type.String({
      minLength: 1,
      maxLength: 64,
      description: 'Time zone of the site (IANA). The clocks there count, summer time included.',
      examples: ['Europe/Berlin'],
    }),
  },
  {
    title: 'MaintenanceWindow',
    description:
      'When phones may be told something: nothing begins outside. Phones that were told before it closes finish.',
  },
);
