import type { Pool } from 'pg';
import { createAdminApi } from './admin-api.ts';
import {
  ContactRequester,
  createPhoneMetrics,
  inviteHeldPhones,
  keepPiecesClear,
  type OpeningLimits,
  openPhonePorts,
  Scanner,
  startDcmpListener,
} from './device-endpoint/index.ts';
import { keepAcceptance } from './features/acceptance/index.ts';
import { ensureFirstAccount } from './features/accounts/index.ts';
import { keepServerCertificate, localHosts } from './features/certificates/index.ts';
import { keepContactLogBounded } from './features/contact-log/index.ts';
import { createFileAddress } from './features/deployments/index.ts';
import { keepFilesClear } from './features/files/index.ts';
import { keepSettled } from './features/groups/index.ts';
import {
  enqueueFollowing,
  followCorrections,
  importCorrectionsFile,
  keepCatalog,
} from './features/item-names/index.ts';
import { startJob, startSweep } from './features/jobs/index.ts';
import { keepRecurringJobs } from './features/recurring-jobs/index.ts';
import { keepRollouts } from './features/rollouts/index.ts';
import {
  fileSettings,
  followLogLevel,
  keepMobilitySettings,
  keepPhoneSettings,
  keepServerSettings,
} from './features/settings/index.ts';
import { createProviderUrls, ProviderScanner, ProviderSearcher } from './features/storage-providers/index.ts';
import { keepTemplateFiles } from './features/template-files/index.ts';
import { keepHistoryBounded } from './features/values/index.ts';
import { DatabaseClock } from './infra/clock/database-clock.ts';
import { systemClock } from './infra/clock/index.ts';
import { type Config, type Listener, variableOfPort } from './infra/config/index.ts';
import type { ServerContext } from './infra/context.ts';
import { createDb, createPool, type Db } from './infra/db/index.ts';
import { migrate } from './infra/db/migrate.ts';
import { EventHub } from './infra/events/index.ts';
import { closeServer, ListenError, listen } from './infra/http/listen.ts';
import type { Logger, LogLevel } from './infra/log/index.ts';
import { createMetrics, startMetricsListener } from './infra/metrics/index.ts';
import { createOutboundGuard } from './infra/outbound/index.ts';
import { TaskQueue } from './infra/queue/index.ts';
import { createSecretBox } from './infra/secrets/index.ts';
import { migrations } from './migrations/index.ts';

/** What a node needs; the secrets among it never reach a log. */
export interface NodeInputs {
  readonly config: Config;
  readonly databaseUrl: string;
  /** 32 bytes. */
  readonly secretKey: Uint8Array;
  readonly version: string;
  readonly log: Logger;
  /** How many dialogues with phones may begin; absent: as many as a node can do. */
  readonly openings?: Partial<OpeningLimits>;
  /** No other process serves with this database; absent: nobody knows. */
  readonly isOnlyNode?: boolean;
  /** Hears of the level of the log that the settings want. */
  readonly onLogLevel?: (level: LogLevel) => void;
}

/** Connections of a process for what people and programs ask. */
const MAX_READERS = 8;
/** Requests of people and programs may take this long to end when the server stops. */
const ADMIN_STOP_MS = 3_000;

export interface RunningNode {
  /** Ports of the listeners, those that were chosen included. */
  readonly ports: Readonly<Record<Listener, number>>;
  /** Takes no new work, finishes what is running, closes everything. */
  stop(): Promise<void>;
}

/**
 * Brings the database up to date and makes the first account. Several nodes may do it at once.
 *
 * @throws MigrationError
 */
