import Type from 'typebox';
import { problems } from '../../infra/http/problems.ts';
import { StrictObject } from '../../infra/http/schemas.ts';
import { DeploymentSettings, DeploymentSettingsChange } from './deployment-settings.ts';
import { FileSettings, FileSettingsChange } from './file-settings.ts';
import { JobSettings, JobSettingsChange } from './job-settings.ts';
import { MobilitySettings, MobilitySettingsChange } from './mobility-settings.ts';
import { PhoneSettings, PhoneSettingsChange } from './phone-settings.ts';
import { ScanSettings, ScanSettingsChange } from './scan-settings.ts';
import { ServerSettings, ServerSettingsChange } from './server-settings.ts';
import { StorageProviderSettings, StorageProviderSettingsChange } from './storage-provider-settings.ts';

const Settings = StrictObject(
  {
    server: ServerSettings,
    phones: PhoneSettings,
    scans: ScanSettings,
    mobility: MobilitySettings,
    jobs: JobSettings,
    deployments: DeploymentSettings,
    storageProviders: StorageProviderSettings,
    files: FileSettings,
  },
  { title: 'Settings', description: 'Settings of the installation.' },
);

export const getSettingsSchema = {
  operationId: 'getSettings',
  tags: ['settings'],
  summary: 'Get the settings',
  response: { 200: Settings, ...problems('read') },
} as const;

export const changeSettingsSchema = {
  operationId: 'changeSettings',
  tags: ['settings'],
  summary: 'Change settings',
  description: 'Takes effect on all nodes within a second. What is absent stays as it is.',
  body: StrictObject({
    server: Type.Optional(ServerSettingsChange),
    phones: Type.Optional(PhoneSettingsChange),
    scans: Type.Optional(ScanSettingsChange),
    mobility: Type.Optional(MobilitySettingsChange),
    jobs: Type.Optional(JobSettingsChange),
    deployments: Type.Optional(DeploymentSettingsChange),
    storageProviders: Type.Optional(StorageProviderSettingsChange),
    files: Type.Optional(FileSettingsChange),
  }),
  response: { 200: Settings, ...problems('change') },
} as const;
