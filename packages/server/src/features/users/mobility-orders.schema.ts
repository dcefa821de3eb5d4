import Type from 'typebox';
import { problems } from '../../infra/http/problems.ts';
import { Id, StrictObject } from '../../infra/http/schemas.ts';
import { Job, jobTiming } from '../jobs/index.ts';
import { UserIds } from './users.schema.ts';

export const logonSchema = {
  operationId: 'logUsersOn',
  tags: ['users'],
  summary: 'Log mobile users on at phones',
  description:
    'A forced logon: the phones are asked to call and get the profiles. Without a phone it is the base device of the user. All or none: a user who is logged on already, a phone without mobility or with another user refuse the order.',
  body: StrictObject(
    {
      users: Type.Array(
        StrictObject(
          {
            userId: Id('Id of the mobile user.'),
            clientId: Type.Optional(Id('Id of the client; absent: the base device.')),
          },
          { title: 'UserToLogOn', description: 'A mobile user, and the phone.' },
        ),
        { minItems: 1, maxItems: 1_000, description: 'The mobile users.' },
      ),
      ...jobTiming,
    },
    { title: 'NewLogon', description: 'Mobile users to be logged on.' },
  ),
  response: {
    202: Job,
    ...problems('change', 'user.not_found', 'user.logged_on', 'user.no_phone', 'client.not_found'),
  },
} as const;

export const logoffSchema = {
  operationId: 'logUsersOff',
  tags: ['users'],
  summary: 'Log mobile users off',
  description:
    'A forced logoff: the phones are asked to call, hand over what they keep for the users, and get their own profiles back. Users who are not logged on are passed over.',
  body: StrictObject(
    { ids: UserIds, ...jobTiming },
    { title: 'NewLogoff', description: 'Mobile users to be logged off.' },
  ),
  response: { 202: Job, ...problems('change', 'user.not_logged_on') },
} as const;
