import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** A name or an IPv4 address, or an IPv6 address in brackets, perhaps with a port. */
const HOST =
  /^(?<name>[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(?::(?<port>\d{1,5}))?$/;

/**
 * Where a phone reached this server, for addresses that it is given: what its `Host` says, when that can be an address at all,
 * else the end of the connection itself. Phones are never trusted, but whoever lies here is only sent elsewhere himself.
 *
 * @returns e.g. `https://10.20.30.40:18443`
 */
export function serverOriginOf(request: Pick<IncomingMessage, 'headers' | 'socket'>): string {
  const { localAddress = '127.0.0.1', localPort = 0 } = request.socket;
  const said = HOST.exec(request.headers.host?.trim() ?? '')?.groups;
  const port = Number(said?.['port'] ?? localPort);
  const name = said?.['name'];
  if (name === undefined || port < 1 || port > 65_535 || !isUsable(name)) {
    return originOf(plain(localAddress), localPort);
  }
  return originOf(name, port);
}

function isUsable(name: string): boolean {
  if (name.startsWith('[')) return isIP(name.slice(1, -1)) === 6;
  // Digits and dots alone are an IPv4 address or nothing.
  return /^[\d.]+$/.test(name) ? isIP(name) === 4 : !name.includes('..');
}

/** An IPv4 address as IPv6 sockets show it is written plainly. */
function plain(address: string): string {
  const v4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (v4 !== undefined) return v4;
  return isIP(address) === 6 ? `[${address.replace(/%.*$/, '')}]` : address;
}

function originOf(name: string, port: number): string {
  return `https://${name}:${port}`;
}
