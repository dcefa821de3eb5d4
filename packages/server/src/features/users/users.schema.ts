import Type from 'typebox';
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
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from './user-fields.ts';

export const userSortKeys = [
  'e164',
  'baseDevice',
  'lastLogonAt',
  'lastLogoffAt',
  'status',
  'profileBytes',
] as const;
export type UserSortKey = (typeof userSortKeys)[number];

const userStatus = ['logged-on', 'logged-off'] as const;

/** A phone in a few words. */
const UserDevice = StrictObject(
  {
    clientId: Id('Id of the client.'),
    deviceId: Type.String({ description: 'Its device ID.', examples: ['00:1A:E8:75:FD:B1'] }),
    e164: Type.String({ description: 'Its own number.', examples: ['4989700732400'] }),
    model: Type.String({ description: 'Short name of its type.', examples: ['CP710'] }),
  },
  { title: 'UserDevice', description: 'A phone of a mobile user.' },
);

export const User = StrictObject(
  {
    id: Id('Id of the mobile user.'),
    e164: Type.String({
      description: 'E.164 number, at most 15 digits.',
      examples: ['4989700732406'],
    }),
    status: OneOf(userStatus, { description: 'Whether the user is logged on at a phone.' }),
    baseDevice: Nullable(UserDevice),
    loggedOnAt: Nullable(UserDevice),
    since: Nullable(Instant('Since when the user is logged on there.')),
    lastLogonAt: Nullable(Instant('When the user last logged on.')),
    lastLogoffAt: Nullable(Instant('When the user last logged off.')),
    profileBytes: Type.Integer({
      minimum: 0,
      description: 'Size of what phones keep for the user, in bytes.',
      examples: [48_120],
    }),
    valueCount: Type.Integer({
      minimum: 0,
      description: 'Values that are wanted for the user.',
      examples: [12],
    }),
    leavingJobId: Nullable(
      Id('Id of the job that logs the user off, after which the user is deleted; null: nobody ordered that.'),
    ),
    version: Type.Integer({ minimum: 1, description: 'Counts the changes.', examples: [1] }),
    createdAt: Instant('When the user was registered.'),
    createdBy: Nullable(Type.String({ description: 'User name of who did it.', examples: ['admin'] })),
    updatedAt: Instant('When the user was changed last.'),
    updatedBy: Nullable(
      Type.String({ description: 'User name of who changed the user last.', examples: ['admin'] }),
    ),
  },
  {
    title: 'User',
    description:
      'A mobile user. `baseDevice` is the phone that the user mostly works at, `loggedOnAt` the one where the user is logged on.',
  },
);
export type User = Type.Static<typeof User>;

const number = Type.String({
  maxLength: 64,
  description: 'E.164 number: digits only, with the country code, at most 15.',
  examples: ['4989700732406'],
});
const password = Type.String({
  maxLength: 256,
  description: `What the user types at the phone: ${MIN_PASSWORD_LENGTH} to ${MAX_PASSWORD_LENGTH} letters, digits and punctuation marks. It is never shown.`,
  examples: ['271828'],
});
const baseClientId = Nullable(Id('The client that the user mostly works at.'));

export const NewUser = StrictObject(
  { e164: number, password, baseClientId: Type.Optional(baseClientId) },
  { title: 'NewUser', description: 'A mobile user to register.' },
);
export type NewUser = Type.Static<typeof NewUser>;

export const UserChange = StrictObject(
  {
    e164: Type.Optional(number),
    password: Type.Optional(password),
    baseClientId: Type.Optional(baseClientId),
  },
  { title: 'UserChange', description: 'What of a mobile user is to change; absent parts stay.' },
);
export type UserChange = Type.Static<typeof UserChange>;

const filters = {
  status: Type.Optional(OneOf(userStatus, { description: 'Only users with this status.' })),
  clientId: Type.Optional(Id('Only the user who is logged on at this client.')),
};

export const listUsersSchema = {
  operationId: 'listUsers',
  tags: ['users'],
  summary: 'List mobile users',
  querystring: ListQuery({ sort: userSortKeys, order: 'asc', search: 'the number' }, filters),
  response: { 200: ListResponse(User, 'One page of mobile users.'), ...problems('read') },
} as const;

export const createUserSchema = {
  operationId: 'createUser',
  tags: ['users'],
  summary: 'Register a mobile user',
  body: NewUser,
  response: {
    201: User,
    ...problems('change', 'user.exists', 'user.no_license', 'client.not_found'),
  },
} as const;

export const getUserSchema = {
  operationId: 'getUser',
  tags: ['users'],
  summary: 'Get a mobile user',
  params: IdParams('mobile user'),
  response: { 200: User, ...problems('read', 'user.not_found') },
} as const;

