import Type from 'typebox';
import { IfMatchHeaders } from '../../infra/http/preconditions.ts';
import { problems } from '../../infra/http/problems.ts';
import { IdParams, Instant, Nullable, StrictObject } from '../../infra/http/schemas.ts';
import { ClientValue, MAX_VALUES_OF_ORDER, OrderedValueSchema } from '../values/index.ts';
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
