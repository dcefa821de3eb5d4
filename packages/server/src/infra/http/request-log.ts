import { type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import { plainAddress } from './client-address.ts';

/**
 * One line per finished request. Reading that went well is of interest for finding errors only. Neither headers nor
 * bodies are logged: they carry passwords and session tokens.
 */
export class RequestLog extends LogController {
  constructor() {
    super({ requestIdLogLabel: 'requestId' });
  }

  override incomingRequest(): void {}

  override requestCompleted(
    error: Error | null | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): void {
    const quiet = request.method === 'GET' && reply.statusCode < 500 && !error;
    request.log[quiet ? 'debug' : 'info'](
      {
        method: request.method,
        path: request.url.split('?', 1)[0],
        status: reply.statusCode,
        address: plainAddress(request.ip),
        ms: Math.round(reply.elapsedTime),
        ...(error ? { err: error } : {}),
      },
      'request',
    );
  }

  override routeNotFound(): void {}
}
