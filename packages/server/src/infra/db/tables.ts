import type { ColumnType, Generated, JSONColumnType } from 'kysely';

/** Ids are 64-bit numbers in the database and texts everywhere else. */
type Id = Generated<string>;
type Ref = string;
type Instant = ColumnType<Date, Date, Date>;
type MaybeInstant = ColumnType<Date | null, Date | null | undefined, Date | null>;

/** A managed phone: identity, and what it says about itself (protocol reference section 8). */
export interface ClientsTable {
  id: Id;
  /** Device ID: MAC address in upper case with colons, or the identifier of a soft client. */
  deviceId: string;
  e164: string;
  basicE164: string;
  deviceType: string;
  /** Short name from the device type, e.g. `CP710`. */
  model: string;
  /** `SIP`, `HFA` or empty. */
  softwareType: string;
  softwareVersion: string;
  /** The version as fixed-width text, so that sorting by it follows the numbers. */
  softwareVersionKey: string;
  partNumber: string;
  contactMeUri: string;
  gigabitEthernet: boolean | null;
  backlightType: number | null;
  keyModules: number | null;
  mobilityEnabled: boolean;
  mobilityState: number | null;
  /** Its contact address is one at which the server may ask it to call (see `checkContactAddress`). */
  directAccess: Generated<boolean>;
  searchText: ColumnType<string, never, never>;
  firstSeenAt: Instant;
}

/** When a client last asked by DCMP whether there is work for it, give or take some minutes. */
export interface ClientPollsTable {
  clientId: Ref;
  polledAt: Instant;
}

/** What a phone and the server said to each other in one dialogue (see the contact-log feature). */
export interface ContactLogTable {
  id: Id;
  clientId: Ref;
  beganAt: Instant;
  /** Parts of one dialogue that several nodes answered have the same. */
  dialogue: string;
  reason: string;
  address: string;
  tookMs: number;
  failed: boolean;
  steps: JSONColumnType<readonly LoggedStep[]>;
}

/** The last contacts of a client after which there was nothing to do. */
export interface QuietContactsTable {
  clientId: Ref;
  count: string;
  recent: JSONColumnType<readonly QuietContact[]>;
}

/** A contact after which there was nothing to do. */
export interface QuietContact {
  /** ISO 8601. */
  readonly at: string;
  readonly reason: string;
  readonly address: string;
}

/** An item of a logged message: secrets are only named. */
export interface LoggedItem {
  readonly name: string;
  readonly index?: number;
  readonly value?: string;
  readonly secret?: true;
  /** What the phone said of it. */
  readonly status?: string;
}

/** A message of a phone and the answer that it got. */
export interface LoggedStep {
  /** Milliseconds since the dialogue began. */
  readonly afterMs: number;
  /** Reason of the message, in the words of the protocol. */
  readonly reason: string;
  /** The action that a reply is about. */
  readonly repliesTo?: string;
  readonly status?: string;
  /** Items of the message; absent for a complete inventory, which nobody takes apart to count. */
  readonly items?: number;
  /** Size of its item lists, those of earlier pieces included. */
  readonly bytes: number;
  readonly pieces: number;
  /** Changes at the phone that it told by itself. */
  readonly told?: readonly LoggedItem[];
  readonly refused?: readonly LoggedItem[];
  /** Words of the phone on why it gave up. */
  readonly gaveUp?: string;
  /** Pieces of the reply were gone, so the phone was asked again. */
  readonly piecesLost?: true;
  readonly answer: string;
  readonly sent?: readonly LoggedItem[];
  /** How many items the answer had: more than `sent` shows are only counted. */
  readonly sentCount: number;
  /** Milliseconds from the message to its answer. */
  readonly tookMs: number;
}

/** A view of the clients list that an account keeps, for itself or for all. */
export interface SavedViewsTable {
  id: Id;
  accountId: Ref;
  name: string;
  shared: boolean;
  /** As `filter` of a selection of clients. */
  filter: JSONColumnType<Readonly<Record<string, string>>>;
  sort: string;
  sortOrder: 'asc' | 'desc';
  /** Names of the app's columns; the server does not know them. */
  columns: JSONColumnType<{ readonly order: readonly string[]; readonly hidden: readonly string[] }>;
  createdAt: Instant;
  updatedAt: Instant;
}

/** Every basic item of a client as sent, secrets left out: `[{ name, index?, value, status? }]`. */
export interface ClientBasicItemsTable {
  clientId: Ref;
  items: JSONColumnType<readonly StoredItem[]>;
}

