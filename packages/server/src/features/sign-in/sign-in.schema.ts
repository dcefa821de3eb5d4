import Type from 'typebox';
import { problems } from '../../infra/http/problems.ts';
import { Instant, NoContent, StrictObject } from '../../infra/http/schemas.ts';
import { Account } from '../accounts/index.ts';

/** Media type of the answer that is a bearer token instead of a cookie. */
export const TOKEN_TYPE = 'application/jwt';

export const Session = StrictObject(
  {
    account: Account,
    expiresAt: Instant('When the session ends if nothing is called any more.'),
    mustChangePassword: Type.Boolean({
      description: 'Whether nothing works until the password was changed.',
      examples: [false],
    }),
    version: Type.String({ description: 'Version of the server.', examples: ['0.1.0'] }),
  },
  { title: 'Session', description: 'Who is signed in, and until when.' },
);
export type Session = Type.Static<typeof Session>;

export const signInSchema = {
  operationId: 'signIn',
  tags: ['session'],
  summary: 'Sign in',
  description:
    'Answers a session cookie, or with `Accept: application/jwt` a bearer token for `Authorization: Bearer`. A session ends after 12 hours without a call and 7 days at the latest; with `keepSignedIn` after 30 and 90 days.',
  security: [],
  body: StrictObject(
    {
      username: Type.String({
        minLength: 1,
        maxLength: 100,
        description: 'Name of the account, in whatever case.',
        examples: ['admin'],
      }),
      password: Type.String({
        minLength: 1,
        maxLength: 1_000,
        description: 'Password of the account.',
        examples: ['Purple-Harbor-27'],
      }),
      keepSignedIn: Type.Optional(
        Type.Boolean({ description: 'Stay signed in when the browser is closed.', examples: [true] }),
      ),
      code: Type.Optional(
        Type.String({
          maxLength: 50,
          description:
            'The setup code from the log of the server, asked for by `session.setup_code_required`.',
          examples: ['7K2M-Q9XD'],
        }),
      ),
    },
    { title: 'Credentials', description: 'Who signs in.' },
  ),
  response: {
    200: {
      description: 'Signed in.',
      headers: {
        'Set-Cookie': {
          type: 'string',
          description: 'The session cookie, unless a token was asked for.',
          examples: ['__Host-deskfleet=…; Path=/; HttpOnly; Secure; SameSite=Strict'],
        },
      },
      content: {
        'application/json': { schema: Session },
        [TOKEN_TYPE]: {
          schema: Type.String({
            description: 'The bearer token (RFC 7519). It ends with its session, at the latest at its `exp`.',
            examples: ['eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJkZXNrZmxlZXQifQ.c2lnbmF0dXJl'],
          }),
        },
      },
    },
    ...problems(
      'public',
      'request.cross_site',
      'request.too_large',
      'request.unsupported_media_type',
      'session.invalid_credentials',
      'session.setup_code_required',
      'session.setup_code_wrong',
      'session.too_many_attempts',
    ),
  },
} as const;

export const getSessionSchema = {
  operationId: 'getSession',
  tags: ['session'],
  summary: 'See who is signed in',
  response: { 200: Session, ...problems('public', 'session.required') },
} as const;

export const signOutSchema = {
  operationId: 'signOut',
  tags: ['session'],
  summary: 'Sign out',
  description: 'Ends the session on all nodes at once; its cookie or token is worth nothing any more.',
  response: {
    204: NoContent('Signed out.'),
    ...problems('public', 'session.required', 'request.cross_site'),
  },
} as const;
