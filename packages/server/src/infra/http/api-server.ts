import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import cookie from '@fastify/cookie';
import { type FastifyBaseLogger, fastify } from 'fastify';
import { type ErrorCode, errorStatus } from '../errors/index.ts';
import type { ApiServer } from './api-server-types.ts';
import { answerError, answerNotFound } from './error-handler.ts';
import { problemTexts } from './problem-texts.ts';
import { PROBLEM_TYPE } from './problems.ts';
import { RequestLog } from './request-log.ts';
import { addSecurityHeaders } from './security-headers.ts';
import { serializerCompiler } from './serialization.ts';
import { validatorCompiler } from './validation.ts';

export interface ApiServerOptions {
  /** TLS private keys and certificates, PEM. */
  readonly tls: { readonly key: string[]; readonly cert: string[] };
  readonly log: FastifyBaseLogger;
}

const BODY_LIMIT_BYTES = 1024 * 1024;
const REQUEST_TIMEOUT_MS = 30_000;
const HANDSHAKE_TIMEOUT_MS = 10_000;
/** Requests may take this long when the server stops; whoever still talks then is cut off. */
const CLOSING_GRACE_MS = 3_000;
/** Longer than the minute for which balancers usually keep idle connections, so that they close first. */
const KEEP_ALIVE_MS = 75_000;

/**
 * The HTTPS server for people and programs, with everything that is the same for all routes: errors, limits, headers,
 * checks, log. It has no routes yet and does not listen yet.
 */
export async function createApiServer(options: ApiServerOptions): Promise<ApiServer> {
  const app: ApiServer = fastify({
    https: { key: options.tls.key, cert: options.tls.cert, handshakeTimeout: HANDSHAKE_TIMEOUT_MS },
    loggerInstance: options.log,
    logController: new RequestLog(),
    genReqId: () => randomBytes(8).toString('hex'),
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    forceCloseConnections: 'idle',
    exposeHeadRoutes: false,
    frameworkErrors: (error, request, reply) => {
      void answerError(error, request, reply);
    },
    clientErrorHandler: refuseBrokenRequest,
    routerOptions: { ignoreTrailingSlash: false, maxParamLength: 200 },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(answerError);
  app.setNotFoundHandler(answerNotFound);
  acceptEmptyJson(app);
  // Forms are what another site can send without asking the browser first; nothing here takes them.
  app.removeContentTypeParser('text/plain');
  limitClosingTime(app);
  addSecurityHeaders(app);
  await app.register(cookie);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  return app;
}

/** Many programs name a content type with every request; where no body is needed, an empty one does no harm. */
function acceptEmptyJson(app: ApiServer): void {
  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, undefined);
    else void parseJson(request, String(body), done);
  });
}

function limitClosingTime(app: ApiServer): void {
  const sockets = new Set<Socket>();
  app.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  app.addHook('preClose', async () => {
    setTimeout(() => {
      for (const socket of sockets) socket.destroy();
    }, CLOSING_GRACE_MS).unref();
  });
}

/** Answers what is not HTTP at all, before there is a request. */
function refuseBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const code: ErrorCode = error.code === 'HPE_HEADER_OVERFLOW' ? 'request.too_large' : 'request.invalid';
  const body = JSON.stringify({
    type: `urn:deskfleet:problem:${code}`,
    title: problemTexts[code].title,
    status: errorStatus[code],
    detail:
      code === 'request.too_large' ? 'The request headers are too large.' : 'The request is not valid HTTP.',
    code,
    requestId: '',
  });
  socket.end(
    `HTTP/1.1 ${errorStatus[code]} ${code === 'request.too_large' ? 'Content Too Large' : 'Bad Request'}\r\n` +
      `Content-Type: ${PROBLEM_TYPE}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
