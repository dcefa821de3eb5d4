import { fileURLToPath } from 'node:url';
import { acceptanceRoutes } from './features/acceptance/index.ts';
import { accountRoutes } from './features/accounts/index.ts';
import { clientRoutes } from './features/clients/index.ts';
import { contactLogRoutes } from './features/contact-log/index.ts';
import { copyClientRoutes } from './features/copy-client/index.ts';
import { deploymentRoutes } from './features/deployments/index.ts';
import { eventRoutes } from './features/events/index.ts';
import { fileRoutes } from './features/files/index.ts';
import { groupRoutes } from './features/groups/index.ts';
import { itemNameRoutes } from './features/item-names/index.ts';
import { jobRoutes } from './features/jobs/index.ts';
import { notificationRoutes } from './features/notifications/index.ts';
import { functionKeyRoutes, parameterRoutes } from './features/parameters/index.ts';
import { plugAndPlayRoutes } from './features/plug-and-play/index.ts';
import { recurringJobRoutes } from './features/recurring-jobs/index.ts';
import { rolloutRoutes } from './features/rollouts/index.ts';
import { savedViewRoutes } from './features/saved-views/index.ts';
import { scanRoutes } from './features/scans/index.ts';
import { guardSessions } from './features/sessions/index.ts';
import { settingRoutes } from './features/settings/index.ts';
import { signInRoutes } from './features/sign-in/index.ts';
import { storageProviderRoutes } from './features/storage-providers/index.ts';
import { templateFileRoutes } from './features/template-files/index.ts';
import { templateOrderRoutes } from './features/template-orders/index.ts';
import { templateRoutes } from './features/templates/index.ts';
import { userRoutes } from './features/users/index.ts';
import { valueRoutes } from './features/values/index.ts';
import type { ServerContext } from './infra/context.ts';
import { apiReferenceRoutes } from './infra/http/api-reference.ts';
import { createApiServer } from './infra/http/api-server.ts';
import type { ApiServer } from './infra/http/api-server-types.ts';
import { describeApi, openApiRoute } from './infra/http/openapi.ts';
import { serveWebApp } from './infra/http/web-app.ts';

/** Every feature of the admin API, each with the name under which the API's description groups it. */
const features = [
  { tag: 'session', about: 'Signing in and out.', routes: signInRoutes },
  { tag: 'accounts', about: 'Who signs in to the admin app.', routes: accountRoutes },
  {
    tag: 'clients',
    about: 'Managed phones and their values.',
    routes: (app, context) => {
      clientRoutes(app, context);
      valueRoutes(app, context);
      savedViewRoutes(app, context);
      contactLogRoutes(app, context);
      copyClientRoutes(app, context);
    },
  },
  {
    tag: 'acceptance',
    about: 'Whether unknown phones are accepted, held for approval or refused.',
    routes: acceptanceRoutes,
  },
  { tag: 'scans', about: 'Looking for phones in a range of addresses.', routes: scanRoutes },
  {
    tag: 'plug-and-play',
    about: 'Clients that are prepared before their phones call.',
    routes: plugAndPlayRoutes,
  },
  { tag: 'users', about: 'Mobile users: who logs on to phones.', routes: userRoutes },
  {
    tag: 'jobs',
    about: 'Orders of administrators and what became of them.',
    routes: (app, context) => {
      jobRoutes(app, context);
      recurringJobRoutes(app, context);
    },
  },
  { tag: 'rollouts', about: 'Orders that go out in waves, and stop themselves.', routes: rolloutRoutes },
  { tag: 'deployments', about: 'Files and software on their way to phones.', routes: deploymentRoutes },
  {
    tag: 'templates',
    about: 'Sets of values for many clients.',
    routes: (app, context) => {
      templateRoutes(app, context);
      templateOrderRoutes(app, context);
      templateFileRoutes(app, context);
    },
  },
  { tag: 'files', about: 'What can be deployed to phones.', routes: fileRoutes },
  {
    tag: 'storage-providers',
    about: 'Places where files lie that can be deployed.',
    routes: storageProviderRoutes,
  },
  { tag: 'groups', about: 'Clients that belong together, and their templates.', routes: groupRoutes },
  {
    tag: 'parameters',
    about: 'What can be set on phones.',
    routes: (app, context) => {
      parameterRoutes(app, context);
      functionKeyRoutes(app);
    },
  },
  {
    tag: 'item-names',
    about: 'How parameters are called on the wire, and corrections of it.',
    routes: itemNameRoutes,
  },
  { tag: 'notifications', about: 'What administrators should know.', routes: notificationRoutes },
  { tag: 'settings', about: 'Settings of the installation.', routes: settingRoutes },
  { tag: 'events', about: 'Live news.', routes: eventRoutes },
] as const satisfies readonly {
  readonly tag: string;
  readonly about: string;
  readonly routes: (app: ApiServer, context: ServerContext) => void;
}[];

const PREFIX = '/api/v1';

export interface AdminApiOptions {
  /** TLS private keys and certificates, PEM; see `keepServerCertificate`. */
  readonly tls: { readonly key: string[]; readonly cert: string[] };
  /** The built web app. Default: `packages/web/dist`. */
  readonly webFolder?: string;
}

/**
 * The server for people and programs: the admin API, its description, and the web app. It is complete and does not
 * listen yet.
 */
export async function createAdminApi(context: ServerContext, options: AdminApiOptions): Promise<ApiServer> {
  const app = await createApiServer({ tls: options.tls, log: context.log });
  await describeApi(app, {
    title: 'Deskfleet',
    description:
      'The API of the Deskfleet server: everything that the admin app does. Lists answer `{ items, total, page, pageSize }`; errors are problem details (RFC 9457) with a stable `code`; times are UTC.',
    version: context.version,
    tags: features.map(({ tag, about }) => ({ name: tag, description: about })),
  });
  await app.register(
    async (api: ApiServer) => {
      guardSessions(api, context);
      for (const { routes } of features) routes(api, context);
    },
    { prefix: PREFIX },
  );
  openApiRoute(app);
  apiReferenceRoutes(app);
  serveWebApp(app, options.webFolder ?? fileURLToPath(new URL('../../web/dist', import.meta.url)));
  await app.ready();
  return app;
}
