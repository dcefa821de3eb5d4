import Type from 'typebox';
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

const count = (description: string) => Type.Integer({ minimum: 0, description, examples: [3] });

const targets = Type.Array(
  Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'An IPv4 address, a subnet or a range.',
    examples: ['10.1.2.0/24'],
  }),
  {
    minItems: 1,
    maxItems: 1_000,
    description: 'Where to look for phones; together at most 65,536 addresses.',
    examples: [['10.1.2.0/24', '10.1.3.10-10.1.3.99']],
  },
);

export const Scan = StrictObject(
  {
    id: Id('Id of the scan.'),
    targets,
    state: OneOf(['running', 'finished', 'stopped'], { description: 'Whether it is under way.' }),
    total: count('Addresses.'),
    perSecond: Type.Integer({
      minimum: 1,
      description: 'Addresses that it asks in a second.',
      examples: [20],
    }),
    counts: StrictObject(
      {
        waiting: count('Not asked yet; of a stopped scan: never asked.'),
        asking: count('Being asked at this moment.'),
        answered: count('Have answered as a phone does (204).'),
        registered: count('Of those that have answered: phones that have called since and are clients.'),
        refused: count('Refused the connection: there is no phone.'),
        timedOut: count('Did not answer in time.'),
        noRoute: count('Cannot be reached.'),
        failed: count('Answered, but not as a phone does.'),
      },
      { title: 'ScanCounts', description: 'Addresses by what came of them.' },
    ),
    createdAt: Instant('When it was started.'),
    createdBy: Nullable(Type.String({ description: 'User name of who started it.', examples: ['admin'] })),
    stoppedBy: Nullable(Type.String({ description: 'User name of who stopped it.', examples: ['admin'] })),
    endedAt: Nullable(Instant('When it ended.')),
  },
  { title: 'Scan', description: 'A search for phones.' },
);
export type Scan = Type.Static<typeof Scan>;

export const addressStates = [
  'waiting',
  'asking',
  'answered',
  'refused',
  'timed-out',
  'no-route',
  'failed',
] as const;

export const ScannedAddress = StrictObject(
  {
    address: Type.String({ description: 'IPv4 address.', examples: ['10.1.2.31'] }),
    state: OneOf(addressStates, {
      description:
        '`answered`: as a phone does (204). `refused`: the connection was refused. `timed-out`: no answer in time. `no-route`: it cannot be reached. `failed`: it answered, but not as a phone does.',
    }),
    detail: Nullable(
      StrictObject(
        {
          en: Type.String({ description: 'In English.', examples: ['the connection was refused'] }),
          de: Type.String({ description: 'In German.', examples: ['die Verbindung wurde abgelehnt'] }),
        },
        { description: 'The problem in words; null: there is none.' },
      ),
    ),
    askedAt: Nullable(Instant('When it was asked.')),
    client: Nullable(
      StrictObject(
        {
          id: Id('Id of the client.'),
          deviceId: Type.String({ description: 'Its device ID.', examples: ['00:1A:E8:75:FD:B1'] }),
          e164: Type.String({ description: 'Its number.', examples: ['4989700732406'] }),
          model: Type.String({ description: 'Its model.', examples: ['CP710'] }),
        },
        {
          title: 'ScannedClient',
          description: 'The client whose phone has called from there since.',
        },
      ),
    ),
    held: Type.Boolean({
      description: 'Whether an unknown phone has called from there since and waits for approval.',
      examples: [false],
    }),
  },
  { title: 'ScannedAddress', description: 'An address of a scan and what came of it.' },
);
export type ScannedAddress = Type.Static<typeof ScannedAddress>;

export const listScansSchema = {
  operationId: 'listScans',
  tags: ['scans'],
  summary: 'List scans',
  description: 'The newest 20 are kept.',
  querystring: ListQuery(
    { sort: ['createdAt'], order: 'desc', search: 'the targets' },
    {
      state: OneOf(['active', 'ended', 'all'], {
        default: 'all',
        description: 'Only those under way, or those that have ended.',
      }),
    },
  ),
  response: { 200: ListResponse(Scan, 'One page of scans.'), ...problems('read') },
} as const;

export const startScanSchema = {
  operationId: 'startScan',
  tags: ['scans'],
  summary: 'Scan for phones',
  description:
    'Asks each address to call this server, as a phone does (contact request), so many in a second as the settings say, and no address twice within the contact interval. Only in the networks that the settings allow. Other devices at these addresses may not take it well: choose the range so that only phones are in it.',
  body: StrictObject({ targets }, { title: 'NewScan', description: 'A scan to start.' }),
  response: {
    201: Scan,
    ...problems('change', 'scan.too_large', 'scan.not_allowed', 'scan.too_many'),
  },
} as const;

export const getScanSchema = {
  operationId: 'getScan',
  tags: ['scans'],
  summary: 'Get a scan',
  params: IdParams('scan'),
  response: { 200: Scan, ...problems('read', 'scan.not_found') },
} as const;

export const listScanAddressesSchema = {
  operationId: 'listScanAddresses',
  tags: ['scans'],
  summary: 'List what came of the addresses of a scan',
  params: IdParams('scan'),
  querystring: ListQuery(
    { sort: ['address'], order: 'asc', search: 'the address' },
    {
      state: Type.Optional(
        OneOf([...addressStates, 'registered'], {
          description: 'Only addresses in this state; `registered`: those whose phones are clients now.',
        }),
      ),
    },
  ),
  response: {
    200: ListResponse(ScannedAddress, 'One page of addresses.'),
    ...problems('read', 'scan.not_found'),
  },
} as const;

export const stopScanSchema = {
  operationId: 'stopScan',
  tags: ['scans'],
  summary: 'Stop a scan',
  description: 'Addresses that were not asked yet are not asked any more.',
  params: IdParams('scan'),
  response: { 200: Scan, ...problems('change', 'scan.not_found', 'scan.ended') },
} as const;

export const deleteScanSchema = {
  operationId: 'deleteScan',
  tags: ['scans'],
  summary: 'Delete a scan',
  description: 'With its results. Clients that were found stay.',
  params: IdParams('scan'),
  response: { 204: NoContent('The scan is gone.'), ...problems('change', 'scan.not_found', 'scan.running') },
} as const;
