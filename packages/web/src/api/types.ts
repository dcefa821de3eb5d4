// Names for what the generated description of the API holds. `npm run api-types -w @deskfleet/web` generates it anew
// from the server.
import type { components, operations } from './generated/schema.d.ts';

export type { paths } from './generated/schema.d.ts';

type Schemas = components['schemas'];
type Query<Name extends keyof operations> = NonNullable<operations[Name]['parameters']['query']>;

export type Account = Schemas['Account'];
export type Session = Schemas['Session'];
export type Problem = Schemas['Problem'];
/** What somebody else has made of a thing in the meantime. */
export type CurrentState = Schemas['CurrentState'];
/** The server's objection to one field; `text` has it in both languages where the server knows them. */
export type ProblemCode = Problem['code'];
export type FieldProblem = Schemas['FieldError'];
export type Language = NonNullable<Account['language']>;
export type Theme = NonNullable<Account['theme']>;

export type Client = Schemas['Client'];
export type ClientDetail = Schemas['ClientDetail'];
export type ClientFacets = Schemas['ClientFacets'];
export type ClientListQuery = Query<'listClients'>;
export type ClientSort = NonNullable<ClientListQuery['sort']>;
export type ClientState = NonNullable<ClientListQuery['state']>;
export type ClientMobility = NonNullable<ClientListQuery['mobility']>;
export type ClientAccess = NonNullable<ClientListQuery['access']>;
export type LoggedContact = Schemas['LoggedContact'];
export type LoggedStep = Schemas['LoggedStep'];
export type LoggedItem = Schemas['LoggedItem'];
export type ContactListQuery = Query<'listClientContacts'>;
export type ContactKind = NonNullable<ContactListQuery['kind']>;
export type CopyOrder = Schemas['CopyOrder'];
export type SavedView = Schemas['SavedView'];
export type NewSavedView = Schemas['NewSavedView'];
export type SortOrder = NonNullable<ClientListQuery['order']>;
export type ClientScope = Schemas['NewConfigureJob']['clients'];
export type ClientFilter = Schemas['ClientsByFilter']['filter'];

export type ClientValue = Schemas['ClientValue'];
export type ClientValues = Schemas['ClientValues'];
export type ValueState = ClientValue['state'];
export type ValueLayer = Schemas['ValueLayer'];
export type ValuesSummary = Schemas['ValuesSummary'];
export type ClientKind = Schemas['ClientKind'];
export type HistoryEntry = Schemas['HistoryEntry'];
export type ValueChange = Schemas['ValueChange'];
export type NotPutBack = Schemas['NotPutBack'];

export type Job = Schemas['Job'];
export type JobType = Job['type'];
export type JobState = Job['state'];
export type JobValue = Schemas['JobValue'];
export type JobListQuery = Query<'listJobs'>;
export type JobOrigin = Schemas['JobOrigin'];
export type RecurringJob = Schemas['RecurringJob'];
export type NewRecurringJob = Schemas['NewRecurringJob'];
export type RecurringListQuery = Query<'listRecurringJobs'>;
export type RecurringSort = NonNullable<RecurringListQuery['sort']>;
export type JobSettings = Schemas['JobSettings'];
export type JobSort = NonNullable<JobListQuery['sort']>;
export type JobOrder = Schemas['NewConfigureJob'] | Schemas['NewActionJob'] | Schemas['NewDeployJob'];
export type Rollout = Schemas['Rollout'];
export type RolloutDetail = Schemas['RolloutDetail'];
export type RolloutState = Rollout['state'];
export type RolloutSentence = Schemas['RolloutSentence'];
export type RolloutCounts = Schemas['RolloutCounts'];
export type RolloutClient = Schemas['RolloutClient'];
export type RolloutClientState = RolloutClient['state'];
export type NewRollout = Schemas['NewRollout'];
export type RolloutPlan = Schemas['RolloutPlan'];
export type RolloutChange = Schemas['RolloutChange'];
export type RolloutPlanChange = Schemas['RolloutPlanChange'];
export type RolloutListQuery = Query<'listRollouts'>;
export type RolloutSort = NonNullable<RolloutListQuery['sort']>;
export type RolloutClientListQuery = Query<'listRolloutClients'>;
export type OrderedValue = Schemas['OrderedItem'] | Schemas['OrderedParameter'];
export type Target = Schemas['Target'];
export type TargetState = Target['state'];
export type TargetEvent = Schemas['TargetEvent'];
export type TargetListQuery = Query<'listJobTargets'>;
export type TargetSort = NonNullable<TargetListQuery['sort']>;

/** A sentence by its code and parameters, with the server's English wording as the last resort. */
export type CodedText = Schemas['Wording'];
export type TextParams = CodedText['params'];

export type LocalizedText = Schemas['LocalizedText'];
export type Catalog = Schemas['ParameterCatalog'];
export type Parameter = Schemas['Parameter'];
export type FunctionKeys = Schemas['FunctionKeys'];
export type KeyFunction = Schemas['KeyFunction'];
export type KeyLayout = Schemas['KeyLayout'];
export type KeyNumbering = Schemas['KeyNumbering'];

export type ItemName = Schemas['ItemName'];
export type ItemNameOverride = Schemas['ItemNameOverride'];
export type ItemNameListQuery = Query<'listItemNames'>;
export type ItemNameState = NonNullable<ItemNameListQuery['state']>;
export type ItemNameSort = NonNullable<ItemNameListQuery['sort']>;
export type ItemNameImport = Schemas['ItemNameImport'];
export type LearnedItem = Schemas['UnknownItem'];
export type LearnedMatch = Schemas['LearnMatch'];

