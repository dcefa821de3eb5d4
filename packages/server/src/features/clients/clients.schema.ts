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
import { accessModes, ClientSelection, clientFilters } from './client-selection.schema.ts';

/** The first one is the usual one: a list by last contact moves rows away under the pointer. */
export const clientSortKeys = [
  'e164',
  'lastContactAt',
  'deviceType',
  'deviceId',
  'softwareVersion',
  'address',
  'firstSeenAt',
] as const;
export type ClientSortKey = (typeof clientSortKeys)[number];

const Group = StrictObject(
  {
    id: Id('Id of the group.'),
    name: Type.String({ description: 'Name of the group.', examples: ['Ward 3'] }),
  },
  { title: 'GroupReference', description: 'A group that a client belongs to.' },
);

const clientProperties = {
  id: Id('Id of the client.'),
  e164: Type.String({
    description: 'E.164 number in force; empty when the phone has none.',
    examples: ['4989700732406'],
  }),
  deviceType: Type.String({
    description: 'Device type in the words of the phone.',
    examples: ['OpenScape Desk Phone CP710'],
  }),
  model: Type.String({ description: 'Short name of the device type.', examples: ['CP710'] }),
  deviceId: Type.String({
    description: 'MAC address in upper case with colons, or the identifier of a soft client.',
    examples: ['00:1A:E8:75:FD:B1'],
  }),
  softwareType: Type.String({
    description: '`SIP`, `HFA`, or what the phone says; empty when it says nothing.',
    examples: ['SIP'],
  }),
  softwareVersion: Type.String({ description: 'Software version.', examples: ['V1 R7.4.0'] }),
  address: Type.String({
    description: 'Address from which the phone called last.',
    examples: ['192.0.2.31'],
  }),
  contactMeUri: Type.String({
    description: 'Where the phone says that it can be asked to call.',
    examples: ['http://192.0.2.31:8085/contact_dls.html/ContactDLS'],
  }),
  firstSeenAt: Instant('When the phone called for the first time.'),
  lastContactAt: Instant('When the phone called last.'),
  lastContactReason: Type.String({
    description: 'Reason of its last contact, in the words of the protocol.',
    examples: ['start-up'],
  }),
  secureMode: StrictObject(
    {
      enabled: Type.Boolean({
        description: 'Whether the phone only talks in secure mode.',
        examples: [false],
      }),
    },
    { description: 'Secure mode of the phone.' },
  ),
  mobility: StrictObject(
    {
      enabled: Type.Boolean({ description: 'Whether users may log on to the phone.', examples: [true] }),
      loggedOn: Type.Boolean({ description: 'Whether a mobile user is logged on.', examples: [false] }),
      userE164: Nullable(Type.String({ description: 'Number of that user.', examples: ['4989700732499'] })),
      userId: Nullable(Id('Id of that user; null when the user is not registered.')),
      since: Nullable(Instant('When the user logged on; null when it is not known.')),
    },
    { description: 'Mobility of the phone.' },
  ),
  access: StrictObject(
    {
      mode: OneOf(accessModes, {
        description:
          '`direct`: the server can ask the phone to call. `dcmp`: it cannot, but the phone asks by DCMP whether there is work. `none`: the phone gets its work when it calls by itself.',
      }),
      reason: Nullable(
        StrictObject(
          {
            en: Type.String({
              description: 'In English.',
              examples: ['its contact address has an unknown path'],
            }),
            de: Type.String({
              description: 'In German.',
              examples: ['seine Kontaktadresse hat einen unbekannten Pfad'],
            }),
          },
          { description: 'Why the server cannot ask the phone, as a part of a sentence.' },
        ),
      ),
    },
    { description: 'How the phone can be reached.' },
  ),
  groups: Type.Array(Group, { description: 'Groups that the client belongs to.' }),
  partNumber: Type.String({
    description: 'Part number of the hardware.',
    examples: ['S30817-S7720-A101-1'],
  }),
  keyModules: Nullable(
    Type.Integer({ description: 'Attached key modules; null when not told.', examples: [1] }),
  ),
  backlightType: Nullable(
    OneOf(['none', 'ccfl', 'led'], { description: 'Backlight of the display; null when not told.' }),
  ),
  gigabitEthernet: Nullable(
    Type.Boolean({
      description: 'Whether its network port does gigabit; null when not told.',
      examples: [true],
    }),
  ),
  openTargets: Type.Integer({
    minimum: 0,
    description: 'Orders that the phone has still to get.',
    examples: [1],
  }),
  driftCount: Type.Integer({
    minimum: 0,
    description: 'Values that differ from the desired ones.',
    examples: [0],
  }),
  refusedCount: Type.Integer({
    minimum: 0,
    description: 'Desired values that the phone refused.',
    examples: [0],
  }),
  wbmUrl: Nullable(
    Type.String({
      description: 'Address of the web pages of the phone (WBM).',
      examples: ['https://192.0.2.31'],
    }),
  ),
};

