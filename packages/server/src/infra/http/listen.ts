import { once } from 'node:events';
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo, Server, Socket } from 'node:net';

/** A port could not be opened; the message is one sentence for the operator. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  readonly port: number;

  constructor(port: number, message: string, options: ErrorOptions) {
    super(message, options);
    this.port = port;
  }
}

/** Every connection of the servers that listen, also those that have not come as far as to a TLS session. */
const connections = new WeakMap<Server, Set<Socket>>();

/**
 * Opens a server on all interfaces (IPv6 and IPv4, or IPv4 alone where there is no IPv6), or on the one named.
 *
 * @param port 0 = any free one
 * @returns the port
 * @throws ListenError
 */
export async function listen(
  server: Server,
  options: { readonly host: string | undefined; readonly port: number },
): Promise<number> {
  const { host, port } = options;
  const sockets = new Set<Socket>();
  connections.set(server, sockets);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen({ port, ...(host === undefined ? {} : { host }), backlog: 4_096 });
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new ListenError(port, `Port ${port}${host === undefined ? '' : ` of ${host}`} ${whyNot(error)}.`, {
      cause: error,
    });
  }
  return (server.address() as AddressInfo).port;
}

function whyNot(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return 'is in use by another program: stop it or choose another port';
  if (code === 'EACCES') return 'may not be opened by this user: choose one above 1023';
  if (code === 'EADDRNOTAVAIL') return 'cannot be opened: this machine does not have that address';
  return `cannot be opened (${message})`;
}

/**
 * Closes a server: requests under way may end within a time, then all its connections are broken off.
 *
 * @param close how to close it, if that takes more than the server itself
 */
export async function closeServer(
  server: HttpServer,
  limitMs: number,
  close: () => Promise<unknown> = () => closed(server),
): Promise<void> {
  const limit = setTimeout(() => {
    for (const socket of connections.get(server) ?? []) socket.destroy();
  }, limitMs);
  try {
    await close();
  } finally {
    clearTimeout(limit);
  }
}

async function closed(server: HttpServer): Promise<void> {
  const end = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  await end;
}
