import Type from 'typebox';
import { TIME_OF_DAY } from '../../infra/clock/local-time.ts';
import { IfMatchHeaders } from '../../infra/http/preconditions.ts';
import { problems } from '../../infra/http/problems.ts';
import {
  Id,
  IdParams,
  Instant,
  ListQuery,
  ListResponse,
  NoContent,
  Nullable,
  OneOf,
  StrictObject,
} from '../../infra/http/schemas.ts';
import { SeenVersionsSchema } from '../../infra/http/seen-versions.ts';
import { problemKinds } from './connection/problem-kinds.ts';
import { providerTypes } from './connection/provider-connection.ts';

const timeZone = Type.String({
  maxLength: 64,
  description: 'Time zone (IANA) in which the time is meant.',
  examples: ['Europe/Berlin'],
});

const undated = [
  StrictObject({
    kind: Type.Literal('never', { description: 'Only when asked to.', examples: ['never'] }),
  }),
  StrictObject({
    kind: Type.Literal('interval', { description: 'Again and again.', examples: ['interval'] }),
    minutes: Type.Integer({
      minimum: 5,
      maximum: 10_080,
      description: 'Minutes from the begin of one scan to that of the next.',
      examples: [60],
    }),
  }),
] as const;

const daily = {
  kind: Type.Literal('daily', { description: 'Once a day.', examples: ['daily'] }),
  time: Type.String({ pattern: TIME_OF_DAY, description: 'Time of day.', examples: ['03:30'] }),
};

const annotations = {
  description: 'When the provider is scanned by itself.',
  examples: [{ kind: 'interval', minutes: 60 }],
};

export const ScanSchedule = Type.Union([...undated, StrictObject({ ...daily, timeZone })], annotations);

const GivenScanSchedule = Type.Union(
  [...undated, StrictObject({ ...daily, timeZone: Type.Optional(timeZone) })],
  {
    ...annotations,
    description: `${annotations.description} Without a time zone it gets that of the settings (\`server.timeZone\`).`,
  },
);
export type GivenScanSchedule = Type.Static<typeof GivenScanSchedule>;

const secret = Type.String({
  maxLength: 1_000,
  description: 'S3: the access secret. HTTPS: the password. It is stored encrypted and never answered.',
  examples: ['wJalrXUtnFEMI/K7MDENG'],
});

/** What is said of a provider, but its secret. */
const properties = {
  type: OneOf(providerTypes, {
    description:
      '`s3`: a bucket of anything that speaks S3. `https`: a web server that shows indexes of its folders.',
  }),
  name: Type.String({
    minLength: 1,
    maxLength: 100,
    pattern: '\\S',
    description: 'A name of your own.',
    examples: ['Firmware'],
  }),
  url: Type.String({
    minLength: 1,
    maxLength: 1_000,
    description:
      'S3: the endpoint. HTTPS: the folder whose index lists the files (nginx, Apache, IIS), or a plain list of files. It begins with `https://`, because phones fetch from nothing else.',
    examples: ['https://s3.example.org'],
  }),
  region: Type.String({
    maxLength: 64,
    description: 'S3: the region of the bucket; stores that know no regions take any. HTTPS: empty.',
    examples: ['eu-central-1'],
  }),
  bucket: Type.String({ maxLength: 255, description: 'S3: the bucket. HTTPS: empty.', examples: ['phones'] }),
  pathStyle: Type.Boolean({
    description:
      'S3: whether the bucket stands in the path instead of the host name, as most stores but Amazon want it.',
    examples: [true],
  }),
  prefix: Type.String({
    maxLength: 1_024,
    description: 'S3: only keys that begin so belong to the provider; empty: all of the bucket.',
    examples: ['firmware/'],
  }),
  user: Type.String({
    maxLength: 255,
    description: 'S3: the access key. HTTPS: the user name (basic authentication); empty: none.',
    examples: ['AKIAIOSFODNN7EXAMPLE'],
  }),
  ca: Type.String({
    maxLength: 65_536,
    description:
      'Certificates (PEM) that are trusted beside the usual ones: the authority that issued the certificate of the provider, or that certificate itself; empty: none.',
    examples: [''],
  }),
  schedule: ScanSchedule,
};

const Problem = StrictObject(
  {
    kind: OneOf(problemKinds, { description: 'What kind of problem it is.' }),
    field: OneOf(['url', 'user', 'secret', 'bucket', 'region', 'prefix', 'pathStyle', 'ca'], {
      description: 'The field with which it has to do.',
    }),
    text: StrictObject(
      {
        en: Type.String({
          description: 'In English.',
          examples: ['The name s3.example.org cannot be resolved.'],
        }),
        de: Type.String({
          description: 'In German.',
          examples: ['Der Name s3.example.org lässt sich nicht auflösen.'],
        }),
      },
      { description: 'What is wrong and what to do, in both languages.' },
    ),
  },
  { title: 'StorageProviderProblem', description: 'Why a provider could not be used.' },
);

