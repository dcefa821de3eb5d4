import Type from 'typebox';
import { Id, OneOf, StrictObject } from '../../infra/http/schemas.ts';

export const clientStates = ['open-work', 'drift', 'refused'] as const;
export type ClientState = (typeof clientStates)[number];

export const accessModes = ['direct', 'dcmp', 'none'] as const;
export type AccessMode = (typeof accessModes)[number];

export const mobilityStates = ['logged-on', 'on', 'off'] as const;
export type MobilityState = (typeof mobilityStates)[number];

const MAX_FILTER_TEXT = 100;

/** Filters of the clients list; a job may be given for all that match. All that are given have to hold. */
export const clientFilters = {
  e164: Type.Optional(
    Type.String({
      maxLength: MAX_FILTER_TEXT,
      description: 'Only clients with these digits in their number.',
      examples: ['4989700'],
    }),
  ),
  deviceId: Type.Optional(
    Type.String({
      maxLength: MAX_FILTER_TEXT,
      description: 'Only clients with this in their device ID; colons and hyphens do not count.',
      examples: ['00:1A:E8'],
    }),
  ),
  softwareVersion: Type.Optional(
    Type.String({
      maxLength: MAX_FILTER_TEXT,
      description: 'Only clients with this in their software version.',
      examples: ['V1 R7'],
    }),
  ),
  softwareOlderThan: Type.Optional(
    Type.String({
      maxLength: MAX_FILTER_TEXT,
      description: 'Only clients with software older than this version, as phones write it.',
      examples: ['V1 R10.0.0'],
    }),
  ),
  address: Type.Optional(
    Type.String({
      maxLength: MAX_FILTER_TEXT,
      description:
        'Only clients that called last from this address, from one that begins like this, from this network (`10.1.0.0/22`, `2001:db8::/32`) or range (`10.1.0.10-10.1.0.99`).',
      examples: ['192.0.2.'],
    }),
  ),
  mobility: Type.Optional(
    OneOf(mobilityStates, {
      description:
        'Only clients on which a mobile user is logged on, on which one may log on and nobody is, or on which none can.',
    }),
  ),
  group: Type.Optional(Id('Only clients that belong to this group.')),
  access: Type.Optional(
    OneOf(accessModes, {
      description:
        'Only clients that the server can ask to call, that ask by DCMP themselves, or that do neither.',
    }),
  ),
  softwareType: Type.Optional(
    Type.String({
      maxLength: 20,
      description: 'Only clients with this software: `SIP` or `HFA`.',
      examples: ['SIP'],
    }),
  ),
  deviceType: Type.Optional(
    Type.String({
      maxLength: 255,
      description: 'Only clients of this type, as `type` in the answer of `getClientFacets`.',
      examples: ['CP710'],
    }),
  ),
  state: Type.Optional(
    OneOf(clientStates, {
      description:
        'Only clients with open work, with values that differ from the desired ones, or with values that they refused.',
    }),
  ),
};

export const ClientFilterSchema = StrictObject(
  {
    search: Type.Optional(
      Type.String({
        maxLength: 200,
        description: 'As `search` of the clients list.',
        examples: ['CP7'],
      }),
    ),
    ...clientFilters,
  },
  { description: 'As the filters of the clients list; an empty one means all clients.' },
);

/** Which clients an order is for: named ones, or all that match a filter. */
export const ClientSelection = Type.Union(
  [
    StrictObject(
      {
        ids: Type.Array(Id('Id of a client.'), {
          minItems: 1,
          maxItems: 200_000,
          uniqueItems: true,
          description: 'The clients.',
          examples: [['4711', '4712']],
        }),
      },
      { title: 'ClientsById', description: 'Clients by id.' },
    ),
    StrictObject(
      {
        filter: ClientFilterSchema,
        confirmedCount: Type.Optional(
          Type.Integer({
            minimum: 0,
            description:
              'How many clients somebody saw and meant. The order is refused when more of them match at the moment it is given.',
            examples: [12],
          }),
        ),
      },
      { title: 'ClientsByFilter', description: 'All clients that match.' },
    ),
  ],
  { description: 'Clients by id, or all that match a filter at this moment.' },
);
export type ClientSelection = Type.Static<typeof ClientSelection>;
