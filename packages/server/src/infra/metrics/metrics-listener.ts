import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { closeServer, listen } from '../http/listen.ts';
import type { Logger } from '../log/index.ts';
import type { Metrics } from './metrics.ts';

export interface MetricsListener {
  /** The port that it got. */
  readonly port: number;
  stop(): Promise<void>;
}

const TIMEOUT_MS = 10_000;
const STOP_MS = 1_000;

/**
 * Answers `GET /metrics` in the text format of Prometheus over plain HTTP. It listens where the other listeners do,
 * without sign-in, as scrapers expect it: so metrics carry counts and times only, no names, addresses or values.
 *
 * @param options.host address to bind to; undefined for all interfaces
 * @param options.port 0 for any free one
 */
export async function startMetricsListener(
  metrics: Metrics,
  options: { readonly host: string | undefined; readonly port: number; readonly log: Logger },
): Promise<MetricsListener> {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== 'GET' || request.url?.split('?', 1)[0] !== '/metrics') {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
      response.end('The metrics are at /metrics.\n');
      return;
    }
    const text = await metrics.metrics();
    response.writeHead(200, { 'content-type': metrics.contentType, 'x-content-type-options': 'nosniff' });
    response.end(text);
  };
  const server = createServer(
    { requestTimeout: TIMEOUT_MS, headersTimeout: TIMEOUT_MS },
    (request, response) => {
      answer(request, response).catch((error: unknown) => {
        options.log.error({ err: error }, 'the metrics could not be collected');
        if (!response.headersSent) response.writeHead(500);
        response.end();
      });
    },
  );
  return {
    port: await listen(server, options),
    stop: () => closeServer(server, STOP_MS),
  };
}