const count = (description: string) => Type.Integer({ minimum: 0, description, examples: [3] });
const username = (description: string) => Nullable(Type.String({ description, examples: ['admin'] }));

export const ProviderScan = StrictObject(
  {
    id: Id('Id of the scan.'),
    origin: OneOf(['manual', 'schedule'], { description: 'Who asked for it.' }),
    state: OneOf(['waiting', 'running', 'finished', 'stopped', 'failed'], { description: 'How far it is.' }),
    phase: OneOf(['listing', 'reading'], {
      description: 'Of a running one: whether it reads the list, or looks into contents that are new.',
    }),
    objects: count('Objects that it has seen.'),
    files: count('Of these: those that can be deployed.'),
    added: count('Files that are new.'),
    changed: count('Files that have changed.'),
    removed: count('Files that have vanished.'),
    missing: count('Files that have vanished and are kept, because templates use them.'),
    skipped: count('Entries that were left out: links elsewhere, and names that can be no files.'),
    lookedAt: count('Files whose contents were looked at.'),
    problem: Nullable(Problem),
    createdAt: Instant('When it was asked for.'),
    createdBy: username('User name of who asked for it; null: the schedule.'),
    stoppedBy: username('User name of who stopped it.'),
    beganAt: Nullable(Instant('When it began.')),
    endedAt: Nullable(Instant('When it ended.')),
  },
  { title: 'StorageProviderScan', description: 'A look at all that lies at a storage provider.' },
);
export type ProviderScan = Type.Static<typeof ProviderScan>;

export const StorageProvider = StrictObject(
  {
    id: Id('Id of the storage provider.'),
    ...properties,
    address: Type.String({ description: 'Host and port.', examples: ['s3.example.org'] }),
    hasSecret: Type.Boolean({ description: 'Whether a secret is stored.', examples: [true] }),
    files: count('Files that can be deployed from there.'),
    nextScanAt: Nullable(Instant('When it is scanned next by its schedule.')),
    scan: Nullable(ProviderScan),
    version: Type.Integer({ minimum: 1, description: 'Counts the changes.', examples: [3] }),
    createdAt: Instant('When it was added.'),
    createdBy: username('User name of who added it.'),
    updatedAt: Instant('When it was changed last.'),
    updatedBy: username('User name of who changed it last.'),
  },
  { title: 'StorageProvider', description: 'A place where files lie. Its secret is never answered.' },
);
export type StorageProvider = Type.Static<typeof StorageProvider>;

const { type, name, url, schedule: _schedule, ...details } = properties;
const optionalDetails = Type.Partial(
  StrictObject({ ...details, schedule: GivenScanSchedule, secret }),
).properties;
const validate = Type.Optional(
  Type.Boolean({
    description:
      'Whether the connection is tried first, and nothing is stored when it fails; default `true`.',
    examples: [true],
  }),
);
const startScan = Type.Optional(
  Type.Boolean({ description: 'Whether a scan is started at once; default `false`.', examples: [true] }),
);

const NewStorageProvider = StrictObject(
  { type, name, url, ...optionalDetails, validate, startScan },
  {
    title: 'NewStorageProvider',
    description:
      'A storage provider to add. What is left out is empty or off; S3 needs region, bucket, user and secret.',
  },
);
export type NewStorageProvider = Type.Static<typeof NewStorageProvider>;

const StorageProviderChange = StrictObject(
  { ...Type.Partial(StrictObject({ type, name, url })).properties, ...optionalDetails, validate, startScan },
  {
    title: 'StorageProviderChange',
    description:
      'What to change; what is absent stays, the secret too. When the provider moves to another host, the secret has to be given again.',
  },
);
export type StorageProviderChange = Type.Static<typeof StorageProviderChange>;

const Trial = StrictObject(
  {
    id: Type.Optional(Id('Id of a stored provider, whose stored details count where nothing else is given.')),
    ...Type.Partial(StrictObject({ type, url })).properties,
    ...Type.Partial(StrictObject({ ...details, secret })).properties,
  },
  { title: 'StorageProviderTrial', description: 'Details of a provider to try. Nothing is stored.' },
);
export type StorageProviderTrial = Type.Static<typeof Trial>;

export const listStorageProvidersSchema = {
  operationId: 'listStorageProviders',
  tags: ['storage-providers'],
  summary: 'List storage providers',
  querystring: ListQuery(
    {
      sort: ['name', 'type', 'address', 'files', 'scannedAt', 'updatedAt'],
      order: 'asc',
      search: 'the name and the address',
    },
    { type: Type.Optional(OneOf(providerTypes, { description: 'Only those of this type.' })) },
  ),
  response: { 200: ListResponse(StorageProvider, 'One page of storage providers.'), ...problems('read') },
} as const;