export const changeUserSchema = {
  operationId: 'changeUser',
  tags: ['users'],
  summary: 'Change a mobile user',
  description: 'What is absent stays as it is. The number cannot change while the user is logged on.',
  params: IdParams('mobile user'),
  headers: IfMatchHeaders,
  body: UserChange,
  response: {
    200: User,
    ...problems('guarded', 'user.not_found', 'user.exists', 'user.logged_on', 'client.not_found'),
  },
} as const;

export const deleteUserSchema = {
  operationId: 'deleteUser',
  tags: ['users'],
  summary: 'Delete a mobile user',
  description:
    'With all that phones keep for the user. A user who is logged on must be logged off first (`POST /users/logoff`, or `POST /users/delete` with `logOff`).',
  params: IdParams('mobile user'),
  headers: IfMatchHeaders,
  response: {
    204: NoContent('The mobile user is gone.'),
    ...problems('guarded', 'user.not_found', 'user.logged_on'),
  },
} as const;

/** All that match a filter, at most as many as somebody saw. */
export const UsersByFilter = StrictObject(
  {
    filter: StrictObject(
      {
        search: Type.Optional(
          Type.String({
            maxLength: 200,
            description: 'As `search` of the list of mobile users.',
            examples: ['4989'],
          }),
        ),
        ...filters,
      },
      { description: 'As the filters of the list of mobile users; an empty one means all.' },
    ),
    confirmedCount: Type.Optional(
      Type.Integer({
        minimum: 0,
        description:
          'How many users somebody saw and meant. The order is refused when more of them match at the moment it is given.',
        examples: [12],
      }),
    ),
  },
  { title: 'UsersByFilter', description: 'All mobile users that match.' },
);

/** Which mobile users an order is for. */
export const UserSelection = Type.Union(
  [
    StrictObject(
      {
        ids: Type.Array(Id('Id of a mobile user.'), {
          minItems: 1,
          maxItems: 50_000,
          uniqueItems: true,
          description: 'The mobile users.',
          examples: [['4711', '4712']],
        }),
      },
      { title: 'UsersById', description: 'Mobile users by id.' },
    ),
    UsersByFilter,
  ],
  { description: 'Mobile users by id, or all that match a filter at this moment.' },
);
export type UserSelection = Type.Static<typeof UserSelection>;

const LogonSchema = StrictObject(
  {
    id: Id('Id of the entry.'),
    clientId: Nullable(Id('Id of the client; null when it was deleted.')),
    deviceId: Type.String({ description: 'Its device ID.', examples: ['00:1A:E8:75:FD:B1'] }),
    model: Type.String({ description: 'Short name of its type.', examples: ['CP710'] }),
    loggedOnAt: Instant('When the user logged on.'),
    loggedOnBy: OneOf(['phone', 'administrator'], {
      description: 'Who did it: the user at the phone, or an administrator.',
    }),
    loggedOffAt: Nullable(Instant('When the user logged off; null: not yet.')),
    loggedOffBy: Nullable(
      OneOf(['phone', 'administrator', 'released'], {
        description:
          'Who did it. `released`: without a word of the phone, because it was gone or another user is on it now.',
      }),
    ),
  },
  { title: 'UserLogon', description: 'A stay of a mobile user at a phone.' },
);

export const listLogonsSchema = {
  operationId: 'listUserLogons',
  tags: ['users'],
  summary: 'List where a mobile user was logged on',
  description: 'The latest first.',
  params: IdParams('mobile user'),
  querystring: StrictObject({
    page: Type.Integer({
      minimum: 1,
      maximum: 1_000_000,
      default: 1,
      description: 'Page to answer, from 1.',
      examples: [1],
    }),
    pageSize: Type.Integer({
      minimum: 1,
      maximum: 100,
      default: 10,
      description: 'Entries of a page.',
      examples: [10],
    }),
  }),
  response: { 200: ListResponse(LogonSchema, 'One page of logons.'), ...problems('read', 'user.not_found') },
} as const;

export const listContainersSchema = {
  operationId: 'listUserContainers',
  tags: ['users'],
  summary: 'List what phones keep for a mobile user',
  description: 'Call lists, phone book, pictures and the like, as containers that only phones can read.',
  params: IdParams('mobile user'),
  response: {
    200: StrictObject(
      {
        maxBytes: Type.Integer({
          description: 'Most bytes of all containers of a user.',
          examples: [4_194_304],
        }),
        containers: Type.Array(
          StrictObject(
            {
              item: Type.String({ description: 'Name of the container.', examples: ['userdata-call-log'] }),
              parts: Type.Integer({ minimum: 1, description: 'Parts that it consists of.', examples: [1] }),
              bytes: Type.Integer({ minimum: 0, description: 'Its size as stored.', examples: [8_120] }),
              storedAt: Instant('When a phone last handed it over.'),
            },
            { title: 'UserContainer', description: 'What phones keep for a user under one name.' },
          ),
          { description: 'The containers, by name.' },
        ),
      },
      { title: 'UserContainers', description: 'What phones keep for a mobile user.' },
    ),
    ...problems('read', 'user.not_found'),
  },
} as const;

export const userFilters = filters;
