import Type from 'typebox';
import { StrictObject } from './schemas.ts';

/** `HH:MM`. */
const TIME = '^([01]\\d|2[0-3]):[0-5]\\d$';

const timeZone = Type.String({
  minLength: 1,
  maxLength: 64,
  description: 'Time zone of the site (IANA). The clocks there count, summer time included.',
  examples: ['Europe/Berlin'],
});

const hours = {
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
};

const description =
  'When phones may be told something: nothing begins outside. Phones that were told before it closes finish.';

/** A maintenance window as the API has it. */
export const MaintenanceWindowSchema = StrictObject(
  { ...hours, timeZone },
  { title: 'MaintenanceWindow', description },
);

/** A maintenance window as it is given; its time zone has still to be checked by `isTimeZone`. */
export const GivenMaintenanceWindow = StrictObject(
  { ...hours, timeZone: Type.Optional(timeZone) },
  {
    title: 'GivenMaintenanceWindow',
    description: `${description} Without a time zone it gets that of the settings (\`server.timeZone\`).`,
  },
);
export type GivenMaintenanceWindow = Type.Static<typeof GivenMaintenanceWindow>;