export const getStorageProviderSchema = {
  operationId: 'getStorageProvider',
  tags: ['storage-providers'],
  summary: 'Get a storage provider',
  params: IdParams('storage provider'),
  response: { 200: StorageProvider, ...problems('read', 'storage_provider.not_found') },
} as const;

export const createStorageProviderSchema = {
  operationId: 'createStorageProvider',
  tags: ['storage-providers'],
  summary: 'Add a storage provider',
  description:
    'The connection is tried first (unless told otherwise); when it fails, the field and the reason are named and nothing is stored.',
  body: NewStorageProvider,
  response: {
    201: StorageProvider,
    ...problems('change', 'storage_provider.name_taken', 'storage_provider.connection_failed'),
  },
} as const;

export const updateStorageProviderSchema = {
  operationId: 'updateStorageProvider',
  tags: ['storage-providers'],
  summary: 'Change a storage provider',
  description: 'A scan that is under way is stopped when the place or the access changes.',
  params: IdParams('storage provider'),
  headers: IfMatchHeaders,
  body: StorageProviderChange,
  response: {
    200: StorageProvider,
    ...problems(
      'guarded',
      'storage_provider.not_found',
      'storage_provider.name_taken',
      'storage_provider.connection_failed',
    ),
  },
} as const;

export const deleteStorageProviderSchema = {
  operationId: 'deleteStorageProvider',
  tags: ['storage-providers'],
  summary: 'Delete a storage provider',
  description:
    'Its files are not available any more; at the provider nothing is deleted. Needs the `ETag` of what was read.',
  params: IdParams('storage provider'),
  headers: IfMatchHeaders,
  response: {
    204: NoContent('The storage provider is gone.'),
    ...problems('guarded', 'storage_provider.not_found', 'storage_provider.in_use'),
  },
} as const;

export const deleteStorageProvidersSchema = {
  operationId: 'deleteStorageProviders',
  tags: ['storage-providers'],
  summary: 'Delete several storage providers',
  description:
    'All of them or, when files of one are in use or one was changed meanwhile, none. Those that are gone already are left out.',
  body: StrictObject(
    {
      ids: Type.Array(Id('Id of a storage provider.'), {
        minItems: 1,
        maxItems: 1_000,
        uniqueItems: true,
        description: 'The storage providers.',
        examples: [['4711', '4712']],
      }),
      versions: SeenVersionsSchema,
    },
    { title: 'StorageProviderDeletion', description: 'Storage providers to be deleted.' },
  ),
  response: {
    200: StrictObject(
      { deleted: Type.Integer({ minimum: 0, description: 'Providers that were deleted.', examples: [2] }) },
      { description: 'How many storage providers are gone.' },
    ),
    ...problems('change', 'storage_provider.in_use', 'request.outdated'),
  },
} as const;

export const validateStorageProviderSchema = {
  operationId: 'validateStorageProvider',
  tags: ['storage-providers'],
  summary: 'Try the connection to a storage provider',
  description: 'Stores nothing.',
  body: Trial,
  response: {
    200: StrictObject(
      {
        works: Type.Boolean({ description: 'Whether the provider can be used like this.', examples: [true] }),
        problem: Nullable(Problem),
      },
      { description: 'What came of it.' },
    ),
    ...problems('change', 'storage_provider.not_found'),
  },
} as const;

export const listProviderScansSchema = {
  operationId: 'listStorageProviderScans',
  tags: ['storage-providers'],
  summary: 'List the scans of a storage provider',
  description: 'The newest 20 are kept.',
  params: IdParams('storage provider'),
  response: {
    200: StrictObject(
      { items: Type.Array(ProviderScan, { description: 'The scans, the newest first.' }) },
      { description: 'The scans of a storage provider.' },
    ),
    ...problems('read', 'storage_provider.not_found'),
  },
} as const;

export const startProviderScanSchema = {
  operationId: 'scanStorageProvider',
  tags: ['storage-providers'],
  summary: 'Scan a storage provider',
  description:
    'Lists all that lies there. Files that are new appear while it goes on; those that are gone vanish at its end.',
  params: IdParams('storage provider'),
  response: {
    202: StorageProvider,
    ...problems('change', 'storage_provider.not_found', 'storage_provider.scanning'),
  },
} as const;

export const stopProviderScanSchema = {
  operationId: 'stopStorageProviderScan',
  tags: ['storage-providers'],
  summary: 'Stop the scan of a storage provider',
  description: 'What it has found stays; nothing vanishes.',
  params: IdParams('storage provider'),
  response: {
    200: StorageProvider,
    ...problems('change', 'storage_provider.not_found', 'storage_provider.not_scanning'),
  },
} as const;