export const Client = StrictObject(clientProperties, { title: 'Client', description: 'A managed phone.' });
export type Client = Type.Static<typeof Client>;

export const ClientDetail = StrictObject(
  {
    ...clientProperties,
    inventoryAt: Nullable(Instant('When the phone last told its complete configuration.')),
    basicItems: Type.Array(
      StrictObject(
        {
          name: Type.String({ description: 'Item name.', examples: ['part-number'] }),
          index: Nullable(Type.Integer({ description: 'Index of the item.', examples: [1] })),
          value: Type.String({ description: 'Value as sent.', examples: ['S30817-S7720-A101-1'] }),
          status: Nullable(
            Type.String({
              description: 'Status as sent; `failed` means not available.',
              examples: ['failed'],
            }),
          ),
        },
        { title: 'BasicItem', description: 'An item of the last message with basic items.' },
      ),
      { description: 'What the phone says of itself, without secrets.' },
    ),
    addresses: Type.Array(
      StrictObject(
        {
          address: Type.String({ description: 'IP address.', examples: ['192.0.2.31'] }),
          firstSeenAt: Instant('When the phone was first seen there.'),
          lastSeenAt: Instant(
            'Where it is now: when it called last. Elsewhere: when it was last found to be new or changed there.',
          ),
        },
        { title: 'ClientAddress', description: 'An address that the phone has called from.' },
      ),
      { description: 'Addresses from which the phone has called, the latest first.' },
    ),
  },
  { title: 'ClientDetail', description: 'A managed phone with everything that is known of it.' },
);
export type ClientDetail = Type.Static<typeof ClientDetail>;

export const listClientsSchema = {
  operationId: 'listClients',
  tags: ['clients'],
  summary: 'List clients',
  querystring: ListQuery(
    {
      sort: clientSortKeys,
      order: 'asc',
      search: 'number, device ID with or without colons, model, software type and version',
    },
    clientFilters,
  ),
  response: { 200: ListResponse(Client, 'One page of clients.'), ...problems('read') },
} as const;

export const clientFacetsSchema = {
  operationId: 'getClientFacets',
  tags: ['clients'],
  summary: 'Count clients by type and software',
  description: 'What can be filtered for, and how much there is of it.',
  response: {
    200: StrictObject(
      {
        deviceTypes: Type.Array(
          StrictObject({
            type: Type.String({ description: 'Short name of the device type.', examples: ['CP710'] }),
            count: Type.Integer({ description: 'Clients of this type.', examples: [12] }),
          }),
          { description: 'Device types.' },
        ),
        softwareTypes: Type.Array(
          StrictObject({
            type: Type.String({ description: 'Software type.', examples: ['SIP'] }),
            count: Type.Integer({ description: 'Clients with this software.', examples: [12] }),
          }),
          { description: 'Software types.' },
        ),
        total: Type.Integer({ description: 'All clients.', examples: [12] }),
        openWork: Type.Integer({ description: 'Clients with open work.', examples: [0] }),
        drift: Type.Integer({
          description: 'Clients with values that differ from the desired ones.',
          examples: [0],
        }),
        refused: Type.Integer({ description: 'Clients that refused values.', examples: [0] }),
      },
      { title: 'ClientFacets', description: 'Counts of clients.' },
    ),
    ...problems('read'),
  },
} as const;

export const getClientSchema = {
  operationId: 'getClient',
  tags: ['clients'],
  summary: 'Get a client',
  params: IdParams('client'),
  response: { 200: ClientDetail, ...problems('read', 'client.not_found') },
} as const;

export const deleteClientSchema = {
  operationId: 'deleteClient',
  tags: ['clients'],
  summary: 'Delete a client',
  description: 'With its values. A phone that calls again registers anew.',
  params: IdParams('client'),
  response: { 204: NoContent('The client is gone.'), ...problems('change', 'client.not_found') },
} as const;

export const deleteClientsSchema = {
  operationId: 'deleteClients',
  tags: ['clients'],
  summary: 'Delete several clients',
  description: 'With their values. A phone that calls again registers anew.',
  body: StrictObject({ clients: ClientSelection }),
  response: {
    200: StrictObject(
      { deleted: Type.Integer({ minimum: 0, description: 'Clients that were deleted.', examples: [12] }) },
      { description: 'How many clients are gone.' },
    ),
    ...problems('change', 'client.selection_grown'),
  },
} as const;
