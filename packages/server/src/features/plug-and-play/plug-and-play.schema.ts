import Type from 'typebox';
import { IfMatchHeaders } from '../../infra/http/preconditions.ts';
import { problems } from '../../infra/http/problems.ts';
import { exportQuery, ImportReport, importQuery, RecordFileBody } from '../../infra/http/record-bodies.ts';
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
import { hardwareTypes } from '../clients/index.ts';
import { MAX_VALUES_OF_ORDER, OrderedValueSchema } from '../values/index.ts';

/** How a phone is brought into secure mode; see guide 4.5.8.1. */
export const secureModes = ['disabled', 'no-pin', 'default-pin', 'individual-pin'] as const;

export const preparedSortKeys = ['createdAt', 'deviceId', 'e164', 'hardwareType', 'recognizedAt'] as const;
export type PreparedSortKey = (typeof preparedSortKeys)[number];

/** Values that can be prepared for one phone. */
export const MAX_PREPARED_VALUES = 500;

const deviceId = Nullable(
  Type.String({
    maxLength: 64,
    description: 'MAC address of the phone, in any usual way of writing it.',
    examples: ['00:1A:E8:75:FD:B1'],
  }),
);
const e164 = Nullable(
  Type.String({
    maxLength: 64,
    description:
      'E.164 number, at most 15 digits. The phone gets it; a phone that calls with this number already is recognized by it.',
    examples: ['4989700732406'],
  }),
);
const hardwareType = OneOf(['', ...hardwareTypes], {
  description:
    'Model of the phone; empty: any. A phone of another model is recognized all the same, and it is told.',
  examples: ['CP710'],
});
const secureMode = OneOf(secureModes, { description: 'How the phone is to be brought into secure mode.' });
const templateId = Nullable(Id('The template that the phone gets.'));

const PreparedValueSchema = StrictObject(
  {
    item: Type.String({ description: 'Item name on the wire.', examples: ['reg-addr'] }),
    index: Nullable(Type.Integer({ minimum: 0, description: 'Index of the item.', examples: [1] })),
    parameterId: Nullable(
      Type.String({ description: 'The parameter of the catalog.', examples: ['7.3.2/server-address'] }),
    ),
    value: Nullable(
      Type.String({ description: 'Value on the wire; null for a secret.', examples: ['192.0.2.20'] }),
    ),
    secret: Type.Boolean({ description: 'A secret, which is not shown.', examples: [false] }),
  },
  { title: 'PreparedValue', description: 'A value that the phone gets.' },
);

export const PlugAndPlayClient = StrictObject(
  {
    id: Id('Id of the Plug&Play client.'),
    deviceId,
    e164,
    hardwareType,
    secureMode,
    templateId,
    values: Type.Array(PreparedValueSchema, {
      description:
        'Values that the phone gets; empty when it has been recognized, for they are the client’s then.',
    }),
    state: OneOf(['waiting', 'recognized'], {
      description:
        '`waiting`: the phone has not called yet. `recognized`: it has, and got what was prepared.',
    }),
    createdAt: Instant('When it was prepared.'),
    createdBy: Nullable(Type.String({ description: 'User name of who prepared it.', examples: ['admin'] })),
    updatedAt: Instant('When it was changed last.'),
    updatedBy: Nullable(
      Type.String({ description: 'User name of who changed it last.', examples: ['admin'] }),
    ),
    version: Type.Integer({ minimum: 1, description: 'Counts the changes.', examples: [1] }),
    recognizedAt: Nullable(Instant('When its phone called.')),
    recognizedBy: Nullable(
      OneOf(['device-id', 'number'], { description: 'What the phone was recognized by.' }),
    ),
    clientId: Nullable(Id('The client that the phone became.')),
  },
  { title: 'PlugAndPlayClient', description: 'A client that is prepared before its phone calls.' },
);
export type PlugAndPlayClient = Type.Static<typeof PlugAndPlayClient>;

const preparation = {
  deviceId: Type.Optional(deviceId),
  e164: Type.Optional(e164),
  hardwareType: Type.Optional(hardwareType),
  secureMode: Type.Optional(secureMode),
  templateId: Type.Optional(templateId),
  values: Type.Optional(
    Type.Array(OrderedValueSchema, {
      maxItems: MAX_PREPARED_VALUES,
      description: 'Values that the phone gets. In a change they replace all that were there.',
    }),
  ),
};

