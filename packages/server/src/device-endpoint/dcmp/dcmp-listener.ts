import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Pool } from 'pg';
import { readDeviceId } from '../../features/clients/index.ts';
import { findDevicesWithWork } from '../../features/jobs/index.ts';
import { GroupCommit } from '../../infra/batch/index.ts';
import type { Clock } from '../../infra/clock/index.ts';
import { isDatabaseUnavailable } from '../../infra/db/index.ts';
import { closeServer, listen } from '../../infra/http/listen.ts';
import type { Logger } from '../../infra/log/index.ts';
import { PollRecorder } from './poll-recorder.ts';

/** Path that a polling phone appends its question to (protocol reference section 3.2). */
const DCMP_PATH = '/dcmp/contact-me';
const BATCH_SIZE = 256;
/** A question has a hundred bytes; a phone adds no more headers than a browser. */
const MAX_HEADER_BYTES = 8_192;

/** Limits of the port; tests have smaller ones. */
export interface DcmpLimits {
  /** Polls that may wait at once; a phone beyond it asks again by itself. */
  readonly maxWaiting: number;
  readonly maxConnections: number;
  /** A phone has this long to ask: its question is one packet. */
  readonly requestTimeoutMs: number;
  /** How often the time limit is looked after. */
  readonly checkEveryMs: number;
  /** Polls under way may take this long to end when the server stops. */
  readonly stopMs: number;
}

const usualLimits: DcmpLimits = {
  maxWaiting: 5_000,
  maxConnections: 10_000,
  requestTimeoutMs: 10_000,
  checkEveryMs: 2_000,
  stopMs: 1_000,
};

export interface DcmpListenerOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly host: string | undefined;
  readonly port: number;
  readonly log: Logger;
  readonly limits?: Partial<DcmpLimits>;
}

export interface DcmpListener {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * The contact-me proxy for phones behind NAT: they poll, and learn by the status whether work waits for them. 202 makes
 * the phone call with `solicited`, 200 means nothing to do (section 3.2). An unknown phone has nothing to do.
 */
export async function startDcmpListener(options: DcmpListenerOptions): Promise<DcmpListener> {
  const limits = { ...usualLimits, ...options.limits };
  const recorder = new PollRecorder(options);
  const polls = new GroupCommit<string, { pending: boolean }>({
    keyOf: (deviceId) => deviceId,
    maxSize: BATCH_SIZE,
    isolates: (error) => !isDatabaseUnavailable(error),
    commit: async (deviceIds) => {
      const pending = await findDevicesWithWork(options.pool, deviceIds);
      recorder.note(deviceIds);
      return deviceIds.map((deviceId) => ({ pending: pending.has(deviceId) }));
    },
  });
  const server = createServer(
    {
      requestTimeout: limits.requestTimeoutMs,
      headersTimeout: limits.requestTimeoutMs,
      connectionsCheckingInterval: limits.checkEveryMs,
      maxHeaderSize: MAX_HEADER_BYTES,
    },
    (request, response) => {
      const question = readQuestion(request);
      if ('refusal' in question) return refuse(response, question.refusal);
      if (polls.waiting >= limits.maxWaiting) return refuse(response, 503);
      polls.add(question.deviceId).then(
        ({ pending }) => reply(response, pending ? 202 : 200),
        (error: unknown) => {
          options.log.debug({ err: error }, 'a poll of a phone could not be answered');
          refuse(response, 503);
        },
      );
    },
  );
  server.maxConnections = limits.maxConnections;
  return {
    port: await listen(server, options),
    stop: async () => {
      await closeServer(server, limits.stopMs);
      await recorder.stop();
    },
  };
}

function readQuestion(
  request: IncomingMessage,
): { readonly deviceId: string } | { readonly refusal: number } {
  const url = URL.parse(request.url ?? '', 'http://dcmp.invalid');
  if (url?.pathname !== DCMP_PATH) return { refusal: 404 };
  if (request.method !== 'GET') return { refusal: 405 };
  const { 'content-length': length = '0', 'transfer-encoding': encoding } = request.headers;
  if (length !== '0' || encoding !== undefined) return { refusal: 413 };
  const deviceId = readDeviceId(url.searchParams.get('device-id') ?? '');
  return deviceId === undefined ? { refusal: 400 } : { deviceId };
}

function reply(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-length': 0 });
  response.end();
}

/** Whoever is no phone, or comes when there is no room, does not keep its connection, nor what it still wants to send. */
function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, {
    'content-length': 0,
    connection: 'close',
    ...(status === 405 ? { allow: 'GET' } : {}),
  });
  response.end();
}
