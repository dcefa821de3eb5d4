import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { readHeldSearch, WaitingPage } from '../features/acceptance/index.ts';
import {
  ClientConfiguration,
  ClientContacts,
  ClientFunctionKeys,
  ClientHistory,
  ClientJobs,
  ClientOverview,
  ClientPage,
  ClientsPage,
  ConfigurePage,
  prefetchClientList,
  readClientListSearch,
  readConfigureSearch,
  readContactSearch,
} from '../features/clients/index.ts';
import { readConfigurationView, readHistorySearch, readKeyView } from '../features/configuration/index.ts';
import { ClientFiles, DeployPage, readDeploySearch } from '../features/deployments/index.ts';
import { FilesPage, readFilesSearch } from '../features/files/index.ts';
import {
  EditGroupPage,
  GroupPage,
  GroupsPage,
  NewGroupPage,
  readGroupListSearch,
  readMemberSearch,
} from '../features/groups/index.ts';
import { ItemNamesPage, readItemNameSearch } from '../features/item-names/index.ts';
import { JobPage, JobsPage, readJobListSearch, readJobSearch } from '../features/jobs/index.ts';
import { PlugAndPlayPage, readPlugAndPlaySearch } from '../features/plug-and-play/index.ts';
import { RecurringJobsPage, readRecurringSearch } from '../features/recurring-jobs/index.ts';
import {
  NewRolloutPage,
  RolloutPage,
  RolloutsPage,
  readNewRolloutSearch,
  readRolloutListSearch,
  readRolloutSearch,
} from '../features/rollouts/index.ts';
import { readScanSearch, readScansSearch, ScanPage, ScansPage } from '../features/scans/index.ts';
import { readProviderListSearch, StorageProvidersPage } from '../features/storage-providers/index.ts';
import {
  ApplyTemplatePage,
  CompareTemplatesPage,
  GenerateTemplatePage,
  readApplySearch,
  readCompareSearch,
  readContentSearch,
  readGenerateSearch,
  readTemplateListSearch,
  readTemplatePageSearch,
  TemplateConfiguration,
  TemplateContentView,
  TemplateFiles,
  TemplateFunctionKeys,
  TemplateHistory,
  TemplateOverview,
  TemplatePage,
  TemplatesPage,
} from '../features/templates/index.ts';
import {
  readUsersSearch,
  UserConfiguration,
  UserFunctionKeys,
  UserHistory,
  UserOverview,
  UserPage,
  UsersPage,
} from '../features/users/index.ts';
import { PageSkeleton } from '../shared/components/page-skeleton.tsx';
import { parseSearch, stringifySearch } from '../shared/list/search-params.ts';
import { Crashed } from './crashed.tsx';
import { NotFound } from './not-found.tsx';
import { queryClient } from './query-client.ts';
import { Shell } from './shell/shell.tsx';

const rootRoute = createRootRoute();

const signedIn = createRoute({ getParentRoute: () => rootRoute, id: 'signed-in', component: Shell });

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  component: lazyRouteComponent(() => import('./home/home-page.tsx'), 'HomePage'),
});

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

const files = createRoute({
  getParentRoute: () => signedIn,
  path: '/files',
  validateSearch: readFilesSearch,
  component: FilesPage,
});

const users = createRoute({
  getParentRoute: () => signedIn,
  path: '/users',
  validateSearch: readUsersSearch,
  component: UsersPage,
});

const user = createRoute({ getParentRoute: () => signedIn, path: '/users/$userId', component: UserPage });

const userOverview = createRoute({ getParentRoute: () => user, path: '/', component: UserOverview });

const userConfiguration = createRoute({
  getParentRoute: () => user,
  path: '/configuration',
  validateSearch: readConfigurationView,
  component: UserConfiguration,
});

const userFunctionKeys = createRoute({
  getParentRoute: () => user,
  path: '/function-keys',
  validateSearch: readKeyView,
  component: UserFunctionKeys,
});

const userHistory = createRoute({
  getParentRoute: () => user,
  path: '/history',
  validateSearch: readHistorySearch,
  component: UserHistory,
});

const templates = createRoute({
  getParentRoute: () => signedIn,
  path: '/templates',
  validateSearch: readTemplateListSearch,
  component: TemplatesPage,
});

const compareTemplates = createRoute({
  getParentRoute: () => signedIn,
  path: '/templates/compare',
  validateSearch: readCompareSearch,
  component: CompareTemplatesPage,
});

