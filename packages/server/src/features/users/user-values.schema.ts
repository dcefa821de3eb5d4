import Type from 'typebox';
import { IfMatchHeaders } from '../../infra/http/preconditions.ts';
import { problems } from '../../infra/http/problems.ts';
import { IdParams, Instant, Nullable, StrictObject } from '../../infra/http/schemas.ts';
import {
  ClientValue,
  entryParams,
  MAX_VALUES_OF_ORDER,
  notPutBackList,
  OrderedValueSchema,
  wayBackQuery,
} from '../values/index.ts';
import { User } from './users.schema.ts';

const UserValues = StrictObject(
  {
    user: User,
    reportedAt: Nullable(Instant('Always null: phones report values of their own, not of users.')),
    items: Type.Array(ClientValue, {
      description: 'The values. Their state is that at the phone where the user is logged on.',
    }),
  },
  {
    title: 'UserValues',
    description: 'What is wanted for a mobile user, in the form of the values of a client.',
  },
);

export const listUserValuesSchema = {
  operationId: 'listUserValues',
  tags: ['users'],
  summary: 'List the values of a mobile user',
  params: IdParams('mobile user'),
  response: { 200: UserValues, ...problems('read', 'user.not_found') },
} as const;

export const changeUserValuesSchema = {
  operationId: 'changeUserValues',
  tags: ['users'],
  summary: 'Change the values of a mobile user',
  description:
    'Only parameters of user scope. While the user is logged on they go before all other values of that phone, which gets a change at once; other phones get them with the next logon. What is not named stays; null withdraws a value.',
  params: IdParams('mobile user'),
  headers: IfMatchHeaders,
  body: StrictObject(
    {
      values: Type.Array(OrderedValueSchema, {
        minItems: 1,
        maxItems: MAX_VALUES_OF_ORDER,
        description: 'The values to set.',
      }),
    },
    { title: 'UserValuesChange', description: 'Values of a mobile user to change.' },
  ),
  response: { 200: UserValues, ...problems('guarded', 'user.not_found', 'job.invalid_value') },
} as const;

export const putBackUserValuesSchema = {
  operationId: 'putBackUserHistory',
  tags: ['users'],
  summary: 'Put back what was desired for a mobile user before a change',
  description:
    'What was not desired then is withdrawn. Secrets are not kept, so those that were another one before are named in the answer.',
  params: entryParams('mobile user'),
  headers: IfMatchHeaders,
  querystring: wayBackQuery,
  response: {
    200: StrictObject(
      { notPutBack: notPutBackList },
      {
        title: 'UserPutBack',
        description: 'What was put back; what it is now is in the values of the user.',
      },
    ),
    ...problems(
      'guarded',
      'user.not_found',
      'history.not_found',
      'history.nothing_to_put_back',
      'job.invalid_value',
    ),
  },
} as const;
