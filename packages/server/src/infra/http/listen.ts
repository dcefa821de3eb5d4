import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';

/**
 * Opens a server on all interfaces (IPv6 and IPv4, or IPv4 alone where there is no IPv6), or on the one named.
 *
 * @param port 0 = any free one
 * @returns the port
 */
export async function listen(
  server: Server,
  options: { readonly host: string | undefined; readonly port: number },
): Promise<number> {
  const { host, port } = options;
  server.listen({ port, ...(host === undefined ? {} : { host }), backlog: 4_096 });
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