const applyTemplate = createRoute({
  getParentRoute: () => signedIn,
  path: '/templates/apply',
  validateSearch: readApplySearch,
  component: ApplyTemplatePage,
});

const generateTemplate = createRoute({
  getParentRoute: () => signedIn,
  path: '/templates/from-client',
  validateSearch: readGenerateSearch,
  component: GenerateTemplatePage,
});

const template = createRoute({
  getParentRoute: () => signedIn,
  path: '/templates/$templateId',
  validateSearch: readTemplatePageSearch,
  component: TemplatePage,
});

const templateOverview = createRoute({
  getParentRoute: () => template,
  path: '/',
  component: TemplateOverview,
});

const templateConfiguration = createRoute({
  getParentRoute: () => template,
  path: '/configuration',
  validateSearch: readConfigurationView,
  component: TemplateConfiguration,
});

const templateFunctionKeys = createRoute({
  getParentRoute: () => template,
  path: '/function-keys',
  validateSearch: readKeyView,
  component: TemplateFunctionKeys,
});

const templateContent = createRoute({
  getParentRoute: () => template,
  path: '/content',
  validateSearch: readContentSearch,
  component: TemplateContentView,
});

const templateFiles = createRoute({
  getParentRoute: () => template,
  path: '/files',
  component: TemplateFiles,
});

const templateHistory = createRoute({
  getParentRoute: () => template,
  path: '/history',
  validateSearch: readHistorySearch,
  component: TemplateHistory,
});

const groups = createRoute({
  getParentRoute: () => signedIn,
  path: '/groups',
  validateSearch: readGroupListSearch,
  component: GroupsPage,
});

const newGroup = createRoute({
  getParentRoute: () => signedIn,
  path: '/groups/new',
  component: NewGroupPage,
});

const group = createRoute({
  getParentRoute: () => signedIn,
  path: '/groups/$groupId',
  validateSearch: readMemberSearch,
  component: GroupPage,
});

const editGroup = createRoute({
  getParentRoute: () => signedIn,
  path: '/groups/$groupId/edit',
  component: EditGroupPage,
});

const storageProviders = createRoute({
  getParentRoute: () => signedIn,
  path: '/storage-providers',
  validateSearch: readProviderListSearch,
  component: StorageProvidersPage,
});

const jobs = createRoute({
  getParentRoute: () => signedIn,
  path: '/jobs',
  validateSearch: readJobListSearch,
  component: JobsPage,
});

const recurringJobs = createRoute({
  getParentRoute: () => signedIn,
  path: '/jobs/recurring',
  validateSearch: readRecurringSearch,
  component: RecurringJobsPage,
});

const job = createRoute({
  getParentRoute: () => signedIn,
  path: '/jobs/$jobId',
  validateSearch: readJobSearch,
  component: JobPage,
});

const rollouts = createRoute({
  getParentRoute: () => signedIn,
  path: '/rollouts',
  validateSearch: readRolloutListSearch,
  component: RolloutsPage,
});

const newRollout = createRoute({
  getParentRoute: () => signedIn,
  path: '/rollouts/new',
  validateSearch: readNewRolloutSearch,
  component: NewRolloutPage,
});

const rollout = createRoute({
  getParentRoute: () => signedIn,
  path: '/rollouts/$rolloutId',
  validateSearch: readRolloutSearch,
  component: RolloutPage,
});

const itemNames = createRoute({
  getParentRoute: () => signedIn,
  path: '/item-names',
  validateSearch: readItemNameSearch,
  component: ItemNamesPage,
});

/** Everything else, inside the frame. */
const unknown = createRoute({ getParentRoute: () => signedIn, path: '$', component: NotFound });

const routeTree = rootRoute.addChildren([
  signedIn.addChildren([
    home,
    clients,
    configure,
    deploy,
    plugAndPlay,
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
    files,
    users,
    user.addChildren([userOverview, userConfiguration, userFunctionKeys, userHistory]),
    templates,
    compareTemplates,
    applyTemplate,
    generateTemplate,
    template.addChildren([
      templateOverview,
      templateConfiguration,
      templateFunctionKeys,
      templateContent,
      templateFiles,
      templateHistory,
    ]),
    groups,
    storageProviders,
    newGroup,
    group,
    editGroup,
    jobs,
    recurringJobs,
    job,
    rollouts,
    newRollout,
    rollout,
    itemNames,
    unknown,
  ]),
]);

export function createAppRouter() {
  return createRouter({
    routeTree,
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultPendingComponent: PageSkeleton,
    defaultNotFoundComponent: NotFound,
    defaultErrorComponent: Crashed,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
