import type { Static } from 'typebox';
import Type from 'typebox';
import { isTimeZone } from '../../infra/clock/time-zone.ts';
import type { ServerContext } from '../../infra/context.ts';
import {
  GivenMaintenanceWindow,
  MaintenanceWindowSchema,
} from '../../infra/http/maintenance-window.schema.ts';
import { Nullable, StrictObject } from '../../infra/http/schemas.ts';
import { invalidRequest } from '../../infra/http/validation.ts';
import { getDefaultTimeZone } from './server-settings.ts';
import { settingsGroup } from './settings-group.ts';
import { unknownZone } from './unknown-zone.ts';

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

const { softwareWindow: _window, ...limits } = DeploymentSettings.properties;

export const DeploymentSettingsChange = Type.Partial(
  StrictObject({ ...limits, softwareWindow: Nullable(GivenMaintenanceWindow) }),
  {
    title: 'DeploymentSettingsChange',
    description: 'Settings for files and software to change; absent ones stay as they are.',
    additionalProperties: false,
  },
);
export type DeploymentSettingsChange = Static<typeof DeploymentSettingsChange>;

const Stored = Type.Partial(DeploymentSettings, { additionalProperties: false });

export const defaultDeploymentSettings: DeploymentSettings = {
  maxTransfers: 100,
  maxTransfersPerSubnet: 20,
  softwareWindow: null,
};

const group = settingsGroup<DeploymentSettings>('deployments', Stored, defaultDeploymentSettings);

/** Also over the connection of a transaction: whoever gives places reads them in it. */
export const getDeploymentSettings = group.read;

/** Changes settings on all nodes; a window that names no time zone gets that of the settings. */
export async function changeDeploymentSettings(
  context: Pick<ServerContext, 'db' | 'pool' | 'clock' | 'events'>,
  { softwareWindow, ...limits }: DeploymentSettingsChange,
): Promise<DeploymentSettings> {
  if (softwareWindow === undefined) return group.change(context, limits);
  const timeZone = softwareWindow?.timeZone ?? (await getDefaultTimeZone(context.pool));
  return group.change(context, {
    ...limits,
    softwareWindow: softwareWindow && { ...softwareWindow, timeZone },
  });
}

/** @throws AppError `request.invalid` for a time zone that does not exist */
export function checkDeploymentSettings({ softwareWindow }: DeploymentSettingsChange): void {
  const timeZone = softwareWindow?.timeZone;
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    throw invalidRequest([unknownZone(timeZone, 'deployments.softwareWindow.timeZone')]);
  }
}