/** What a contact of a client changes or asks for: one short row for each client. */
export interface ClientContactsTable {
  clientId: Ref;
  deviceId: string;
  lastContactAt: Instant;
  lastContactReason: string;
  /** Where it called from. */
  address: string;
  /** Fingerprint of its basic items and address. */
  profileHash: Buffer;
  /** Fingerprint of the raw inventory; null when what is reported has changed since. */
  inventoryHash: Buffer | null;
  inventoryAt: MaybeInstant;
  /** The inventory was told by other software. */
  inventoryOutdated: Generated<boolean>;
  contactRequestedAt: MaybeInstant;
  contactRequestedAddress: string | null;
}

export interface StoredItem {
  readonly name: string;
  readonly index?: number;
  readonly value: string;
  readonly status?: string;
}

/** Every address a client has called from. */
export interface ClientAddressesTable {
  clientId: Ref;
  address: string;
  firstSeenAt: Instant;
  lastSeenAt: Instant;
}

/** What a client last reported of its configuration, compressed (see the values feature). */
export interface ReportedValuesTable {
  clientId: Ref;
  document: Buffer;
}

export type DesiredOrigin = 'edit' | 'group' | 'template' | 'onboarding' | 'user';

/** What somebody wants on a client, with its origin (architecture section 5). `idx` -1 means no index. */
export interface DesiredValuesTable {
  clientId: Ref;
  item: string;
  idx: number;
  origin: DesiredOrigin;
  /** Decides among templates of one origin, the smaller one first; 0 for the client's own. */
  ranking: Generated<number>;
  /** Id of the template, group or user that wants it; 0 for the client's own. */
  sourceId: Generated<string>;
  value: string | null;
  /** Set instead of `value` for secrets. */
  sealed: string | null;
  setAt: Instant;
  setBy: Ref | null;
  jobId: Ref | null;
  /** Whether the phone reports another value, by what is known now. */
  drift: boolean;
  refusedStatus: string | null;
  refusedAt: MaybeInstant;
}

/** A change of desired values that was submitted, for one client or for many. */
export interface ValueChangesTable {
  id: Id;
  at: Instant;
  /** User name of who submitted it. */
  changedBy: string | null;
  cause: 'configure' | 'take-over' | 'put-back' | 'template' | 'group' | 'onboarding' | 'plug-and-play';
  jobId: Ref | null;
  /** The template or group that it is about; null: the clients' own edits. */
  source: JSONColumnType<ChangeSource | null>;
  /** What was set, in order; secrets are only named. */
  items: JSONColumnType<readonly ChangedItem[]>;
}

/** What a change of the history comes from, with the names of that time. */
export interface ChangeSource {
  readonly templateId: string;
  readonly templateName: string;
  /** How the template came to the client. */
  readonly origin: 'group' | 'template' | 'onboarding';
}

export interface ChangedItem {
  readonly item: string;
  readonly idx: number;
  /** Null: withdrawn, or a secret. */
  readonly value: string | null;
  /** A secret was set. */
  readonly secret?: true;
}

/** A change of desired values on one client. */
export interface ValueHistoryTable {
  id: Id;
  clientId: Ref;
  changeId: Ref;
  /** What was desired before, by place in the items of the change; true for a secret. Null: nothing of it was. */
  old: JSONColumnType<Readonly<Record<string, string | true>> | null>;
}

export type SecureModeChoice = 'disabled' | 'no-pin' | 'default-pin' | 'individual-pin';

/** A client that is prepared before its phone calls for the first time. */
export interface PlugAndPlayClientsTable {
  id: Id;
  /** MAC address in upper case with colons. */
  deviceId: string | null;
  e164: string | null;
  /** Short name of the model; empty: nobody said. */
  hardwareType: string;
  secureMode: SecureModeChoice;
  templateId: Ref | null;
  values: JSONColumnType<readonly PreparedValue[]>;
  version: Generated<number>;
  createdAt: Instant;
  /** User name of who prepared it. */
  createdBy: string | null;
  updatedAt: Instant;
  updatedBy: string | null;
  /** The account that changed it last. */
  accountId: Ref | null;
  /** The client in whose place the phone comes, and which may have the same number. */
  replacesClientId: Ref | null;
  recognizedAt: MaybeInstant;
  recognizedBy: 'device-id' | 'number' | null;
  /** The client that the phone became. */
  clientId: Ref | null;
}

