import type {
  AccountSourcesTable,
  AccountsTable,
  SavedViewsTable,
  SessionsTable,
  SignInAttemptsTable,
} from './tables/accounts.ts';
import type {
  ClientAddressesTable,
  ClientBasicItemsTable,
  ClientContactsTable,
  ClientPollsTable,
  ClientsTable,
  ContactLogTable,
  QuietContactsTable,
} from './tables/clients.ts';
import type {
  ClientFilesTable,
  SoftwareOrdersTable,
  SoftwareUpdatesTable,
  TemplateFilesDueTable,
  TransfersTable,
} from './tables/deployments.ts';
import type { DialoguePiecesTable, DialoguesTable } from './tables/dialogues.ts';
import type {
  FileContentsTable,
  FileDownloadsTable,
  FilePiecesTable,
  FileServerSharesTable,
  FilesTable,
  FileUploadsTable,
  JobFilesTable,
  TemplateFilesTable,
} from './tables/files.ts';
import type {
  ItemCorrectionsTable,
  ItemRefusalsTable,
  NotificationsTable,
  SettingsTable,
} from './tables/installation.ts';
import type { JobsTable, JobTargetEventsTable, JobTargetsTable, RecurringJobsTable } from './tables/jobs.ts';
import type {
  HeldPhonesTable,
  PlugAndPlayClientsTable,
  ScanAddressesTable,
  ScansTable,
} from './tables/onboarding.ts';
import type {
  RolloutChangesTable,
  RolloutClientsTable,
  RolloutEventsTable,
  RolloutJobsTable,
  RolloutsTable,
  RolloutWavesTable,
} from './tables/rollouts.ts';
import type {
  StorageProviderScansTable,
  StorageProviderSearchesTable,
  StorageProvidersTable,
} from './tables/storage-providers.ts';
import type {
  ClientFactsTable,
  ClientTemplatesTable,
  GroupMembersTable,
  GroupsTable,
  GroupTemplatesTable,
  TemplateAssignmentsTable,
  TemplatesTable,
  TemplateValuesTable,
  UnsettledClientsTable,
  UsageCountsTable,
} from './tables/templates.ts';
import type {
  OwnValuesTable,
  UserDataTable,
  UserLogonsTable,
  UsersTable,
  UserValuesTable,
} from './tables/users.ts';
import type {
  DesiredValuesTable,
  ReportedValuesTable,
  ValueChangesTable,
  ValueHistoryTable,
  ValuesDueTable,
} from './tables/values.ts';

export type * from './tables/accounts.ts';
export type * from './tables/clients.ts';
export type * from './tables/deployments.ts';
export type * from './tables/dialogues.ts';
export type * from './tables/files.ts';
export type * from './tables/installation.ts';
export type * from './tables/jobs.ts';
export type * from './tables/onboarding.ts';
export type * from './tables/rollouts.ts';
export type * from './tables/storage-providers.ts';
export type * from './tables/templates.ts';
export type * from './tables/users.ts';
export type * from './tables/values.ts';

export interface Database {
  clients: ClientsTable;
  clientBasicItems: ClientBasicItemsTable;
  clientContacts: ClientContactsTable;
  clientAddresses: ClientAddressesTable;
  reportedValues: ReportedValuesTable;
  desiredValues: DesiredValuesTable;
  /** A view: of what is wanted of each value, that which is in force (see the values feature). */
  effectiveValues: DesiredValuesTable;
  valueChanges: ValueChangesTable;
  valueHistory: ValueHistoryTable;
  clientPolls: ClientPollsTable;
  contactLog: ContactLogTable;
  quietContacts: QuietContactsTable;
  savedViews: SavedViewsTable;
  plugAndPlayClients: PlugAndPlayClientsTable;
  heldPhones: HeldPhonesTable;
  valuesDue: ValuesDueTable;
  templates: TemplatesTable;
  templateValues: TemplateValuesTable;
  clientTemplates: ClientTemplatesTable;
  templateAssignments: TemplateAssignmentsTable;
  unsettledClients: UnsettledClientsTable;
  usageCounts: UsageCountsTable;
  clientFacts: ClientFactsTable;
  groups: GroupsTable;
  groupTemplates: GroupTemplatesTable;
  groupMembers: GroupMembersTable;
  scans: ScansTable;
  scanAddresses: ScanAddressesTable;
  storageProviders: StorageProvidersTable;
  storageProviderScans: StorageProviderScansTable;
  storageProviderSearches: StorageProviderSearchesTable;
  users: UsersTable;
  userValues: UserValuesTable;
  userData: UserDataTable;
  userLogons: UserLogonsTable;
  ownValues: OwnValuesTable;
  dialogues: DialoguesTable;
  dialoguePieces: DialoguePiecesTable;
  jobs: JobsTable;
  jobTargets: JobTargetsTable;
  jobTargetEvents: JobTargetEventsTable;
  rollouts: RolloutsTable;
  rolloutWaves: RolloutWavesTable;
  rolloutChanges: RolloutChangesTable;
  rolloutClients: RolloutClientsTable;
  rolloutJobs: RolloutJobsTable;
  rolloutEvents: RolloutEventsTable;
  clientFiles: ClientFilesTable;
  softwareOrders: SoftwareOrdersTable;
  transfers: TransfersTable;
  recurringJobs: RecurringJobsTable;
  templateFilesDue: TemplateFilesDueTable;
  softwareUpdates: SoftwareUpdatesTable;
  accounts: AccountsTable;
  sessions: SessionsTable;
  accountSources: AccountSourcesTable;
  signInAttempts: SignInAttemptsTable;
  notifications: NotificationsTable;
  settings: SettingsTable;
  itemCorrections: ItemCorrectionsTable;
  itemRefusals: ItemRefusalsTable;
  files: FilesTable;
  fileContents: FileContentsTable;
  filePieces: FilePiecesTable;
  fileUploads: FileUploadsTable;
  jobFiles: JobFilesTable;
  templateFiles: TemplateFilesTable;
  fileDownloads: FileDownloadsTable;
  fileServerShares: FileServerSharesTable;
}
