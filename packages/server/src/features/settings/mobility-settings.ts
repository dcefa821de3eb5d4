import type { Static } from 'typebox';
import Type from 'typebox';
import type { ServerContext } from '../../infra/context.ts';
import { StrictObject } from '../../infra/http/schemas.ts';
import { settingsGroup } from './settings-group.ts';

const seconds = (description: string) =>
  Type.Integer({ minimum: 0, maximum: 86_400, description, examples: [0] });

/** How mobile users are logged on and off (guide 13.5). */
export const MobilitySettings = StrictObject(
  {
    forcedLogonSeconds: seconds(
      'Seconds after the order of an administrator after which a forced logon begins, unless it is planned for a time; 0: at once.',
    ),
    forcedLogoffSeconds: seconds(
      'The same for a forced logoff: time for the user to end what is under way; 0: at once.',
    ),
    enhancedSecurity: Type.Boolean({
      description:
        'Whether the profile of a user leaves the server only to a phone that answers our own contact request from the address that it went to. Otherwise the right password at the phone is enough.',
      examples: [false],
    }),
  },
  { title: 'MobilitySettings', description: 'How mobile users are logged on and off.' },
);
export type MobilitySettings = Static<typeof MobilitySettings>;

export const MobilitySettingsChange = Type.Partial(MobilitySettings, {
  title: 'MobilitySettingsChange',
  description: 'Settings for mobile users to change; absent ones stay as they are.',
  additionalProperties: false,
});

const Stored = Type.Partial(MobilitySettings, { additionalProperties: false });

export const defaultMobilitySettings: MobilitySettings = {
  forcedLogonSeconds: 0,
  forcedLogoffSeconds: 0,
  enhancedSecurity: false,
};

const group = settingsGroup<MobilitySettings>('mobility', Stored, defaultMobilitySettings);

export const getMobilitySettings = ({ db }: Pick<ServerContext, 'db'>) => group.find(db);
export const changeMobilitySettings = group.change;
export const keepMobilitySettings = group.keep;
