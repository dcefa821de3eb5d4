import type { Static } from 'typebox';
import Type from 'typebox';
import type { ServerContext } from '../../infra/context.ts';
import { Nullable, StrictObject } from '../../infra/http/schemas.ts';
import { readOrigin } from './server-origin.ts';
import { settingsGroup } from './settings-group.ts';

/** How files come from this server to phones (guide 13.6). */
export const FileSettings = StrictObject(
  {
    serverEnabled: Type.Boolean({
      description:
        'Whether the integrated file server gives files to phones. When it is off, phones get only what lies at storage providers.',
      examples: [true],
    }),
    bandwidthKilobytes: Nullable(
      Type.Integer({
        minimum: 10,
        maximum: 10_000_000,
        description:
          'Kilobytes (1,000 bytes) a second that all transfers of the integrated file server may have together, over all nodes; null: no limit.',
        examples: [10_000],
      }),
    ),
    publicUrl: Nullable(
      Type.String({
        maxLength: 200,
        description:
          'Where phones find this server for files, when that is not the address of the server (`server.url`): scheme, host and port only. Null: that address, and without one where they call.',
        examples: ['https://files.example.org:18443'],
      }),
    ),
  },
  { title: 'FileSettings', description: 'How files come from this server to phones.' },
);
export type FileSettings = Static<typeof FileSettings>;

export const FileSettingsChange = Type.Partial(FileSettings, {
  title: 'FileSettingsChange',
  description: 'Settings for files to change; absent ones stay as they are.',
  additionalProperties: false,
});

export const defaultFileSettings: FileSettings = {
  serverEnabled: true,
  bandwidthKilobytes: null,
  publicUrl: null,
};

export const fileSettings = settingsGroup<FileSettings>(
  'files',
  Type.Partial(FileSettings, { additionalProperties: false }),
  defaultFileSettings,
);

/** Changes settings on all nodes. @throws AppError `request.invalid` */
export function changeFileSettings(
  context: Pick<ServerContext, 'db' | 'clock' | 'events'>,
  change: Partial<FileSettings>,
): Promise<FileSettings> {
  return fileSettings.change(context, checkFileSettings(change));
}

/** @returns the change as it is stored. @throws AppError `request.invalid` */
export function checkFileSettings(change: Partial<FileSettings>): Partial<FileSettings> {
  const { publicUrl } = change;
  if (publicUrl === undefined || publicUrl === null) return change;
  return { ...change, publicUrl: readOrigin(publicUrl, 'files.publicUrl') };
}