/** A value that a client gets when its phone is recognized; a secret is sealed. */
export interface PreparedValue {
  readonly name: string;
  readonly index?: number;
  readonly value?: string;
  readonly sealed?: string;
}

/** An unknown phone that an administrator has to decide on (see the acceptance feature). */
export interface HeldPhonesTable {
  id: Id;
  deviceId: string;
  state: 'waiting' | 'approved' | 'refused';
  e164: string;
  deviceType: string;
  model: string;
  softwareType: string;
  softwareVersion: string;
  address: string;
  contactMeUri: string;
  calls: Generated<number>;
  firstCalledAt: Instant;
  lastCalledAt: Instant;
  notifiedAt: Instant;
  decidedAt: MaybeInstant;
  decidedBy: string | null;
  invitedAt: MaybeInstant;
}

/** Values that have come into force without a job and that the phone has still to get. */
export interface ValuesDueTable {
  clientId: Ref;
  /** See `itemKey`. */
  keys: string[];
  /** Counts what was added. */
  version: Generated<number>;
  /** When to ask the phone to call, should it not call by itself. */
  nextAttemptAt: Instant;
  /** How often in a row it could not be reached. */
  failures: Generated<number>;
}

export type TemplateType = 'onboarding' | 'default';
export type SoftwareUpdate = 'disabled' | 'ignored' | 'always' | 'only-newer';

/** A set of desired values for many clients. */
export interface TemplatesTable {
  id: Id;
  name: string;
  description: string;
  type: TemplateType;
  ranking: number;
  /** Short names of models that it is for; empty: all. */
  models: string[];
  /** `SIP` or `HFA`; empty: all. */
  softwareTypes: string[];
  softwareUpdate: SoftwareUpdate;
  version: Generated<number>;
  createdAt: Instant;
  updatedAt: Instant;
  /** User name of who changed it last. */
  updatedBy: string | null;
  /** Nobody sees it any more; its values are being withdrawn from clients. */
  removedAt: MaybeInstant;
}

/** The content of a template. `idx` -1 means no index. */
export interface TemplateValuesTable {
  templateId: Ref;
  item: string;
  idx: Generated<number>;
  value: string | null;
  /** Set instead of `value` for secrets. */
  sealed: string | null;
}

/** Templates that administrators have chosen for clients. */
export interface ClientTemplatesTable {
  clientId: Ref;
  templateId: Ref;
  chosenAt: Instant;
  chosenBy: string | null;
}

/** Templates that have their rows in `desired_values` of clients. */
export interface TemplateAssignmentsTable {
  clientId: Ref;
  origin: 'group' | 'template' | 'onboarding';
  templateId: Ref;
  ranking: number;
  assignedAt: Instant;
}

/** Clients whose templates have to be brought in line with what is chosen and with their groups. */
export interface UnsettledClientsTable {
  clientId: Ref;
}

/** How many clients templates and groups have: the sum of all rows of a subject and id. */
export interface UsageCountsTable {
  subject: 'template-clients' | 'template-chosen' | 'group-members';
  id: Ref;
  delta: ColumnType<string, number, number>;
}

/** What filters of groups look at, in short rows. */
export interface ClientFactsTable {
  clientId: Ref;
  /** The phone's own number, also while a mobile user is logged on. */
  e164: string;
  address: string | null;
  model: string;
  softwareType: string;
  /** Null: not looked for yet. */
  serverAddress: string | null;
}

/** Clients that a filter finds, and the templates that they get. */
export interface GroupsTable {
  id: Id;
  name: string;
  description: string;
  ranking: number;
  filter: JSONColumnType<object>;
  version: Generated<number>;
  createdAt: Instant;
  updatedAt: Instant;
  updatedBy: string | null;
}

export interface GroupTemplatesTable {
  groupId: Ref;
  templateId: Ref;
  /** Place in the list, from 0. */
  position: number;
}

export interface GroupMembersTable {
  clientId: Ref;
  groupId: Ref;
  joinedAt: Instant;
}

/** A search for phones in a range of addresses (see the scans feature). */
export interface ScansTable {
  id: Id;
  targets: string[];
  state: ScanState;
  total: number;
  perSecond: number;
  nextPortionAt: Instant;
  createdAt: Instant;
  createdBy: string | null;
  stoppedBy: string | null;
  endedAt: MaybeInstant;
  /** Addresses by what came of them, when it has ended. */
  counts: JSONColumnType<Readonly<Record<string, number>> | null>;
}

