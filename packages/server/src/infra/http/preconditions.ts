import type { FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import { AppError } from '../errors/index.ts';

/** What can be changed by several people: the version counts its changes. */
export interface Versioned {
  readonly version: number;
  /** User name of who changed it last; null when nobody knows. */
  readonly updatedBy: string | null;
  /** ISO 8601. */
  readonly updatedAt: string;
}

/** Headers of a change that says which state it changes (RFC 9110 section 13.1.1). */
export const IfMatchHeaders = Type.Object(
  {
    'if-match': Type.Optional(
      Type.String({
        maxLength: 64,
        description:
          'The `ETag` of what was read before; without it nothing is changed. `*` changes whatever is there now.',
        examples: ['"7"'],
      }),
    ),
  },
  { description: 'Which state is changed.' },
);

/** Strong entity tag of a version. */
export function versionTag({ version }: Pick<Versioned, 'version'>): string {
  return `"${version}"`;
}

/** Answers a thing with its entity tag. */
export function sendVersioned<Body extends Versioned>(reply: FastifyReply, body: Body): Body {
  void reply.header('etag', versionTag(body));
  return body;
}

/**
 * Makes sure that a change is meant for the state that is there now. Call it in the transaction that holds the row.
 *
 * @throws AppError `request.precondition_required` without `If-Match`, `request.outdated` with the current state when somebody
 *   else was faster
 */
export function checkIfMatch(ifMatch: string | undefined, current: Versioned): void {
  const etag = versionTag(current);
  const state = { state: current, etag, changedBy: current.updatedBy, changedAt: current.updatedAt };
  if (ifMatch === undefined) {
    throw new AppError(
      'request.precondition_required',
      'Send the entity tag of what you have read as "If-Match", so that nobody\'s change is lost.',
      { current: state },
    );
  }
  const tags = ifMatch.split(',').map((tag) => tag.trim());
  if (tags.includes('*') || tags.includes(etag)) return;
  throw new AppError(
    'request.outdated',
    `Meanwhile ${current.updatedBy ?? 'somebody'} has changed this, on ${current.updatedAt}: look at the current state and try again.`,
    { current: state },
  );
}

/** The `If-Match` of a request. */
export function ifMatchOf(request: FastifyRequest): string | undefined {
  return request.headers['if-match'];
}
