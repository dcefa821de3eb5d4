import type { Static } from 'typebox';
import Type from 'typebox';
import type { ServerContext } from '../../infra/context.ts';
import { StrictObject } from '../../infra/http/schemas.ts';
import { ensureSetting, findSetting } from './settings.queries.ts';

const KEY = 'mobility';

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

export async function getMobilitySettings({ db }: Pick<ServerContext, 'db'>): Promise<MobilitySettings> {
  return { ...defaultMobilitySettings, ...(await findSetting(db, KEY, Stored)) };
}

/** Changes settings on all nodes. */
export async function changeMobilitySettings(
  context: Pick<ServerContext, 'db' | 'clock' | 'events'>,
  change: Partial<MobilitySettings>,
): Promise<MobilitySettings> {
  const { value } = await ensureSetting(context, KEY, Stored, async (stored) => ({ ...stored, ...change }));
  context.events.changed('settings', [KEY]);
  return { ...defaultMobilitySettings, ...value };
}

/** Keeps the settings at hand, and reads them again whenever a node announces a change. */
export async function keepMobilitySettings(
  context: Pick<ServerContext, 'db' | 'events' | 'log'>,
): Promise<{ readonly current: () => MobilitySettings; stop(): void }> {
  let current = await getMobilitySettings(context);
  const stop = context.events.subscribe(({ settings }) => {
    if (settings !== 'all' && settings?.includes(KEY) !== true) return;
    getMobilitySettings(context).then(
      (changed) => {
        current = changed;
      },
      (error: unknown) =>
        context.log.error({ err: error }, 'the settings for mobility could not be read again'),
    );
  });
  return { current: () => current, stop };
}
