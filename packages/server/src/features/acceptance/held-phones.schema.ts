import Type from 'typebox';
import { problems } from '../../infra/http/problems.ts';
import {
  Id,
  Instant,
  ListQuery,
  ListResponse,
  Nullable,
  OneOf,
  StrictObject,
} from '../../infra/http/schemas.ts';

export const heldSortKeys = [
  'lastCalledAt',
  'firstCalledAt',
  'deviceId',
  'e164',
  'model',
  'address',
] as const;
export type HeldSortKey = (typeof heldSortKeys)[number];

export const HeldPhone = StrictObject(
  {
    id: Id('Id of the held phone.'),
    deviceId: Type.String({
      description: 'MAC address, or the identifier of a soft client.',
      examples: ['00:1A:E8:75:FD:B1'],
    }),
    e164: Type.String({
      description: 'E.164 number that the phone has; empty when it has none.',
      examples: ['4989700732406'],
    }),
    deviceType: Type.String({
      description: 'Device type in the words of the phone.',
      examples: ['OpenScape Desk Phone CP710'],
    }),
    model: Type.String({ description: 'Short name of the device type.', examples: ['CP710'] }),
    softwareType: Type.String({ description: '`SIP`, `HFA`, or what the phone says.', examples: ['SIP'] }),
    softwareVersion: Type.String({ description: 'Software version.', examples: ['V1 R7.4.0'] }),
    address: Type.String({ description: 'Address from which it called last.', examples: ['192.0.2.31'] }),
    calls: Type.Integer({
      minimum: 1,
      description: 'How often it has called; several calls within a minute count once.',
      examples: [3],
    }),
    firstCalledAt: Instant('When it called for the first time.'),
    lastCalledAt: Instant('When it called last.'),
    state: OneOf(['waiting', 'approved', 'refused'], {
      description:
        '`waiting`: nobody has decided. `approved`: it registers when it calls next. `refused`: it gets nothing.',
    }),
    decidedAt: Nullable(Instant('When somebody decided.')),
    decidedBy: Nullable(Type.String({ description: 'User name of who decided.', examples: ['admin'] })),
  },
  { title: 'HeldPhone', description: 'An unknown phone that waits for approval.' },
);
export type HeldPhone = Type.Static<typeof HeldPhone>;

export const listHeldPhonesSchema = {
  operationId: 'listHeldPhones',
  tags: ['acceptance'],
  summary: 'List phones that wait for approval',
  description: 'At most 10,000 are kept.',
  querystring: ListQuery(
    { sort: heldSortKeys, order: 'desc', search: 'device ID, number, model and address' },
    {
      state: OneOf(['waiting', 'approved', 'refused'], {
        default: 'waiting',
        description: 'Only those in this state.',
      }),
    },
  ),
  response: { 200: ListResponse(HeldPhone, 'One page of held phones.'), ...problems('read') },
} as const;

const Selected = Type.Union(
  [
    StrictObject(
      {
        ids: Type.Array(Id('Id of a held phone.'), {
          minItems: 1,
          maxItems: 10_000,
          uniqueItems: true,
          description: 'The phones.',
          examples: [['4711', '4712']],
        }),
      },
      { title: 'HeldPhonesById', description: 'Phones by id.' },
    ),
    StrictObject(
      { all: Type.Literal(true, { description: 'All that wait at this moment.' }) },
      { title: 'AllHeldPhones', description: 'All that wait.' },
    ),
  ],
  { description: 'Which phones.' },
);

const Decided = StrictObject(
  { decided: Type.Integer({ minimum: 0, description: 'Phones whose state changed.', examples: [12] }) },
  { description: 'How many were decided on.' },
);

export const approveHeldPhonesSchema = {
  operationId: 'approveHeldPhones',
  tags: ['acceptance'],
  summary: 'Approve phones',
  description: 'They are asked to call at once, and register then.',
  body: Selected,
  response: { 200: Decided, ...problems('change') },
} as const;

export const refuseHeldPhonesSchema = {
  operationId: 'refuseHeldPhones',
  tags: ['acceptance'],
  summary: 'Refuse phones',
  description: 'They get nothing as long as the rules hold them, and nobody is told of them any more.',
  body: Selected,
  response: { 200: Decided, ...problems('change') },
} as const;

export const deleteHeldPhonesSchema = {
  operationId: 'deleteHeldPhones',
  tags: ['acceptance'],
  summary: 'Forget phones',
  description: 'Those that call again are decided on anew.',
  body: StrictObject({
    ids: Type.Array(Id('Id of a held phone.'), {
      minItems: 1,
      maxItems: 10_000,
      uniqueItems: true,
      description: 'The phones.',
      examples: [['4711', '4712']],
    }),
  }),
  response: {
    200: StrictObject(
      { deleted: Type.Integer({ minimum: 0, description: 'How many there were.', examples: [2] }) },
      { description: 'How many are gone.' },
    ),
    ...problems('change'),
  },
} as const;
