import type { Static } from 'typebox';
import Type from 'typebox';
import { StrictObject } from '../../infra/http/schemas.ts';
import { settingsGroup } from './settings-group.ts';

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

const group = settingsGroup<StorageProviderSettings>(
  'storageProviders',
  Stored,
  defaultStorageProviderSettings,
);

/** The settings for storage providers; what nobody has set has its default. */
export const getStorageProviderSettings = group.read;
export const changeStorageProviderSettings = group.change;
