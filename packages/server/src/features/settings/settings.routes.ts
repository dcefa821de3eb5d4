import type { ServerContext } from '../../infra/context.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { changePhoneSettings, getPhoneSettings } from './phone-settings.ts';
import { changeSettingsSchema, getSettingsSchema } from './settings.schema.ts';

export function settingRoutes(app: ApiServer, context: ServerContext): void {
  app.get('/settings', { schema: getSettingsSchema }, async () => ({
    phones: await getPhoneSettings(context),
  }));

  app.patch('/settings', { schema: changeSettingsSchema }, async (request) => {
    const { phones } = request.body;
    return {
      phones:
        phones === undefined ? await getPhoneSettings(context) : await changePhoneSettings(context, phones),
    };
  });
}
