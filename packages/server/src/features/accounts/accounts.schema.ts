import Type from 'typebox';
import { problems } from '../../infra/http/problems.ts';
import { Id, NoContent, Nullable, OneOf, StrictObject } from '../../infra/http/schemas.ts';
import { passwordLength } from './password-policy.ts';

const language = Nullable(
  OneOf(['en', 'de'], { description: 'Language of the app; null follows the browser.' }),
);
const theme = Nullable(
  OneOf(['light', 'dark'], { description: 'Theme of the app; null follows the system.' }),
);

export const Account = StrictObject(
  {
    id: Id('Id of the account.'),
    username: Type.String({ description: 'Name to sign in with.', examples: ['admin'] }),
    language,
    theme,
    preferences: Type.Record(Type.String(), Type.Unknown(), {
      description: 'What the app remembers for this account, such as the columns of lists.',
      examples: [{ 'clients.columns': ['e164', 'model', 'lastContactAt'] }],
    }),
  },
  { title: 'Account', description: 'Somebody who signs in to the admin app.' },
);
export type Account = Type.Static<typeof Account>;

export const AccountChanges = StrictObject(
  {
    language: Type.Optional(language),
    theme: Type.Optional(theme),
    preferences: Type.Optional(
      Type.Record(Type.String({ minLength: 1, maxLength: 100 }), Type.Unknown(), {
        description: 'Keys to replace; null removes a key. All preferences together take up to 64 KiB.',
        maxProperties: 100,
        examples: [{ 'clients.columns': ['e164', 'model'], 'clients.pageSize': null }],
      }),
    ),
  },
  { title: 'AccountChanges', description: 'What is not given stays as it is.' },
);
export type AccountChanges = Type.Static<typeof AccountChanges>;

export const changeOwnAccountSchema = {
  operationId: 'changeOwnAccount',
  tags: ['accounts'],
  summary: 'Change how the app looks for the own account',
  body: AccountChanges,
  response: { 200: Account, ...problems('change') },
} as const;

export const changeOwnPasswordSchema = {
  operationId: 'changeOwnPassword',
  tags: ['accounts'],
  summary: 'Change the own password',
  description:
    'Ends all other sessions of the account. A new installation allows nothing else until its first password was changed.',
  body: StrictObject(
    {
      currentPassword: Type.String({
        description: 'The password until now.',
        maxLength: 1_000,
        examples: ['change_me'],
      }),
      newPassword: Type.String({
        description: `${passwordLength.min} to ${passwordLength.max} characters with an uppercase letter, a lowercase letter, a digit and a special character; at most 3 identical and at most 3 sequential characters in a row; without the user name, forward or backward.`,
        maxLength: 1_000,
        examples: ['Purple-Harbor-27'],
      }),
    },
    { title: 'PasswordChange', description: 'The old and the new password.' },
  ),
  response: {
    204: NoContent('The password was changed.'),
    ...problems('change', 'account.password_policy', 'account.wrong_password', 'session.too_many_attempts'),
  },
} as const;
