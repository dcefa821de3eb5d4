import { totalmem } from 'node:os';

/** Names and values as PostgreSQL spells them. */
export type DatabaseSettings = Readonly<Record<string, string>>;

const MEBIBYTE = 1024 * 1024;

/**
 * Settings that an operator may change with `ALTER SYSTEM`.
 *
 * @param memory bytes of memory that the server and its database share
 */
export function tunedSettings(memory: number): DatabaseSettings {
  const megabytes = Math.floor(memory / MEBIBYTE);
  // Holds the tables of 100,000 phones that calls change; measured: with a fourth of it a changed inventory costs the database two fifths more.
  const sharedBuffers = Math.min(1_024, Math.max(32, Math.floor(megabytes / 8)));
  return {
    max_connections: '200',
    shared_buffers: `${sharedBuffers}MB`,
    effective_cache_size: `${Math.max(sharedBuffers, Math.floor(megabytes / 2))}MB`,
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    // Few, large checkpoints: after each one every page is written to the log whole again.
    checkpoint_timeout: '15min',
    max_wal_size: '2GB',
    min_wal_size: '160MB',
    wal_buffers: '16MB',
    // Measured: to make such a page smaller takes some 40 us, more than all the rest that a call does to it.
    wal_compression: 'off',
    random_page_cost: '1.1',
    // The phones' next messages need the second core more than one large query does.
    max_parallel_workers_per_gather: '0',
    jit: 'off',
    // The rows of clients are rewritten at every contact; waiting for a fifth of a large table makes it grow.
    autovacuum_naptime: '20s',
    autovacuum_vacuum_scale_factor: '0.05',
    autovacuum_analyze_scale_factor: '0.05',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    // Failing statements are reported to whoever sent them. Here they would bring values, and so secrets, into the log.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    log_line_prefix: '',
    log_destination: 'stderr',
    logging_collector: 'off',
  };
}

/**
 * Settings on which promises to phones and operators rest, so that nothing stored in the database can change them.
 *
 * @param durable false gives up what was acknowledged when the machine stops; for databases of tests only
 */
export function fixedSettings(places: {
  sockets: string;
  accessFile: string;
  durable: boolean;
}): DatabaseSettings {
  const durable = places.durable ? 'on' : 'off';
  return {
    listen_addresses: '',
    unix_socket_directories: quoteListElement(places.sockets),
    unix_socket_permissions: '0700',
    hba_file: places.accessFile,
    fsync: durable,
    full_page_writes: durable,
    synchronous_commit: durable,
  };
}

/** The memory this process may use: of the machine, or of the container when that is less. */
export function availableMemory(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

/** As content of `postgresql.conf`. */
export function formatSettings(settings: DatabaseSettings): string {
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  return [
    '# Written by Deskfleet at every start: changes made here are lost. Use ALTER SYSTEM SET instead.',
    ...lines,
    '',
  ].join('\n');
}

/** As arguments of the program `postgres`. */
export function settingArguments(settings: DatabaseSettings): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Folders are a comma-separated list there, so a comma or space in the one we have must be quoted. */
function quoteListElement(value: string): string {
  return `"${value.replaceAll('"', '""')}"`;
}