export type ScanState = 'running' | 'finished' | 'stopped';
export type ScannedState =
  | 'waiting'
  | 'asking'
  | 'answered'
  | 'refused'
  | 'timed-out'
  | 'no-route'
  | 'failed';

/** One address of a scan. */
export interface ScanAddressesTable {
  scanId: Ref;
  place: number;
  address: string;
  state: Generated<ScannedState>;
  /** The problem in words. */
  detail: string | null;
  /** Somebody has just asked there: it must wait so long. */
  notBefore: MaybeInstant;
  askedAt: MaybeInstant;
  /** The client whose phone called from there afterwards. */
  clientId: Ref | null;
}

/** Who logs on to phones with a number of their own. */
export interface UsersTable {
  id: Id;
  e164: string;
  /** Sealed. */
  password: string;
  /** The phone that the user mostly works at. */
  baseClientId: Ref | null;
  /** Where the user is logged on; null: nowhere. */
  clientId: Ref | null;
  /** The phone has said that it has the user; before that, the profile is on its way. */
  confirmed: Generated<boolean>;
  loggedOnBy: 'phone' | 'administrator' | null;
  loggedOnAt: MaybeInstant;
  lastLogonAt: MaybeInstant;
  lastLogoffAt: MaybeInstant;
  /** What `user_data` has of the user. */
  profileBytes: Generated<number>;
  /** Wrong passwords in a row. */
  failedAttempts: Generated<number>;
  lastFailedAt: MaybeInstant;
  version: Generated<number>;
  createdAt: Instant;
  createdBy: string | null;
  updatedAt: Instant;
  updatedBy: string | null;
}

/** What is wanted for a mobile user. `idx` -1 means no index. */
export interface UserValuesTable {
  userId: Ref;
  item: string;
  idx: Generated<number>;
  value: string | null;
  /** Set instead of `value` for secrets. */
  sealed: string | null;
  setAt: Instant;
  setBy: string | null;
}

/** Containers that phones keep for a mobile user (`userdata-*`), as they send them. */
export interface UserDataTable {
  userId: Ref;
  item: string;
  idx: Generated<number>;
  /** Sealed. */
  content: string;
  /** Of the content before it was sealed. */
  size: Generated<number>;
  storedAt: Instant;
}

/** What a phone had of its own before a user logged on there; secrets are not known. */
export interface OwnValuesTable {
  clientId: Ref;
  item: string;
  idx: number;
  value: string;
}

/** Where mobile users were logged on. */
export interface UserLogonsTable {
  id: Id;
  userId: Ref;
  clientId: Ref | null;
  deviceId: string;
  model: string;
  loggedOnAt: Instant;
  loggedOnBy: 'phone' | 'administrator';
  loggedOffAt: MaybeInstant;
  /** `released`: counted as logged off without a word of the phone. */
  loggedOffBy: 'phone' | 'administrator' | 'released' | null;
}

/** The open dialogue of a client; at most one (architecture section 4). */
export interface DialoguesTable {
  clientId: Ref;
  cookie: string;
  version: number;
  address: string;
  state: JSONColumnType<object>;
  requestHash: Buffer;
  nonce: string;
  pieces: number;
  startedAt: Instant;
  updatedAt: Instant;
}

/** Pieces of a reply that has not ended yet; of no worth after a crash. */
export interface DialoguePiecesTable {
  clientId: Ref;
  cookie: string;
  piece: number;
  items: Buffer;
}

export type JobType = 'configure' | 'refresh-data' | 'restart' | 'factory-reset' | 'logon' | 'logoff';
export type JobState = 'created' | 'active' | 'partial-successful' | 'success' | 'timeout' | 'failed';
export type TargetState =
  | 'waiting'
  | 'contacting'
  | 'busy'
  | 'in-dialogue'
  | 'success'
  | 'partial-successful'
  | 'failed'
  | 'timeout'
  | 'canceled';

/** An administrator's order (architecture section 6). */
export interface JobsTable {
  id: Id;
  type: JobType;
  state: JobState;
  initiatorId: Ref | null;
  initiatorName: string;
  /** What is to be done, e.g. the values of a configuration; secrets sealed. */
  payload: JSONColumnType<object>;
  createdAt: Instant;
  plannedAt: Instant;
  startedAt: MaybeInstant;
  finishedAt: MaybeInstant;
  canceledAt: MaybeInstant;
  /** User name of who canceled it. */
  canceledBy: string | null;
  timeoutSeconds: number;
  timeoutAt: MaybeInstant;
  targetCount: number;
}