export const NewPlugAndPlayClient = StrictObject(preparation, {
  title: 'NewPlugAndPlayClient',
  description: 'A client to prepare; it needs a device ID or a number.',
});
export type Preparation = Type.Static<typeof NewPlugAndPlayClient>;

export const listPlugAndPlaySchema = {
  operationId: 'listPlugAndPlayClients',
  tags: ['plug-and-play'],
  summary: 'List Plug&Play clients',
  querystring: ListQuery(
    {
      sort: preparedSortKeys,
      order: 'desc',
      search: 'device ID with or without colons, number and hardware type',
    },
    {
      state: OneOf(['waiting', 'recognized', 'all'], {
        default: 'waiting',
        description: 'Those that wait for their phones, or those whose phones have called.',
      }),
    },
  ),
  response: { 200: ListResponse(PlugAndPlayClient, 'One page of Plug&Play clients.'), ...problems('read') },
} as const;

export const createPlugAndPlaySchema = {
  operationId: 'createPlugAndPlayClient',
  tags: ['plug-and-play'],
  summary: 'Prepare a Plug&Play client',
  description:
    'A phone that calls with this device ID or number for the first time gets in that very dialogue what is prepared here.',
  body: NewPlugAndPlayClient,
  response: {
    201: PlugAndPlayClient,
    ...problems('change', 'plug_and_play.taken', 'job.invalid_value'),
  },
} as const;

export const getPlugAndPlaySchema = {
  operationId: 'getPlugAndPlayClient',
  tags: ['plug-and-play'],
  summary: 'Get a Plug&Play client',
  params: IdParams('Plug&Play client'),
  response: { 200: PlugAndPlayClient, ...problems('read', 'plug_and_play.not_found') },
} as const;

export const changePlugAndPlaySchema = {
  operationId: 'changePlugAndPlayClient',
  tags: ['plug-and-play'],
  summary: 'Change a Plug&Play client',
  description: 'What is absent stays as it is. Only while its phone has not called.',
  params: IdParams('Plug&Play client'),
  headers: IfMatchHeaders,
  body: StrictObject(preparation, {
    title: 'PlugAndPlayClientChange',
    description: 'What is to change.',
  }),
  response: {
    200: PlugAndPlayClient,
    ...problems(
      'guarded',
      'plug_and_play.not_found',
      'plug_and_play.taken',
      'plug_and_play.recognized',
      'job.invalid_value',
    ),
  },
} as const;

export const changePlugAndPlayValuesSchema = {
  operationId: 'changePlugAndPlayValues',
  tags: ['plug-and-play'],
  summary: 'Change values of a Plug&Play client',
  description: 'What is not named stays as it is. Only while its phone has not called.',
  params: IdParams('Plug&Play client'),
  headers: IfMatchHeaders,
  body: StrictObject(
    {
      values: Type.Array(OrderedValueSchema, {
        minItems: 1,
        maxItems: MAX_VALUES_OF_ORDER,
        description: `Values to set; null takes a value out. There can be ${MAX_PREPARED_VALUES} in all.`,
      }),
    },
    { title: 'PlugAndPlayValuesChange', description: 'The values that are to change.' },
  ),
  response: {
    200: PlugAndPlayClient,
    ...problems('guarded', 'plug_and_play.not_found', 'plug_and_play.recognized', 'job.invalid_value'),
  },
} as const;

export const deletePlugAndPlaySchema = {
  operationId: 'deletePlugAndPlayClient',
  tags: ['plug-and-play'],
  summary: 'Delete a Plug&Play client',
  description: 'A client that its phone has become stays.',
  params: IdParams('Plug&Play client'),
  headers: IfMatchHeaders,
  response: {
    204: NoContent('The Plug&Play client is gone.'),
    ...problems('guarded', 'plug_and_play.not_found'),
  },
} as const;

