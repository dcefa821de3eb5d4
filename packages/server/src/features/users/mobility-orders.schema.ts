import Type from 'typebox';
import { problems } from '../../infra/http/problems.ts';
import { Id, Nullable, StrictObject } from '../../infra/http/schemas.ts';
import { SeenVersionsSchema } from '../../infra/http/seen-versions.ts';
import { Job, jobTiming } from '../jobs/index.ts';
import { UserSelection, UsersByFilter } from './users.schema.ts';

export const logonSchema = {
  operationId: 'logUsersOn',
  tags: ['users'],
  summary: 'Log mobile users on at phones',
  description:
    'A forced logon: the phones are asked to call and get the profiles. Without a phone it is the base device of the user. All or none, unless `skipUnfit` is set: a user who is logged on already, a phone without mobility or with another user refuse the order.',
  body: StrictObject(
    {
      users: Type.Union(
        [
          Type.Array(
            StrictObject(
              {
                userId: Id('Id of the mobile user.'),
                clientId: Type.Optional(Id('Id of the client; absent: the base device.')),
              },
              { title: 'UserToLogOn', description: 'A mobile user, and the phone.' },
            ),
            { minItems: 1, maxItems: 50_000, description: 'The mobile users.' },
          ),
          UsersByFilter,
        ],
        { description: 'Mobile users, or all that match a filter at their base devices.' },
      ),
      skipUnfit: Type.Optional(
        Type.Boolean({
          description:
            'Whether users who cannot be logged on now are left out. Otherwise they make the whole order be refused.',
          examples: [true],
        }),
      ),
      ...jobTiming,
    },
    { title: 'NewLogon', description: 'Mobile users to be logged on.' },
  ),
  response: {
    202: Job,
    ...problems(
      'change',
      'user.not_found',
      'user.logged_on',
      'user.no_phone',
      'user.selection_grown',
      'client.not_found',
    ),
  },
} as const;

export const logoffSchema = {
  operationId: 'logUsersOff',
  tags: ['users'],
  summary: 'Log mobile users off',
  description:
    'A forced logoff: the phones are asked to call, hand over what they keep for the users, and get their own profiles back. Users who are not logged on are passed over.',
  body: StrictObject(
    { users: UserSelection, ...jobTiming },
    { title: 'NewLogoff', description: 'Mobile users to be logged off.' },
  ),
  response: { 202: Job, ...problems('change', 'user.not_logged_on', 'user.selection_grown') },
} as const;

export const deleteUsersSchema = {
  operationId: 'deleteUsers',
  tags: ['users'],
  summary: 'Delete several mobile users',
  description:
    'With all that phones keep for them. All or none: when one of them is logged on, nothing is deleted and the users are named. With `logOff` those who are logged on are logged off by one job, and each is deleted as soon as the phone has let the user go; who is still logged on when the job ends stays.',
  body: StrictObject(
    {
      users: UserSelection,
      versions: SeenVersionsSchema,
      logOff: Type.Optional(
        Type.Boolean({ description: 'Whether to log off those who are logged on.', examples: [true] }),
      ),
    },
    { title: 'UsersToDelete', description: 'Mobile users to be deleted.' },
  ),
  response: {
    200: StrictObject(
      {
        deleted: Type.Integer({ minimum: 0, description: 'How many are gone now.', examples: [2] }),
        job: Nullable(Job),
      },
      { description: 'How many are gone, and the job that logs off the others before they are deleted.' },
    ),
    ...problems('change', 'user.logged_on', 'user.selection_grown', 'request.outdated'),
  },
} as const;
