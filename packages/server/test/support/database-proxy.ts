import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to the database, or to another server, that can be cut and frozen, as networks and failovers do it. */
export interface DatabaseProxy {
  /** Connection URL of the same database through the proxy. */
  readonly url: string;
  /** Connections that are open now. */
  connections(): number;
  /** Breaks all connections and refuses new ones. */
  cut(): void;
  /** Keeps connections open, but nothing comes through any more, and nobody is told. */
  freeze(): void;
  /** Lets about so many bytes more through to the server, and what comes after them waits. */
  holdAfter(bytes: number): void;
  /** Lets everything through again; what was frozen is lost. */
  restore(): void;
  close(): Promise<void>;
}

/** Opens a way to the database of `databaseUrl`. */
export async function openDatabaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl);
  const socketFolder = target.searchParams.get('host');
  const port = Number(target.port === '' ? 5432 : target.port);
  const pairs = new Set<readonly [Socket, Socket]>();
  let state: 'open' | 'cut' | 'frozen' = 'open';
  let allowed = Number.POSITIVE_INFINITY;
  const server = createServer((near) => {
    if (state === 'cut') {
      near.destroy();
      return;
    }
    const far =
      socketFolder === null
        ? connect(port, target.hostname)
        : connect(`${socketFolder}/.s.PGSQL.${target.searchParams.get('port') ?? port}`);
    const pair = [near, far] as const;
    pairs.add(pair);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (bytes) => {
        if (state !== 'frozen') to.write(bytes);
        if (from !== near) return;
        allowed -= bytes.length;
        if (allowed <= 0) near.pause();
      });
      from.on('error', () => {});
      from.on('close', () => {
        to.destroy();
        pairs.delete(pair);
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const breakAll = () => {
    for (const pair of pairs) for (const socket of pair) socket.destroy();
  };
  const url = new URL(databaseUrl);
  for (const name of ['host', 'port']) url.searchParams.delete(name);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    connections: () => pairs.size,
    cut: () => {
      state = 'cut';
      breakAll();
    },
    freeze: () => {
      state = 'frozen';
    },
    holdAfter: (bytes) => {
      allowed = bytes;
    },
    restore: () => {
      if (state === 'frozen') breakAll();
      state = 'open';
      allowed = Number.POSITIVE_INFINITY;
      for (const [near] of pairs) near.resume();
    },
    close: async () => {
      breakAll();
      server.close();
      await once(server, 'close');
    },
  };
}
