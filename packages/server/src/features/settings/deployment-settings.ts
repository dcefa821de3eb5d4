import type { ClientBase, Pool } from 'pg';
import type { Static } from 'typebox';
import Type from 'typebox';
import type { ServerContext } from '../../infra/context.ts';
import { StrictObject } from '../../infra/http/schemas.ts';
import { ensureSetting, readSetting } from './settings.queries.ts';

const KEY = 'deployments';

/** How many phones fetch files at a time. */
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
  },
  { title: 'DeploymentSettings', description: 'How files and software come to phones.' },
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
};

/** @param connection also that of a transaction: whoever gives places reads them in it */
export async function getDeploymentSettings(connection: Pool | ClientBase): Promise<DeploymentSettings> {
  return { ...defaultDeploymentSettings, ...(await readSetting(connection, KEY, Stored)) };
}

/** Changes settings on all nodes. */
export async function changeDeploymentSettings(
  context: Pick<ServerContext, 'db' | 'clock' | 'events'>,
  change: Partial<DeploymentSettings>,
): Promise<DeploymentSettings> {
  const { value } = await ensureSetting(context, KEY, Stored, async (stored) => ({ ...stored, ...change }));
  context.events.changed('settings', [KEY]);
  return { ...defaultDeploymentSettings, ...value };
}