export type PlugAndPlayClient = Schemas['PlugAndPlayClient'];
export type NewPlugAndPlayClient = Schemas['NewPlugAndPlayClient'];
export type PlugAndPlayQuery = Query<'listPlugAndPlayClients'>;
/** Of replacements it also tells what is left out. */
export type ImportReport = Schemas['ImportReport'] & Partial<Pick<Schemas['ReplacementReport'], 'leftOut'>>;
export type LeftOutItem = Schemas['LeftOutItem'];
export type Acceptance = Schemas['Acceptance'];
export type AcceptanceRules = Schemas['AcceptanceRules'];
export type HeldPhone = Schemas['HeldPhone'];
export type HeldPhoneQuery = Query<'listHeldPhones'>;
export type Scan = Schemas['Scan'];
export type ScanSettings = Schemas['ScanSettings'];
export type ServerSettings = Schemas['ServerSettings'];
export type ScannedAddress = Schemas['ScannedAddress'];
export type ScanAddressQuery = Query<'listScanAddresses'>;
export type Template = Schemas['Template'];
export type TemplateListQuery = Query<'listTemplates'>;
export type TemplateSort = NonNullable<TemplateListQuery['sort']>;
export type NewTemplate = Schemas['NewTemplate'];
export type TemplateValue = Schemas['TemplateValue'];
export type TemplateFile = Schemas['TemplateFile'];
export type LeftOutFile = Schemas['LeftOutFile'];
export type TemplateFilesChange = Schemas['TemplateFilesChange'];
export type TemplateContent = Schemas['TemplateContent'];
export type TemplateImpact = Schemas['TemplateImpact'];
export type TemplateConflict = Schemas['TemplateConflict'];
export type TemplateValueDifference = Schemas['TemplateValueDifference'];
export type ClientTemplates = Schemas['ClientTemplates'];

export type Group = Schemas['Group'];
export type GroupFilter = Schemas['GroupFilter'];
export type GroupListQuery = Query<'listGroups'>;
export type GroupSort = NonNullable<GroupListQuery['sort']>;
export type NewGroup = Schemas['NewGroup'];
export type GroupMember = Schemas['GroupMember'];
export type MemberListQuery = Query<'listGroupMembers'>;
export type NamedReference = Schemas['NamedReference'];

export type StorageProvider = Schemas['StorageProvider'];
export type StorageProviderScan = Schemas['StorageProviderScan'];
export type StorageProviderSearch = Schemas['StorageProviderSearch'];
export type FoundStorageProvider = Schemas['FoundStorageProvider'];
export type NewStorageProvider = Schemas['NewStorageProvider'];
export type StorageProviderChange = Schemas['StorageProviderChange'];
export type StorageProviderTrial = Schemas['StorageProviderTrial'];
export type StorageProviderSchedule = StorageProvider['schedule'];
export type StorageProviderListQuery = Query<'listStorageProviders'>;
export type StorageProviderSort = NonNullable<StorageProviderListQuery['sort']>;

export type User = Schemas['User'];
export type NewUser = Schemas['NewUser'];
export type UserChange = Schemas['UserChange'];
export type UserLogon = Schemas['UserLogon'];
export type UserScope = Schemas['NewLogoff']['users'];
export type LogonOrder = Schemas['NewLogon'];
export type MobilitySettings = Schemas['MobilitySettings'];
export type UserListQuery = Query<'listUsers'>;

export type StoredFile = Schemas['File'];
export type FileType = StoredFile['type'];
export type FileFacts = Schemas['FileFacts'];
export type FileChange = Schemas['FileChange'];
export type FileListQuery = Query<'listFiles'>;
export type FileSort = NonNullable<FileListQuery['sort']>;
export type FileDownload = Schemas['FileDownload'];
export type DownloadListQuery = Query<'listFileDownloads'>;
export type DownloadSort = NonNullable<DownloadListQuery['sort']>;
/** What the file server and deployments keep to. */
export interface FileServerSettings {
  files: Schemas['FileSettings'];
  deployments: Schemas['DeploymentSettings'];
}
export interface FileServerSettingsChange {
  files: Schemas['FileSettingsChange'];
  deployments: Schemas['DeploymentSettingsChange'];
}
export type UploadStep = Schemas['FileUploadStep'];

export type DeploymentToCheck = Schemas['DeploymentToCheck'];
export type DeploymentCheck = Schemas['DeploymentCheck'];
export type CheckedClient = DeploymentCheck['clients'][number];
export type DeployVerdict = CheckedClient['verdict'];
export type OrderedFile = DeploymentToCheck['files'][number];
export type DeployOrder = Schemas['NewDeployJob'];
export type DeployPriority = NonNullable<DeployOrder['priority']>;
export type ClientFile = Schemas['ClientFiles']['items'][number];
export type TargetFile = Schemas['TargetFile'];

export type Notification = Schemas['Notification'];

/** One page of a list. */
export interface Page<T> {
  items: T[];
  total: number;
  page: number;
  pageSize: number;
}

/** What a server-sent `change` event names; "all" stands for more ids than fit. */
export interface ChangeEvent {
  clients?: string[] | 'all';
  jobs?: string[] | 'all';
  recurringJobs?: string[] | 'all';
  rollouts?: string[] | 'all';
  plugAndPlay?: string[] | 'all';
  heldPhones?: string[] | 'all';
  scans?: string[] | 'all';
  users?: string[] | 'all';
  templates?: string[] | 'all';
  files?: string[] | 'all';
  storageProviders?: string[] | 'all';
  groups?: string[] | 'all';
  notifications?: boolean;
  /** The catalog of parameters. */
  parameters?: boolean;
}
