import type { ClientBase, Pool } from 'pg';
import type { Static } from 'typebox';
import Type from 'typebox';
import { isTimeZone } from '../../infra/clock/time-zone.ts';
import type { ServerContext } from '../../infra/context.ts';
import { Nullable, OneOf, StrictObject } from '../../infra/http/schemas.ts';
import { invalidRequest } from '../../infra/http/validation.ts';
import { logLevels } from '../../infra/log/index.ts';
import { readOrigin } from './server-origin.ts';
import { settingsGroup } from './settings-group.ts';
import { unknownZone } from './unknown-zone.ts';

/** What holds for the server as a whole (guide 13.6). */
export const ServerSettings = StrictObject(
  {
    url: Nullable(
      Type.String({
        maxLength: 200,
        description:
          'Where phones find this server: scheme, host and port (without one: 443). Files are fetched there, and phones that a scan finds are told to call there, unless the settings for files or scans name another address. Null: where each phone has called, and for scans the address from which the server reaches them.',
        examples: ['https://phones.example.org:18443'],
      }),
    ),
    logLevel: Nullable(
      OneOf(logLevels, {
        description:
          'What all nodes write to their logs, most to least talkative; it takes effect while they run. Null: what `DESKFLEET_LOG` said when each of them was started.',
        examples: ['info'],
      }),
    ),
    timeZone: Nullable(
      Type.String({
        maxLength: 64,
        description:
          'Time zone (IANA) of schedules and maintenance windows that name none when they are made, and of the times in exports. Null: UTC.',
        examples: ['Europe/Berlin'],
      }),
    ),
  },
  { title: 'ServerSettings', description: 'What holds for the server as a whole.' },
);
export type ServerSettings = Static<typeof ServerSettings>;

export const ServerSettingsChange = Type.Partial(ServerSettings, {
  title: 'ServerSettingsChange',
  description: 'Settings of the server to change; absent ones stay as they are.',
  additionalProperties: false,
});

export const defaultServerSettings: ServerSettings = { url: null, logLevel: null, timeZone: null };

const group = settingsGroup<ServerSettings>(
  'server',
  Type.Partial(ServerSettings, { additionalProperties: false }),
  defaultServerSettings,
);

/** Also over the connection of a transaction. */
export const getServerSettings = group.read;
export const keepServerSettings = group.keep;

/** The time zone of schedules that name none. */
export async function getDefaultTimeZone(connection: Pool | ClientBase): Promise<string> {
  return (await getServerSettings(connection)).timeZone ?? 'UTC';
}

/** Changes settings on all nodes. @throws AppError `request.invalid` */
export function changeServerSettings(
  context: Pick<ServerContext, 'db' | 'clock' | 'events'>,
  change: Partial<ServerSettings>,
): Promise<ServerSettings> {
  return group.change(context, checkServerSettings(change));
}

/** @returns the change as it is stored. @throws AppError `request.invalid` */
export function checkServerSettings(change: Partial<ServerSettings>): Partial<ServerSettings> {
  const { url, timeZone } = change;
  if (timeZone !== undefined && timeZone !== null && !isTimeZone(timeZone)) {
    throw invalidRequest([unknownZone(timeZone, 'server.timeZone')]);
  }
  if (url === undefined || url === null) return change;
  return { ...change, url: readOrigin(url, 'server.url') };
}
