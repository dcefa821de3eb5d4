import { createServer } from 'node:http';
import { normalizeMac } from '@deskfleet/protocol';
import type { Pool } from 'pg';
import { GroupCommit } from '../../infra/batch/index.ts';
import { isDatabaseUnavailable } from '../../infra/db/index.ts';
import { closeServer, listen } from '../../infra/http/listen.ts';
import type { Logger } from '../../infra/log/index.ts';

/** Path that a polling phone appends its question to (protocol reference section 3.2). */
const DCMP_PATH = '/dcmp/contact-me';
const BATCH_SIZE = 256;
/** Polls that may wait at once; a phone beyond it asks again by itself. */
const MAX_WAITING = 5_000;
const MAX_CONNECTIONS = 10_000;
const STOP_MS = 1_000;

export interface DcmpListener {
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * The contact-me proxy for phones behind NAT: they poll, and learn by the status whether work waits for them. 202 makes
 * the phone call with `solicited`, 200 means nothing to do (section 3.2). An unknown phone has nothing to do.
 */
export async function startDcmpListener(options: {
  readonly pool: Pool;
  readonly host: string | undefined;
  readonly port: number;
  readonly log: Logger;
}): Promise<DcmpListener> {
  const polls = new GroupCommit<string, { pending: boolean }>({
    keyOf: (deviceId) => deviceId,
    maxSize: BATCH_SIZE,
    isolates: (error) => !isDatabaseUnavailable(error),
    commit: async (deviceIds) => {
      const pending = await findPending(options.pool, deviceIds);
      return deviceIds.map((deviceId) => ({ pending: pending.has(deviceId) }));
    },
  });
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000 }, (request, response) => {
    const reply = (status: number) => {
      response.writeHead(status, { 'content-length': 0 });
      response.end();
    };
    request.resume();
    const url = URL.parse(request.url ?? '', 'http://dcmp.invalid');
    if (url?.pathname !== DCMP_PATH) return reply(404);
    if (request.method !== 'GET') return reply(405);
    const claimed = url.searchParams.get('device-id') ?? '';
    const deviceId = normalizeMac(claimed);
    if (deviceId === undefined) return reply(400);
    if (polls.waiting >= MAX_WAITING) return reply(503);
    polls.add(deviceId).then(
      ({ pending }) => reply(pending ? 202 : 200),
      (error: unknown) => {
        options.log.debug({ err: error }, 'a poll of a phone could not be answered');
        reply(503);
      },
    );
  });
  server.maxConnections = MAX_CONNECTIONS;
  return {
    port: await listen(server, options),
    stop: () => closeServer(server, STOP_MS),
  };
}

async function findPending(pool: Pool, deviceIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await pool.query<{ device_id: string }>({
    name: 'dcmp-pending',
    text: `
      select c.device_id from clients c
      where c.device_id = any($1::text[]) and exists (select from job_targets t where t.client_id = c.id and t.open)`,
    values: [deviceIds],
  });
  return new Set(rows.map((row) => row.device_id));
}
