import type { Static } from 'typebox';
import Type from 'typebox';
import type { ServerContext } from '../../infra/context.ts';
import { StrictObject } from '../../infra/http/schemas.ts';
import { settingsGroup } from './settings-group.ts';

/** How the server deals with phones. */
export const PhoneSettings = StrictObject(
  {
    secretsNeedContactRequest: Type.Boolean({
      description:
        'Whether secrets leave the server only in a dialogue that comes from the address to which our own contact request went. In default mode nobody proves who he is, so switch this off only in a network that you trust.',
      examples: [true],
    }),
    contactAnswerSeconds: Type.Integer({
      minimum: 10,
      maximum: 3_600,
      description: 'Seconds after a contact request in which a call counts as its answer.',
      examples: [120],
    }),
    contactGapSeconds: Type.Integer({
      minimum: 1,
      maximum: 86_400,
      description:
        'Seconds that phones ignore further contact requests after one: their "contact gap"; a phone that reports a longer one in `dls-contact-interval` has that. A phone that does not come is asked again after it; one that cannot be reached too, and then ever more rarely, down to once an hour.',
      examples: [300],
    }),
    contactIntervalSeconds: Type.Integer({
      minimum: 1,
      maximum: 3_600,
      description:
        'Least seconds between two contact requests to one phone. More than one a minute can stop the web server of an old phone.',
      examples: [60],
    }),
    contactLogDays: Type.Integer({
      minimum: 0,
      maximum: 90,
      description:
        'Days for which the log of contacts is kept, at most 200 dialogues of a client. 0: nothing is logged from now on.',
      examples: [14],
    }),
  },
  { title: 'PhoneSettings', description: 'How the server deals with phones.' },
);
export type PhoneSettings = Static<typeof PhoneSettings>;

/** A change: absent parts stay as they are. */
export const PhoneSettingsChange = Type.Partial(PhoneSettings, {
  title: 'PhoneSettingsChange',
  description: 'Settings for phones to change; absent ones stay as they are.',
  additionalProperties: false,
});

const Stored = Type.Partial(PhoneSettings, { additionalProperties: false });

export const defaultPhoneSettings: PhoneSettings = {
  secretsNeedContactRequest: true,
  contactAnswerSeconds: 120,
  contactGapSeconds: 300,
  contactIntervalSeconds: 60,
  contactLogDays: 14,
};

const group = settingsGroup<PhoneSettings>('phones', Stored, defaultPhoneSettings);

export const getPhoneSettings = ({ db }: Pick<ServerContext, 'db'>) => group.find(db);
export const changePhoneSettings = group.change;
export const keepPhoneSettings = group.keep;
