import type { ServerContext } from '../../infra/context.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import {
  changeDeploymentSettings,
  checkDeploymentSettings,
  getDeploymentSettings,
} from './deployment-settings.ts';
import { changeFileSettings, checkFileSettings, fileSettings } from './file-settings.ts';
import { changeJobSettings, getJobSettings } from './job-settings.ts';
import { changeMobilitySettings, getMobilitySettings } from './mobility-settings.ts';
import { changePhoneSettings, getPhoneSettings } from './phone-settings.ts';
import { changeScanSettings, getScanSettings } from './scan-settings.ts';
import { changeServerSettings, checkServerSettings, getServerSettings } from './server-settings.ts';
import { changeSettingsSchema, getSettingsSchema } from './settings.schema.ts';
import { changeStorageProviderSettings, getStorageProviderSettings } from './storage-provider-settings.ts';

export function settingRoutes(app: ApiServer, context: ServerContext): void {
  const getSettings = async () => ({
    server: await getServerSettings(context.pool),
    phones: await getPhoneSettings(context),
    scans: await getScanSettings(context),
    mobility: await getMobilitySettings(context),
    jobs: await getJobSettings(context.pool),
    deployments: await getDeploymentSettings(context.pool),
    storageProviders: await getStorageProviderSettings(context.pool),
    files: await fileSettings.read(context.pool),
  });

  app.get('/settings', { schema: getSettingsSchema }, getSettings);

  app.patch('/settings', { schema: changeSettingsSchema }, async (request) => {
    const { server, phones, scans, mobility, jobs, deployments, storageProviders, files } = request.body;
    // The parts that may be refused go first, so that nothing is changed when one is.
    if (server !== undefined) checkServerSettings(server);
    if (files !== undefined) checkFileSettings(files);
    if (deployments !== undefined) checkDeploymentSettings(deployments);
    if (scans !== undefined) await changeScanSettings(context, scans);
    if (server !== undefined) await changeServerSettings(context, server);
    if (storageProviders !== undefined) await changeStorageProviderSettings(context, storageProviders);
    if (jobs !== undefined) await changeJobSettings(context, jobs);
    if (deployments !== undefined) await changeDeploymentSettings(context, deployments);
    if (files !== undefined) await changeFileSettings(context, files);
    if (mobility !== undefined) await changeMobilitySettings(context, mobility);
    if (phones !== undefined) await changePhoneSettings(context, phones);
    return getSettings();
  });
}