export async function prepareDatabase(inputs: NodeInputs): Promise<void> {
  const { config, databaseUrl, secretKey, log } = inputs;
  const pool = createPool(databaseUrl, { max: 2, statementTimeoutMs: 0 });
  try {
    const done = await migrate(pool, migrations);
    if (done.length > 0) log.info({ migrations: done }, 'brought the database up to date');
    const secrets = createSecretBox(secretKey);
    const db = createDb(pool);
    await ensureFirstAccount({ db, clock: systemClock, secrets, log }, { password: config.adminPassword });
    await importCorrections(inputs, pool, db);
  } finally {
    await pool.end();
  }
}

/** What the data folder corrects of item names; nodes that run already hear of it. */
async function importCorrections(
  { config, databaseUrl, log }: NodeInputs,
  pool: Pool,
  db: Db,
): Promise<void> {
  const events = new EventHub({ databaseUrl, log, query: (sql, parameters) => pool.query(sql, parameters) });
  const announce = async () => events.changed('parameters', 'all');
  await importCorrectionsFile(
    { pool, db, clock: systemClock, log, queue: null, announce },
    config.dataFolder,
  );
  await events.stop();
}

/** The one composition root: builds a node of the server, part by part, and opens its listeners. */
export async function startNode(inputs: NodeInputs): Promise<RunningNode> {
  const parts = new Parts(inputs.log);
  try {
    const context = await openContext(inputs, parts);
    parts.keep(await followLogLevel(context, inputs.onLogLevel));
    const ports = await openListeners(context, inputs, parts);
    return { ports, stop: () => parts.stop() };
  } catch (error) {
    await parts.stop();
    throw error instanceof ListenError ? withVariable(error, inputs.config) : error;
  }
}

/** Whoever reads that a port cannot be opened wants to know where it is said. */
function withVariable(error: ListenError, config: Config): ListenError {
  const variable = variableOfPort(config, error.port);
  if (variable === undefined) return error;
  return new ListenError(error.port, error.message.replace(/\.$/, ` (${variable}).`), { cause: error });
}

async function openContext(
  { config, databaseUrl, secretKey, version, log }: NodeInputs,
  parts: Parts,
): Promise<ServerContext> {
  const pool = createPool(databaseUrl, { byKey: true });
  const readers = createPool(databaseUrl, { max: MAX_READERS });
  for (const connections of [pool, readers]) {
    connections.on('error', (error) => {
      // One that is closed here may be closed from there before that is done.
      if (!connections.ending) log.warn({ err: error }, 'a connection to the database was lost');
    });
    parts.add(() => connections.end());
  }
  const clock = parts.keep(await DatabaseClock.start({ query: (sql) => pool.query(sql), log }));
  const events = new EventHub({ databaseUrl, log, query: (sql, parameters) => pool.query(sql, parameters) });
  await events.start();
  parts.add(() => events.stop());
  const queue = new TaskQueue({ databaseUrl, log });
  await queue.start();
  parts.add(() => queue.stop());
  const catalog = parts.keep(await keepCatalog({ pool, events, log }));
  return {
    pool,
    db: createDb(readers),
    clock,
    log,
    secrets: createSecretBox(secretKey),
    events,
    queue,
    catalog,
    scansLoopback: config.scansLoopback,
    outbound: createOutboundGuard(config.outboundAllow),
    version,
  };
}

