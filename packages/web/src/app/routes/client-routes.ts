import { createRoute } from '@tanstack/react-router';
import { readHeldSearch, WaitingPage } from '../../features/acceptance/index.ts';
import {
  ClientConfiguration,
  ClientContacts,
  ClientFunctionKeys,
  ClientHistory,
  ClientJobs,
  ClientOverview,
  ClientPage,
  ClientsPage,
  ConfigureFunctionKeys,
  ConfigurePage,
  ConfigureValues,
  prefetchClientList,
  readClientListSearch,
  readConfigureSearch,
  readContactSearch,
} from '../../features/clients/index.ts';
import { readConfigurationView, readHistorySearch, readKeyView } from '../../features/configuration/index.ts';
import { ClientFiles, DeployPage, readDeploySearch } from '../../features/deployments/index.ts';
import { readJobListSearch } from '../../features/jobs/index.ts';
import {
  PlugAndPlayPage,
  PreparedConfiguration,
  PreparedFunctionKeys,
  PreparedPage,
  readPlugAndPlaySearch,
} from '../../features/plug-and-play/index.ts';
import { readScanSearch, readScansSearch, ScanPage, ScansPage } from '../../features/scans/index.ts';
import { queryClient } from '../query-client.ts';
import { signedIn } from './frame.ts';

const clients = createRoute({
  getParentRoute: () => signedIn,
  path: '/clients',
  validateSearch: readClientListSearch,
  loaderDeps: ({ search }) => search,
  // Not awaited: the page shows at once what it is, and the rows when they are there.
  loader: ({ deps }) => void prefetchClientList(queryClient, deps).catch(() => {}),
  component: ClientsPage,
});

const configure = createRoute({
  getParentRoute: () => signedIn,
  path: '/clients/configure',
  validateSearch: readConfigureSearch,
  component: ConfigurePage,
});

const configureValues = createRoute({
  getParentRoute: () => configure,
  path: '/',
  validateSearch: readConfigurationView,
  component: ConfigureValues,
});

const configureFunctionKeys = createRoute({
  getParentRoute: () => configure,
  path: '/function-keys',
  validateSearch: readKeyView,
  component: ConfigureFunctionKeys,
});

const deploy = createRoute({
  getParentRoute: () => signedIn,
  path: '/clients/deploy',
  validateSearch: readDeploySearch,
  component: DeployPage,
});

const plugAndPlay = createRoute({
  getParentRoute: () => signedIn,
  path: '/clients/plug-and-play',
  validateSearch: readPlugAndPlaySearch,
  component: PlugAndPlayPage,
});

const prepared = createRoute({
  getParentRoute: () => signedIn,
  path: '/clients/plug-and-play/$preparedId',
  component: PreparedPage,
});

const preparedConfiguration = createRoute({
  getParentRoute: () => prepared,
  path: '/',
  validateSearch: readConfigurationView,
  component: PreparedConfiguration,
});

const preparedFunctionKeys = createRoute({
  getParentRoute: () => prepared,
  path: '/function-keys',
  validateSearch: readKeyView,
  component: PreparedFunctionKeys,
});

const waiting = createRoute({
  getParentRoute: () => signedIn,
  path: '/clients/waiting',
  validateSearch: readHeldSearch,
  component: WaitingPage,
});

const scans = createRoute({
  getParentRoute: () => signedIn,
  path: '/clients/scans',
  validateSearch: readScansSearch,
  component: ScansPage,
});

const scan = createRoute({
  getParentRoute: () => signedIn,
  path: '/clients/scans/$scanId',
  validateSearch: readScanSearch,
  component: ScanPage,
});

const client = createRoute({
  getParentRoute: () => signedIn,
  path: '/clients/$clientId',
  component: ClientPage,
});

const clientOverview = createRoute({
  getParentRoute: () => client,
  path: '/',
  component: ClientOverview,
});

const clientConfiguration = createRoute({
  getParentRoute: () => client,
  path: '/configuration',
  validateSearch: readConfigurationView,
  component: ClientConfiguration,
});

const clientFunctionKeys = createRoute({
  getParentRoute: () => client,
  path: '/function-keys',
  validateSearch: readKeyView,
  component: ClientFunctionKeys,
});

const clientFiles = createRoute({
  getParentRoute: () => client,
  path: '/files',
  component: ClientFiles,
});

const clientJobs = createRoute({
  getParentRoute: () => client,
  path: '/jobs',
  validateSearch: readJobListSearch,
  component: ClientJobs,
});

const clientContacts = createRoute({
  getParentRoute: () => client,
  path: '/contacts',
  validateSearch: readContactSearch,
  component: ClientContacts,
});

const clientHistory = createRoute({
  getParentRoute: () => client,
  path: '/history',
  validateSearch: readHistorySearch,
  component: ClientHistory,
});

/** Clients: those that are there, are looked for, or wait. */
export const clientRoutes = [
  clients,
  configure.addChildren([configureValues, configureFunctionKeys]),
  deploy,
  plugAndPlay,
  prepared.addChildren([preparedConfiguration, preparedFunctionKeys]),
  waiting,
  scans,
  scan,
  client.addChildren([
    clientOverview,
    clientConfiguration,
    clientFunctionKeys,
    clientFiles,
    clientJobs,
    clientContacts,
    clientHistory,
  ]),
] as const;
