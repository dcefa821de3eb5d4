import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../errors/index.ts';
import { PROBLEM_TYPE, toProblem } from './problems.ts';

const RETRY_AFTER_SECONDS = 5;
const MEBIBYTE = 1024 * 1024;

/** Answers an error as problem+json: what an administrator may read is said, everything else goes to the log only. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const publicError = toAppError(error);
  if (publicError.status >= 500) {
    request.log.error({ err: publicError.cause ?? error, code: publicError.code }, 'the request failed');
  } else {
    request.log.debug({ code: publicError.code }, publicError.message);
  }
  return sendProblem(publicError, request, reply);
}

/** Answers requests for which there is no route. */
export function answerNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = request.url.split('?', 1)[0]?.slice(0, 200) ?? '';
  const error = new AppError(
    'request.not_found',
    `There is no ${request.method} ${path}: see /api-docs for what exists.`,
  );
  return sendProblem(error, request, reply);
}

function sendProblem(error: AppError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error.retryAfterSeconds !== undefined) reply.header('retry-after', error.retryAfterSeconds);
  const body = JSON.stringify(toProblem(error, request.id));
  // Serialized here, because a route may not have described this status.
  return reply
    .code(error.status)
    .header('cache-control', 'no-store')
    .type(PROBLEM_TYPE)
    .serializer((text: string) => text)
    .send(body);
}

function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = errorCode(error);
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE': {
      const limit = error instanceof Error && 'limit' in error ? Number(error.limit) : MEBIBYTE;
      return new AppError(
        'request.too_large',
        `The request body is larger than ${limit / MEBIBYTE} MiB: send less at once.`,
      );
    }
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new AppError(
        'request.unsupported_media_type',
        'Send the request body as JSON with "Content-Type: application/json".',
      );
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
      return new AppError('request.invalid', 'The request body is missing: send it as JSON.');
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return new AppError('request.invalid', 'The request body is not valid JSON.');
    case 'FST_ERR_BAD_URL':
    case 'FST_ERR_PARAM_LENGTH':
      return new AppError('request.invalid', 'The address of the request is not valid.');
    default:
  }
  if (isDatabaseAway(error, code)) {
    return new AppError(
      'server.unavailable',
      'The database cannot be reached at the moment: try again in a few seconds.',
      { retryAfterSeconds: RETRY_AFTER_SECONDS, cause: error },
    );
  }
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new AppError('request.invalid', 'The request is not valid HTTP or JSON.', { cause: error });
  }
  return new AppError(
    'server.internal',
    'Something went wrong in the server; its log has the details under this request id.',
    { cause: error },
  );
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** No connection to be had or kept, or PostgreSQL starts, stops or is full (its appendix A, classes 08, 53, 57). */
function isDatabaseAway(error: unknown, code: string): boolean {
  if (/^(08|53|57P0[123])/.test(code)) return true;
  if (!(error instanceof Error)) return false;
  return (
    ('syscall' in error && error.syscall === 'connect') ||
    /^(Connection terminated|timeout exceeded when trying to connect)/.test(error.message)
  );
}
