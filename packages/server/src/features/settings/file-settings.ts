import type { Static } from 'typebox';
import Type from 'typebox';
import type { ServerContext } from '../../infra/context.ts';
import type { FieldError } from '../../infra/errors/index.ts';
import { Nullable, StrictObject } from '../../infra/http/schemas.ts';
import { invalidRequest } from '../../infra/http/validation.ts';
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
          'Where phones find this server for files, when that is not where they call: scheme, host and port only. Null: where they call.',
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
export async function changeFileSettings(
  context: Pick<ServerContext, 'db' | 'clock' | 'events'>,
  change: Partial<FileSettings>,
): Promise<FileSettings> {
  checkFileSettings(change);
  const { publicUrl } = change;
  const origin = publicUrl === undefined || publicUrl === null ? undefined : URL.parse(publicUrl)?.origin;
  return fileSettings.change(context, origin === undefined ? change : { ...change, publicUrl: origin });
}

/** @throws AppError `request.invalid` */
export function checkFileSettings({ publicUrl }: Partial<FileSettings>): void {
  if (publicUrl === undefined || publicUrl === null) return;
  const url = URL.parse(publicUrl);
  const isOrigin = url !== null && url.protocol === 'https:' && url.href === `${url.origin}/`;
  if (!isOrigin) throw invalidRequest([noOrigin(publicUrl)]);
}

function noOrigin(text: string): FieldError {
  const sentence = {
    en: `“${text}” is no address of a server: write it as https://files.example.org:18443, without a path.`,
    de: `„${text}“ ist keine Adresse eines Servers: Schreiben Sie https://files.example.org:18443, ohne Pfad.`,
  };
  return { field: 'files.publicUrl', message: sentence.en, code: 'settings.public_url', text: sentence };
}
