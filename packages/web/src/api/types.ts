// The API as the app sees it. Written in the shape that openapi-typescript generates (`paths`, one entry per
// operation), so that `generated/schema.d.ts` can take its place with the names below as aliases of its schemas.

export type Language = 'en' | 'de';
export type Theme = 'light' | 'dark';

/** An account's remembered choices; the app owns the keys, the server keeps them. */
export type Preferences = Record<string, unknown>;

export interface Account {
  id: string;
  username: string;
  language: Language | null;
  theme: Theme | null;
  preferences: Preferences;
}

export interface Session {
  account: Account;
  expiresAt: string;
  mustChangePassword: boolean;
  version: string;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  errors?: { field: string; message: string }[];
  requestId: string;
}

export interface Page<T> {
  items: T[];
  total: number;
  page: number;
  pageSize: number;
}

export type SoftwareType = 'SIP' | 'HFA';
export type ClientState = 'open-work' | 'drift' | 'refused';
export type ClientSort =
  | 'e164'
  | 'deviceType'
  | 'deviceId'
  | 'softwareVersion'
  | 'lastContactAt'
  | 'address'
  | 'firstSeenAt';
export type SortOrder = 'asc' | 'desc';

export interface ClientFilter {
  search?: string;
  softwareType?: SoftwareType;
  deviceType?: string;
  state?: ClientState;
}

export interface ClientListQuery extends ClientFilter {
  page?: number;
  pageSize?: number;
  sort?: ClientSort;
  order?: SortOrder;
}

export interface Client {
  id: string;
  e164: string;
  deviceType: string;
  model: string;
  deviceId: string;
  softwareType: SoftwareType | '';
  softwareVersion: string;
  address: string;
  contactMeUri: string;
  firstSeenAt: string;
  lastContactAt: string;
  lastContactReason: string;
  secureMode: { enabled: boolean };
  mobility: { enabled: boolean; loggedOn: boolean; userE164: string | null; since: string | null };
  access: { mode: 'direct' | 'dcmp' | 'none'; reason: string | null };
  groups: { id: string; name: string }[];
  partNumber: string;
  keyModules: number | null;
  backlightType: 'none' | 'ccfl' | 'led' | null;
  gigabitEthernet: boolean | null;
  openTargets: number;
  driftCount: number;
  refusedCount: number;
  wbmUrl: string | null;
}

export interface ClientDetail extends Client {
  basicItems: { name: string; index: number | null; value: string; status: string | null }[];
  inventoryAt: string | null;
  addresses: { address: string; firstSeenAt: string; lastSeenAt: string }[];
}

export interface ClientFacets {
  deviceTypes: { type: string; count: number }[];
  softwareTypes: { type: string; count: number }[];
  total: number;
  openWork: number;
  drift: number;
  refused: number;
}

export type TextParams = Record<string, string | number>;

/** A sentence by its code and parameters, with the server's English wording as the last resort. */
export interface CodedText {
  code: string;
  params: TextParams;
  text: string;
}

export type ValueState = 'unmanaged' | 'in-sync' | 'drift' | 'waiting' | 'refused';

/** One item of a client: what the phone reported and what is desired. Secrets come without their values. */
export interface ClientValue {
  item: string;
  index: number | null;
  parameterId: string | null;
  secret: boolean;
  reported: string | null;
  reportedAt: string | null;
  desired: string | null;
  desiredSet: boolean;
  desiredOrigin: string | null;
  desiredAt: string | null;
  desiredBy: string | null;
  state: ValueState;
  waitingReason: CodedText | null;
  refused: { status: string; at: string } | null;
}

export interface ClientValues {
  reportedAt: string | null;
  items: ClientValue[];
}

export type JobType = 'configure' | 'refresh-data' | 'restart' | 'factory-reset';
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

/** A value as an order carries it: wire text, or null to withdraw what is desired. */
export interface OrderedValue {
  item: string;
  index?: number;
  value: string | null;
}

export type ClientScope = { ids: string[] } | { filter: ClientFilter };

interface OrderBase {
  clients: ClientScope;
  scheduledAt?: string;
  timeoutSeconds?: number;
}

export type JobOrder =
  | (OrderBase & { type: 'configure'; values: OrderedValue[] })
  | (OrderBase & { type: 'refresh-data' | 'restart' | 'factory-reset' });

export interface JobValue {
  item: string;
  index: number | null;
  parameterId: string | null;
  value: string | null;
  secret: boolean;
}

export interface Job {
  id: string;
  type: JobType;
  state: JobState;
  initiator: { id: string; username: string };
  createdAt: string;
  plannedAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  timeoutSeconds: number;
  canceledAt: string | null;
  targetCount: number;
  counts: Record<TargetState, number>;
  values?: JobValue[];
}

