import Type from 'typebox';
import { problems } from '../../../infra/http/problems.ts';
import { Id, IdParams, Instant, Nullable, OneOf, StrictObject } from '../../../infra/http/schemas.ts';
import { providerTypes } from '../connection/provider-connection.ts';

const targets = Type.Array(
  Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'An IPv4 address, a subnet or a range.',
    examples: ['10.1.2.0/24'],
  }),
  {
    minItems: 1,
    maxItems: 100,
    description: 'Where to look; together at most 4,096 addresses.',
    examples: [['10.1.2.0/24']],
  },
);

/** Where web servers and S3 stores usually are: HTTPS, MinIO, Garage, SeaweedFS, Ceph. */
export const USUAL_PORTS: readonly number[] = [443, 8443, 9000, 3900, 8333, 7480];

const ports = Type.Array(
  Type.Integer({ minimum: 1, maximum: 65_535, description: 'A TCP port.', examples: [443] }),
  {
    minItems: 1,
    maxItems: 10,
    uniqueItems: true,
    description: 'Ports at which is asked.',
    examples: [[...USUAL_PORTS]],
  },
);

export const ProviderSearch = StrictObject(
  {
    id: Id('Id of the search.'),
    targets,
    ports,
    state: OneOf(['running', 'finished', 'stopped'], { description: 'Whether it is under way.' }),
    total: Type.Integer({ minimum: 0, description: 'Addresses.', examples: [254] }),
    asked: Type.Integer({ minimum: 0, description: 'Addresses that are done.', examples: [64] }),
    found: Type.Array(
      StrictObject(
        {
          type: OneOf(providerTypes, { description: 'What kind of provider it could be.' }),
          url: Type.String({ description: 'Its address.', examples: ['https://10.1.2.7:9000/'] }),
          title: Type.String({ description: 'What it says of itself.', examples: ['MinIO'] }),
          trusted: Type.Boolean({
            description: 'Whether its certificate is trusted without further ado.',
            examples: [false],
          }),
          certificate: Type.String({
            description: 'Its certificate (PEM).',
            examples: ['-----BEGIN CERTIFICATE-----'],
          }),
        },
        { title: 'FoundStorageProvider', description: 'Something that could be a storage provider.' },
      ),
      { description: 'What was found.' },
    ),
    createdAt: Instant('When it was started.'),
    createdBy: Nullable(Type.String({ description: 'User name of who started it.', examples: ['admin'] })),
    stoppedBy: Nullable(Type.String({ description: 'User name of who stopped it.', examples: ['admin'] })),
    endedAt: Nullable(Instant('When it ended.')),
  },
  { title: 'StorageProviderSearch', description: 'A look for storage providers in a range of addresses.' },
);
export type ProviderSearch = Type.Static<typeof ProviderSearch>;

export const listSearchesSchema = {
  operationId: 'listStorageProviderSearches',
  tags: ['storage-providers'],
  summary: 'List searches for storage providers',
  description: 'The newest first; 10 are kept.',
  response: {
    200: StrictObject(
      { items: Type.Array(ProviderSearch, { description: 'The searches.' }) },
      { description: 'Searches for storage providers.' },
    ),
    ...problems('read'),
  },
} as const;

export const startSearchSchema = {
  operationId: 'startStorageProviderSearch',
  tags: ['storage-providers'],
  summary: 'Look for storage providers',
  description:
    'Asks each address at the usual ports whether it is an S3 endpoint or a web server that lists its folder. Only in the networks in which the settings allow scans.',
  body: StrictObject(
    { targets, ports: Type.Optional(ports) },
    { title: 'NewStorageProviderSearch', description: 'A search to start.' },
  ),
  response: {
    201: ProviderSearch,
    ...problems('change', 'scan.not_allowed', 'scan.too_large', 'storage_provider.searching'),
  },
} as const;

export const stopSearchSchema = {
  operationId: 'stopStorageProviderSearch',
  tags: ['storage-providers'],
  summary: 'Stop a search for storage providers',
  description: 'What it has found stays.',
  params: IdParams('search'),
  response: {
    200: ProviderSearch,
    ...problems('change', 'storage_provider.search_not_found', 'storage_provider.not_searching'),
  },
} as const;
