import type { ClientBase, Pool } from 'pg';
import type { Static } from 'typebox';
import Type from 'typebox';
import type { ServerContext } from '../../infra/context.ts';
import { StrictObject } from '../../infra/http/schemas.ts';
import { ensureSetting, readSetting } from './settings.queries.ts';

const KEY = 'storageProviders';

/** How the server deals with storage providers (guide 13.10). */
export const StorageProviderSettings = StrictObject(
  {
    verifyTls: Type.Boolean({
      description:
        'Whether the certificates of storage providers must be valid and trusted. Without it anybody on the way could hand out other files and read passwords: rather enter the certificate at the provider.',
      examples: [true],
    }),
  },
  { title: 'StorageProviderSettings', description: 'How the server deals with storage providers.' },
);
export type StorageProviderSettings = Static<typeof StorageProviderSettings>;

export const StorageProviderSettingsChange = Type.Partial(StorageProviderSettings, {
  title: 'StorageProviderSettingsChange',
  description: 'Settings for storage providers to change; absent ones stay as they are.',
  additionalProperties: false,
});

const Stored = Type.Partial(StorageProviderSettings, { additionalProperties: false });

export const defaultStorageProviderSettings: StorageProviderSettings = { verifyTls: true };

/** The settings for storage providers; what nobody has set has its default. */
export async function getStorageProviderSettings(
  connection: Pool | ClientBase,
): Promise<StorageProviderSettings> {
  return { ...defaultStorageProviderSettings, ...(await readSetting(connection, KEY, Stored)) };
}

/** Changes settings on all nodes. */
export async function changeStorageProviderSettings(
  context: Pick<ServerContext, 'db' | 'clock' | 'events'>,
  change: Partial<StorageProviderSettings>,
): Promise<StorageProviderSettings> {
  const { value } = await ensureSetting(context, KEY, Stored, async (stored) => ({ ...stored, ...change }));
  context.events.changed('settings', [KEY]);
  return { ...defaultStorageProviderSettings, ...value };
}