export type JobSort = 'createdAt' | 'plannedAt' | 'finishedAt' | 'type' | 'state';

export interface JobListQuery {
  page?: number;
  pageSize?: number;
  sort?: JobSort;
  order?: SortOrder;
  search?: string;
  state?: JobState;
  type?: JobType;
}

export interface TargetEvent {
  at: string;
  kind: string;
  params: TextParams;
  text: string;
}

export interface Target {
  id: string;
  clientId: string | null;
  e164: string;
  deviceType: string;
  model: string;
  deviceId: string;
  state: TargetState;
  attempts: number;
  reason: CodedText | null;
  createdAt: string;
  updatedAt: string;
  finishedAt: string | null;
  nextAttemptAt: string | null;
  events: TargetEvent[];
}

export interface TargetListQuery {
  page?: number;
  pageSize?: number;
  state?: TargetState;
  search?: string;
}

export type LocalizedText = Record<Language, string>;

export interface ParameterValue {
  value: string;
  label: LocalizedText;
  wire: string;
}

/** An entry of the catalog (architecture section 8). */
export interface Parameter {
  id: string;
  section: string;
  menu: string;
  title: string;
  label: LocalizedText;
  help: LocalizedText | null;
  type: string;
  values: ParameterValue[] | null;
  default: string | number | boolean | null;
  min: number | null;
  max: number | null;
  maxLength: number | null;
  unit: string | null;
  format: string | null;
  readOnly: boolean;
  secret: boolean;
  scopes: string[];
  item: string | null;
  index: unknown;
  certainty: string;
}

export interface Catalog {
  version: string;
  items: Parameter[];
}

export interface Notification {
  id: string;
  at: string;
  kind: string;
  severity: 'info' | 'warning' | 'error';
  clientId: string | null;
  params: TextParams;
  text: string;
}

/** What a server-sent `change` event names; "all" stands for more ids than fit. */
export interface ChangeEvent {
  clients?: string[] | 'all';
  jobs?: string[] | 'all';
  notifications?: boolean;
}

interface Json<T> {
  content: { 'application/json': T };
}

interface Failure {
  content: { 'application/problem+json': Problem };
}

type Operation<Status extends number, Result, Parameters = Record<never, never>, Body = undefined> = {
  parameters: Parameters;
  responses: Record<Status, Result extends undefined ? { content?: never } : Json<Result>> & {
    default: Failure;
  };
} & (Body extends undefined ? { requestBody?: never } : { requestBody: Json<Body> });

interface InQuery<T> {
  query?: T;
}

interface InPath {
  path: { id: string };
}

export interface paths {
  '/api/v1/session': {
    get: Operation<200, Session>;
    post: Operation<
      200,
      Session,
      Record<never, never>,
      { username: string; password: string; keepSignedIn?: boolean; code?: string }
    >;
    delete: Operation<204, undefined>;
  };
  '/api/v1/accounts/me': {
    patch: Operation<
      200,
      Account,
      Record<never, never>,
      { language?: Language | null; theme?: Theme | null; preferences?: Preferences }
    >;
  };
  '/api/v1/accounts/me/password': {
    put: Operation<204, undefined, Record<never, never>, { currentPassword: string; newPassword: string }>;
  };
  '/api/v1/clients': { get: Operation<200, Page<Client>, InQuery<ClientListQuery>> };
  '/api/v1/clients/facets': { get: Operation<200, ClientFacets> };
  '/api/v1/clients/delete': {
    post: Operation<200, { deleted: number }, Record<never, never>, { clients: ClientScope }>;
  };
  '/api/v1/clients/{id}': {
    get: Operation<200, ClientDetail, InPath>;
    delete: Operation<204, undefined, InPath>;
  };
  '/api/v1/clients/{id}/values': { get: Operation<200, ClientValues, InPath> };
  '/api/v1/jobs': {
    get: Operation<200, Page<Job>, InQuery<JobListQuery>>;
    post: Operation<202, Job, Record<never, never>, JobOrder>;
  };
  '/api/v1/jobs/{id}': { get: Operation<200, Job, InPath> };
  '/api/v1/jobs/{id}/targets': { get: Operation<200, Page<Target>, InQuery<TargetListQuery> & InPath> };
  '/api/v1/jobs/{id}/cancel': { post: Operation<200, Job, InPath> };
  '/api/v1/parameters': { get: Operation<200, Catalog> };
  '/api/v1/notifications': {
    get: Operation<200, Page<Notification>, InQuery<{ page?: number; pageSize?: number }>>;
    delete: Operation<204, undefined>;
  };
  '/api/v1/notifications/{id}': { delete: Operation<204, undefined, InPath> };
}