async function openListeners(
  context: ServerContext,
  { config, openings, isOnlyNode = false }: NodeInputs,
  parts: Parts,
): Promise<RunningNode['ports']> {
  const { host, ports } = config;
  const { pool, clock, log, events, queue } = context;
  const metrics = createMetrics();
  const settings = parts.keep(await keepPhoneSettings(context));
  const acceptance = parts.keep(await keepAcceptance(context));
  const mobility = parts.keep(await keepMobilitySettings(context));

  const files = parts.keep(await fileSettings.keep(context));
  const server = parts.keep(await keepServerSettings(context));
  const fronts = parts.keep(new Parts(log, 'together'));
  const metricsListener = fronts.keep(
    await startMetricsListener(metrics, { host, port: ports.metrics, log }),
  );
  const phonePorts = fronts.keep(
    await openPhonePorts(context, {
      host,
      ports,
      tls: config.phoneTls,
      settings: settings.current,
      acceptance,
      enhancedMobility: () => mobility.current().enhancedSecurity,
      fileAddress: createFileAddress({
        ...context,
        publicUrl: () => files.current().publicUrl ?? server.current().url,
        providers: createProviderUrls(context),
      }),
      fileSettings: files.current,
      metrics: createPhoneMetrics(metrics),
      isOnlyNode,
      ...(openings === undefined ? {} : { openings }),
    }),
  );
  const dcmp = fronts.keep(await startDcmpListener({ pool, clock, host, port: ports.dcmp, log }));
  const adminPort = await openAdminPort(context, config, fronts);

  await queue.work('jobs.start', async (tasks) => {
    for (const { jobId } of tasks) await startJob(context, jobId);
  });
  const contacts = fronts.keep(
    new ContactRequester({ pool, clock, events, log, settings: settings.current }),
  );
  await queue.work('clients.request-contact', (tasks) =>
    contacts.request(tasks.map((task) => task.clientId)),
  );
  await queue.work('held-phones.invite', (tasks) =>
    inviteHeldPhones(
      { pool, clock, log, settings: settings.current },
      tasks.map((task) => task.id),
    ),
  );
  await queue.work('item-names.follow', () => followCorrections(context));
  // What the file of the data folder has corrected just now.
  await enqueueFollowing(queue);
  fronts.keep(new Scanner({ ...context, settings: settings.current, phonePort: phonePorts.phones }));
  fronts.keep(new ProviderScanner(context));
  fronts.keep(new ProviderSearcher(context));
  fronts.keep(startSweep(context));
  fronts.keep(keepRecurringJobs(context));
  fronts.keep(keepRollouts(context));
  fronts.keep(keepFilesClear(context));
  fronts.keep(keepSettled(context));
  fronts.keep(keepTemplateFiles(context));
  fronts.keep(keepPiecesClear(context));
  fronts.keep(keepHistoryBounded(context));
  fronts.keep(keepContactLogBounded({ ...context, settings: settings.current }));
  return {
    admin: adminPort,
    phones: phonePorts.phones,
    securePhones: phonePorts.securePhones,
    dcmp: dcmp.port,
    metrics: metricsListener.port,
  };
}

async function openAdminPort(context: ServerContext, config: Config, parts: Parts): Promise<number> {
  const identity = parts.keep(
    await keepServerCertificate(context, 'admin', {
      hosts: localHosts(),
      apply: ({ key, cert }) => app.server.setSecureContext({ key, cert }),
    }),
  );
  const app = await createAdminApi(context, { tls: identity.current });
  parts.add(() => closeServer(app.server, ADMIN_STOP_MS, () => app.close()));
  return listen(app.server, { host: config.host, port: config.ports.admin });
}

/** What was started, to be stopped one after the other in the opposite order, or all together. */
class Parts {
  readonly #log: Logger;
  readonly #order: 'opposite' | 'together';
  readonly #stops: (() => unknown)[] = [];

  constructor(log: Logger, order: 'opposite' | 'together' = 'opposite') {
    this.#log = log;
    this.#order = order;
  }

  add(stop: () => unknown): void {
    this.#stops.push(stop);
  }

  keep<Part extends { stop(): unknown }>(part: Part): Part {
    this.add(() => part.stop());
    return part;
  }

  async stop(): Promise<void> {
    const stops = this.#stops.splice(0).reverse();
    if (this.#order === 'together') await Promise.all(stops.map((stop) => this.#stopOne(stop)));
    else for (const stop of stops) await this.#stopOne(stop);
  }

  async #stopOne(stop: () => unknown): Promise<void> {
    try {
      await stop();
    } catch (error) {
      this.#log.warn({ err: error }, 'a part of the server did not stop properly');
    }
  }
}
