import type { ClientBase } from 'pg';
import { type ConnectionOptions, PgBoss, type QueuePolicy } from 'pg-boss';
import type { Logger } from '../log/index.ts';

/** Every kind of task with its payload. */
export interface Tasks {
  /** Start a job whose planned time has come. */
  'jobs.start': { readonly jobId: string };
  /** Ask a client to call. */
  'clients.request-contact': { readonly clientId: string };
  /** Ask an unknown phone that was approved to call. */
  'held-phones.invite': { readonly id: string };
  /** Let drift and history follow corrections of item names. */
  'item-names.follow': Readonly<Record<never, never>>;
}

export type TaskName = keyof Tasks;

export interface QueueDefinition {
  /** `short`: at most one waiting task per key; a second one is not needed because tasks read what is due. */
  readonly policy: QueuePolicy;
  readonly retryLimit: number;
  readonly batchSize: number;
  readonly localConcurrency: number;
}

const queues: Readonly<Record<TaskName, QueueDefinition>> = {
  'jobs.start': { policy: 'standard', retryLimit: 10, batchSize: 1, localConcurrency: 2 },
  'clients.request-contact': { policy: 'short', retryLimit: 0, batchSize: 100, localConcurrency: 2 },
  'held-phones.invite': { policy: 'short', retryLimit: 0, batchSize: 50, localConcurrency: 1 },
  'item-names.follow': { policy: 'short', retryLimit: 10, batchSize: 1, localConcurrency: 1 },
};

export interface TaskOrder<Name extends TaskName> {
  readonly payload: Tasks[Name];
  /** Tasks of one key wait at most once. */
  readonly key?: string;
  readonly startAfter?: Date;
}

/** Handles a batch of tasks of one kind. Tasks are repeated after a crash, so a handler is idempotent. */
export type TaskHandler<Name extends TaskName> = (payloads: readonly Tasks[Name][]) => Promise<void>;

/**
 * Tasks in the database (pg-boss): enqueued in the caller's transaction, run by whichever node is free, repeated when
 * a node died over them.
 */
export class TaskQueue {
  readonly #boss: PgBoss;
  readonly #log: Logger;
  #started = false;

  constructor(options: { readonly databaseUrl: string; readonly log: Logger }) {
    this.#log = options.log;
    this.#boss = new PgBoss({
      connectionString: options.databaseUrl,
      application_name: 'deskfleet tasks',
      schema: 'tasks',
      max: 4,
      useListenNotify: true,
      persistWarnings: false,
    });
    this.#boss.on('error', (error) => this.#log.warn({ err: error }, 'the task queue reports an error'));
  }

  /** Creates or updates the queue's schema; safe to call from several nodes at once. */
  async start(): Promise<void> {
    await this.#boss.start();
    this.#started = true;
    for (const [name, { policy, retryLimit }] of Object.entries(queues)) {
      await this.#boss.createQueue(name, {
        policy,
        retryLimit,
        retryBackoff: true,
        notify: true,
        expireInSeconds: 120,
        retentionSeconds: 7 * 86_400,
        deleteAfterSeconds: 3_600,
      });
    }
  }

  /** Enqueues tasks; with `tx` they exist only if its transaction commits. */
  async enqueue<Name extends TaskName>(
    name: Name,
    orders: readonly TaskOrder<Name>[],
    tx?: ClientBase,
  ): Promise<void> {
    const connection: ConnectionOptions =
      tx === undefined ? {} : { db: { executeSql: (text, values) => tx.query(text, values) } };
    // Always in the same order: transactions that enqueue the same keys would wait for each other in a circle.
    const sorted = [...orders].sort(({ key: a = '' }, { key: b = '' }) => (a < b ? -1 : a > b ? 1 : 0));
    const tasks = sorted.map((order) => ({
      data: order.payload,
      ...(order.key === undefined ? {} : { singletonKey: order.key }),
      ...(order.startAfter === undefined ? {} : { startAfter: order.startAfter }),
    }));
    for (let from = 0; from < tasks.length; from += MAX_INSERT) {
      await this.#boss.insert(name, tasks.slice(from, from + MAX_INSERT), connection);
    }
  }

  /** Lets this node take part in the work of a queue. */
  async work<Name extends TaskName>(name: Name, handler: TaskHandler<Name>): Promise<void> {
    const { batchSize, localConcurrency } = queues[name];
    await this.#boss.work<Tasks[Name]>(
      name,
      {
        batchSize,
        localConcurrency,
        pollingIntervalSeconds: 1,
        notifyPollingIntervalSeconds: 1,
        burstWhenBatchFull: batchSize > 1,
      },
      async (tasks) => {
        try {
          await handler(tasks.map((task) => task.data));
        } catch (error) {
          this.#log.error({ err: error, task: name }, 'a task failed');
          throw error;
        }
      },
    );
  }

  /** Takes no new task and waits for those under way. */
  async stop(): Promise<void> {
    if (!this.#started) return;
    this.#started = false;
    await this.#boss.stop({ graceful: true, timeout: 3_000 });
  }
}

const MAX_INSERT = 5_000;