export const deleteSeveralPlugAndPlaySchema = {
  operationId: 'deletePlugAndPlayClients',
  tags: ['plug-and-play'],
  summary: 'Delete several Plug&Play clients',
  description:
    'All of them or, when one was changed meanwhile, none. Those that are gone already are left out; clients that phones have become stay.',
  body: StrictObject({
    ids: Type.Array(Id('Id of a Plug&Play client.'), {
      minItems: 1,
      maxItems: 50_000,
      uniqueItems: true,
      description: 'The Plug&Play clients.',
      examples: [['4711', '4712']],
    }),
    versions: SeenVersionsSchema,
  }),
  response: {
    200: StrictObject(
      { deleted: Type.Integer({ minimum: 0, description: 'How many there were.', examples: [2] }) },
      { description: 'How many are gone.' },
    ),
    ...problems('change', 'request.outdated'),
  },
} as const;

const exportColumns = [
  'deviceId',
  'e164',
  'hardwareType',
  'secureMode',
  'template',
  'values',
  'state',
  'createdAt',
  'createdBy',
  'recognizedAt',
] as const;

export const exportPlugAndPlaySchema = {
  operationId: 'exportPlugAndPlayClients',
  tags: ['plug-and-play'],
  summary: 'Export Plug&Play clients',
  description: 'As a file that can be imported again. Secrets are left out.',
  querystring: StrictObject({
    ...exportQuery,
    columns: Type.Array(
      OneOf(exportColumns, {
        description: 'A column; `values` stands for one column for each prepared item.',
      }),
      {
        default: ['deviceId', 'e164', 'hardwareType', 'secureMode', 'template', 'values'],
        minItems: 1,
        uniqueItems: true,
        description: 'The columns, in their order.',
        examples: [['deviceId', 'e164']],
      },
    ),
    search: Type.String({ maxLength: 200, default: '', description: 'As in the list.', examples: ['4989'] }),
    state: OneOf(['waiting', 'recognized', 'all'], { default: 'waiting', description: 'As in the list.' }),
  }),
  response: {
    200: {
      description: 'The file.',
      content: {
        'text/csv': {
          schema: Type.String({
            description: 'CSV.',
            examples: ['deviceId,e164\r\n00:1A:E8:75:FD:B1,4989700732406\r\n'],
          }),
        },
        'application/json': {
          schema: Type.Array(
            Type.Object({}, { additionalProperties: true, examples: [{ deviceId: '00:1A:E8:75:FD:B1' }] }),
            {
              description: 'A list of objects.',
            },
          ),
        },
      },
    },
    ...problems('read'),
  },
} as const;

export const importPlugAndPlaySchema = {
  operationId: 'importPlugAndPlayClients',
  tags: ['plug-and-play'],
  summary: 'Import Plug&Play clients',
  description:
    'The columns `deviceId`, `e164`, `hardwareType`, `secureMode`, `template` (its name), and one for each item, e.g. `reg-addr` or `key-label-unicode[3]`, with values as on the wire. An entry with the device ID (or, without one, the number) of a Plug&Play client that is waiting changes it: columns that the file does not have stay, an empty cell empties. With one wrong line nothing is changed.',
  querystring: StrictObject(importQuery),
  body: RecordFileBody('The Plug&Play clients.', {
    csv: 'deviceId,e164,hardwareType\r\n00:1A:E8:75:FD:B1,4989700732406,CP710\r\n',
    json: { deviceId: '00:1A:E8:75:FD:B1', e164: '4989700732406', hardwareType: 'CP710' },
  }),
  response: { 200: ImportReport, ...problems('change', 'import.unreadable', 'import.refused') },
} as const;

export const importClientsSchema = {
  operationId: 'importClients',
  tags: ['clients'],
  summary: 'Import clients',
  description:
    'A line whose device ID is that of a client changes it: its number and the values of items become desired, and its phone gets them; an empty cell changes nothing. Other lines prepare Plug&Play clients, see there. Columns of an exported file that only tell something (`model`, `address` and the like) are passed over. With one wrong line nothing is changed.',
  querystring: StrictObject(importQuery),
  body: RecordFileBody('The clients.', {
    csv: 'deviceId,e164,reg-addr\r\n00:1A:E8:75:FD:B1,4989700732406,192.0.2.20\r\n',
    json: { deviceId: '00:1A:E8:75:FD:B1', e164: '4989700732406', 'reg-addr': '192.0.2.20' },
  }),
  response: { 200: ImportReport, ...problems('change', 'import.unreadable', 'import.refused') },
} as const;
