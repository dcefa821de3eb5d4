import type { Static } from 'typebox';
import Type from 'typebox';
import { isTimeZone } from '../../infra/clock/maintenance-window.ts';
import type { FieldError } from '../../infra/errors/index.ts';
import { MaintenanceWindowSchema } from '../../infra/http/maintenance-window.schema.ts';
import { Nullable, StrictObject } from '../../infra/http/schemas.ts';
import { invalidRequest } from '../../infra/http/validation.ts';
import { settingsGroup } from './settings-group.ts';

/** How files and software come to phones. */
export const DeploymentSettings = StrictObject(
  {
    maxTransfers: Type.Integer({
      minimum: 1,
      maximum: 10_000,
      description:
        'Phones that may fetch files and software at the same time. Those beyond it wait, and follow when there is room.',
      examples: [100],
    }),
    maxTransfersPerSubnet: Type.Integer({
      minimum: 1,
      maximum: 10_000,
      description: 'The same for the phones of one subnet, so that no link to a branch is filled.',
      examples: [20],
    }),
    softwareWindow: Nullable(MaintenanceWindowSchema),
  },
  {
    title: 'DeploymentSettings',
    description:
      'How files and software come to phones. Inside of `softwareWindow` phones that have a template get its software by themselves, as its software update policy says; without a window they get it only when they register for the first time, and when somebody applies the template or changes its files.',
  },
);
export type DeploymentSettings = Static<typeof DeploymentSettings>;

export const DeploymentSettingsChange = Type.Partial(DeploymentSettings, {
  title: 'DeploymentSettingsChange',
  description: 'Settings for files and software to change; absent ones stay as they are.',
  additionalProperties: false,
});

const Stored = Type.Partial(DeploymentSettings, { additionalProperties: false });

export const defaultDeploymentSettings: DeploymentSettings = {
  maxTransfers: 100,
  maxTransfersPerSubnet: 20,
  softwareWindow: null,
};

const group = settingsGroup<DeploymentSettings>('deployments', Stored, defaultDeploymentSettings);

/** Also over the connection of a transaction: whoever gives places reads them in it. */
export const getDeploymentSettings = group.read;

export const changeDeploymentSettings = group.change;

/** @throws AppError `request.invalid` for a time zone that does not exist */
export function checkDeploymentSettings({ softwareWindow }: Partial<DeploymentSettings>): void {
  const timeZone = softwareWindow?.timeZone;
  if (timeZone !== undefined && !isTimeZone(timeZone)) throw invalidRequest([unknownZone(timeZone)]);
}

function unknownZone(name: string): FieldError {
  const text = {
    en: `“${name}” is no time zone: write it as Europe/Berlin.`,
    de: `„${name}“ ist keine Zeitzone: Schreiben Sie sie wie Europe/Berlin.`,
  };
  const field = 'deployments.softwareWindow.timeZone';
  return { field, message: text.en, code: 'settings.time_zone', text };
}
