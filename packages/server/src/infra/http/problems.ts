import Type, { type TSchema } from 'typebox';
import { type AppError, type ErrorCode, errorStatus } from '../errors/index.ts';
import { problemTexts } from './problem-texts.ts';
import { OneOf, StrictObject } from './schemas.ts';

/** Media type of every error answer (RFC 9457). */
export const PROBLEM_TYPE = 'application/problem+json';

/** Body of every error answer. */
export const Problem = StrictObject(
  {
    type: Type.String({
      description: 'Identifier of the kind of error: `urn:deskfleet:problem:` and the code.',
      examples: ['urn:deskfleet:problem:request.invalid'],
    }),
    title: Type.String({
      description: 'What the code means, the same for every occurrence.',
      examples: ['The request is not valid'],
    }),
    status: Type.Integer({ description: 'The HTTP status once more.', examples: [400] }),
    detail: Type.String({
      description: 'One sentence on this occurrence: what is wrong, where, and what to do.',
      examples: ['"pageSize" must be a whole number from 1 to 100.'],
    }),
    code: OneOf(Object.keys(errorStatus) as ErrorCode[], {
      description: 'Stable code for programs, `feature.reason`.',
    }),
    errors: Type.Optional(
      Type.Array(
        StrictObject(
          {
            field: Type.String({
              description: 'Path of the field in the request; empty for the request as a whole.',
              examples: ['values.0.value'],
            }),
            message: Type.String({
              description: 'One sentence: what is wrong and what is allowed.',
              examples: ['"values.0.value" must be a text.'],
            }),
            code: Type.Optional(
              Type.String({
                description: 'Stable code of what is wrong, where there is one; the same in the catalog.',
                examples: ['parameter.out_of_range'],
              }),
            ),
            text: Type.Optional(
              StrictObject(
                {
                  en: Type.String({
                    description: 'In English.',
                    examples: ['Port: “70000” is not in the range 1 to 65535.'],
                  }),
                  de: Type.String({
                    description: 'In German.',
                    examples: ['Port: „70000“ liegt nicht im Bereich 1 bis 65535.'],
                  }),
                },
                { description: 'The sentence in both languages, where it has them.' },
              ),
            ),
          },
          { title: 'FieldError', description: 'One refused field.' },
        ),
        { description: 'The refused fields, when there are any.' },
      ),
    ),
    current: Type.Optional(
      StrictObject(
        {
          state: Type.Unsafe<object>({
            type: 'object',
            additionalProperties: true,
            description: 'What a `GET` answers now.',
            examples: [{ id: '4711', name: 'Ward 3' }],
          }),
          etag: Type.String({
            description: 'Its entity tag, for `If-Match` of the next try.',
            examples: ['"7"'],
          }),
          changedBy: Type.Union(
            [
              Type.String({ description: 'User name of who changed it last.', examples: ['admin'] }),
              Type.Null(),
            ],
            { description: 'Who changed it last; null when nobody knows.' },
          ),
          changedAt: Type.String({
            description: 'When.',
            format: 'date-time',
            examples: ['2026-03-02T08:15:30.000Z'],
          }),
        },
        { title: 'CurrentState', description: 'What somebody else has made of it in the meantime.' },
      ),
    ),
    requestId: Type.String({
      description: 'Finds the request in the log of the server.',
      examples: ['5f0c7bb8a6d24f0b'],
    }),
  },
  { title: 'Problem', description: 'An error (RFC 9457).' },
);
export type Problem = Type.Static<typeof Problem>;

/** The body of an error answer. */
export function toProblem(error: AppError, requestId: string): Problem {
  return {
    type: `urn:deskfleet:problem:${error.code}`,
    title: problemTexts[error.code].title,
    status: error.status,
    detail: error.message,
    code: error.code,
    ...(error.errors.length === 0 ? {} : { errors: [...error.errors] }),
    ...(error.current === undefined ? {} : { current: error.current }),
    requestId,
  };
}

/** What every route may answer, and what every route for signed-in accounts may answer. */
const everyRoute: readonly ErrorCode[] = ['request.invalid', 'server.internal', 'server.unavailable'];
const signedInRoute: readonly ErrorCode[] = ['session.required', 'account.password_change_required'];
const guardedRoute: readonly ErrorCode[] = ['request.precondition_required', 'request.outdated'];
const changingRoute: readonly ErrorCode[] = [
  'request.cross_site',
  'request.too_large',
  'request.unsupported_media_type',
];

type ProblemResponses = {
  readonly [Status in 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 416 | 428 | 429 | 500 | 503]?: TSchema;
};

/**
 * Describes the error answers of a route: spread it into `schema.response`.
 *
 * @param kind `read` and `change` are for signed-in accounts, `public` names nothing of sessions; `guarded` is a change that
 *   needs `If-Match`
 * @param codes those that only this route has
 */
export function problems(
  kind: 'public' | 'read' | 'change' | 'guarded',
  ...codes: readonly ErrorCode[]
): ProblemResponses {
  const all = new Set<ErrorCode>([
    ...everyRoute,
    ...(kind === 'public' ? [] : signedInRoute),
    ...(kind === 'change' || kind === 'guarded' ? changingRoute : []),
    ...(kind === 'guarded' ? guardedRoute : []),
    ...codes,
  ]);
  const byStatus = Map.groupBy(all, (code) => errorStatus[code]);
  return Object.fromEntries([...byStatus].map(([status, ofStatus]) => [status, describe(status, ofStatus)]));
}

function describe(status: number, codes: readonly ErrorCode[]): TSchema {
  return {
    description: codes.map((code) => `\`${code}\`: ${problemTexts[code].title}.`).join(' '),
    ...(status === 429 || status === 503
      ? {
          headers: {
            'Retry-After': {
              type: 'integer',
              description: 'Seconds after which trying again makes sense.',
              examples: [30],
            },
          },
        }
      : {}),
    content: {
      [PROBLEM_TYPE]: {
        schema: Problem,
        examples: Object.fromEntries(codes.map((code) => [code, { value: exampleOf(code) }])),
      },
    },
  };
}

function exampleOf(code: ErrorCode): Problem {
  const { title, example } = problemTexts[code];
  return {
    type: `urn:deskfleet:problem:${code}`,
    title,
    status: errorStatus[code],
    detail: example,
    code,
    requestId: '5f0c7bb8a6d24f0b',
  };
}