/** A reason or event in words: `code` and `params` are for translation, `text` is English. */
export interface Wording {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly text: string;
}

/** One client of a job. */
export interface JobTargetsTable {
  id: Id;
  jobId: Ref;
  clientId: Ref | null;
  deviceId: string;
  e164: string;
  deviceType: string;
  model: string;
  state: TargetState;
  /** Whether the dialogue still has to do something for it; false before the job starts and after the target ended. */
  open: boolean;
  attempts: number;
  progress: JSONColumnType<object>;
  reason: JSONColumnType<Wording | null>;
  nextAttemptAt: MaybeInstant;
  createdAt: Instant;
  updatedAt: Instant;
  finishedAt: MaybeInstant;
}

/** What happened to a target, in order: its timeline. */
export interface JobTargetEventsTable {
  id: Id;
  targetId: Ref;
  at: Instant;
  kind: string;
  params: JSONColumnType<Readonly<Record<string, string | number>>>;
  text: string;
}

/** Who signs in to the admin app. */
export interface AccountsTable {
  id: Id;
  username: string;
  passwordHash: string;
  mustChangePassword: boolean;
  language: 'en' | 'de' | null;
  theme: 'light' | 'dark' | null;
  preferences: JSONColumnType<Record<string, unknown>>;
  createdAt: Instant;
  failedLogins: number;
  lastFailedLoginAt: MaybeInstant;
}

/** Somebody signed in; only a fingerprint of the token is kept. */
export interface SessionsTable {
  id: Id;
  tokenHash: Buffer;
  accountId: Ref;
  /** Copied from the account, so that a request needs one look-up only. */
  username: string;
  /** Whether nothing but changing the password is allowed in this session. */
  mustChangePassword: boolean;
  /** A cookie of a browser, or a bearer token of a program. */
  kind: 'browser' | 'token';
  createdAt: Instant;
  lastSeenAt: Instant;
  /** End if nothing is called any more. */
  expiresAt: Instant;
  keepSignedIn: boolean;
  address: string;
  userAgent: string;
}

/** From where accounts have signed in before; others cannot shut them out there. */
export interface AccountSourcesTable {
  accountId: Ref;
  /** Address, or network of an IPv6 address. */
  source: string;
  lastSignedInAt: Instant;
}

/** Sign-ins under way and failed ones, counted per account and per source for the rate limit. */
export interface SignInAttemptsTable {
  id: Id;
  at: Instant;
  /** Keyed fingerprint of the name that was typed: people sometimes type their password there. */
  accountKey: string;
  source: string;
  /** False while it is under way. */
  failed: boolean;
}

export type Severity = 'info' | 'warning' | 'error';

export interface NotificationsTable {
  id: Id;
  at: Instant;
  kind: string;
  severity: Severity;
  clientId: Ref | null;
  params: JSONColumnType<Readonly<Record<string, string | number>>>;
  text: string;
  /** The same kind is raised at most once per key and hour. */
  dedupeKey: string;
  /** Full hours since 1970. */
  hour: number;
}

/** Settings and keys of the installation, shared by all nodes. */
export interface SettingsTable {
  key: string;
  value: JSONColumnType<object>;
  updatedAt: Instant;
}

/** What an installation knows better than the catalog of this release (see the item-names feature). */
export interface ItemCorrectionsTable {
  parameterId: string;
  item: string | null;
  indexRule: JSONColumnType<object | null>;
  codes: JSONColumnType<Readonly<Record<string, string>> | null>;
  correctedAt: Instant;
  correctedBy: Ref | null;
}

export type CountedRefusal = 'unknown item' | 'invalid index' | 'invalid data';

/** How often phones did not know an item, its index or its data, by model and firmware. `idx` -1 means no index. */
export interface ItemRefusalsTable {
  item: string;
  idx: number;
  status: CountedRefusal;
  /** Empty, as is the firmware: of any others. */
  model: string;
  softwareType: string;
  softwareVersion: string;
  count: ColumnType<string, number, number>;
  firstAt: Instant;
  lastAt: Instant;
}

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
  accounts: AccountsTable;
  sessions: SessionsTable;
  accountSources: AccountSourcesTable;
  signInAttempts: SignInAttemptsTable;
  notifications: NotificationsTable;
  settings: SettingsTable;
  itemCorrections: ItemCorrectionsTable;
  itemRefusals: ItemRefusalsTable;
}
