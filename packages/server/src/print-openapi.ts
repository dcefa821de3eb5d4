import { randomBytes } from 'node:crypto';
import { releasedCatalog } from '@deskfleet/catalog';
import { createAdminApi } from './admin-api.ts';
import { systemClock } from './infra/clock/index.ts';
import { createDb, createPool } from './infra/db/index.ts';
import { EventHub } from './infra/events/index.ts';
import { OPENAPI_PATH } from './infra/http/openapi.ts';
import { createLogger } from './infra/log/index.ts';
import { createOutboundGuard } from './infra/outbound/index.ts';
import { TaskQueue } from './infra/queue/index.ts';
import { createSecretBox } from './infra/secrets/index.ts';

/** The API's description as the server answers it. Nothing is started: no part connects before its first use. */
export async function readApiDescription(version: string): Promise<string> {
  const databaseUrl = 'postgresql://nowhere/none';
  const log = createLogger('silent');
  const pool = createPool(databaseUrl);
  const api = await createAdminApi(
    {
      pool,
      db: createDb(pool),
      clock: systemClock,
      log,
      secrets: createSecretBox(randomBytes(32)),
      events: new EventHub({ databaseUrl, log, query: (sql, parameters) => pool.query(sql, parameters) }),
      queue: new TaskQueue({ databaseUrl, log }),
      catalog: { current: () => releasedCatalog, refresh: async () => {} },
      outbound: createOutboundGuard(),
      version,
    },
    { tls: { key: [], cert: [] } },
  );
  const response = await api.inject(OPENAPI_PATH);
  await api.close();
  return JSON.stringify(response.json(), null, 2);
}

if (import.meta.main) {
  process.stdout.write(`${await readApiDescription(process.env['npm_package_version'] ?? '')}\n`);
}
