import { isIP, Socket } from 'node:net';
import type { Clock } from '../clock.ts';
import type { ServerAddress } from './connection.ts';

/** The first bytes of a TLS greeting that announces more than ever comes. */
const HALF_GREETING = Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00]);

/**
 * Opens a connection that says half of a TLS greeting, keeps silent for `holdMs` and goes away.
 * @returns closes it at once
 */
export function openHalfConnection(
  target: { readonly server: ServerAddress; readonly localAddress?: string },
  holdMs: number,
  clock: Clock,
  onClose: () => void,
): () => void {
  const { server, localAddress } = target;
  const family = localAddress === undefined ? 0 : isIP(localAddress);
  const socket = new Socket();
  const timer = clock.schedule(holdMs, () => socket.destroy());
  socket.on('close', () => {
    clock.cancel(timer);
    onClose();
  });
  socket.on('error', () => socket.destroy());
  socket.on('connect', () => socket.write(HALF_GREETING));
  socket.resume();
  socket.connect({
    host: server.host === 'localhost' && family === 4 ? '127.0.0.1' : server.host,
    port: server.port,
    ...(family === 0 ? {} : { family }),
    ...(localAddress === undefined ? {} : { localAddress }),
  });
  return () => socket.destroy();
}
