import { isIPv6 } from 'node:net';
import type { Config, Listener } from '../infra/config/index.ts';

/**
 * The line on standard output that tells that the server is ready (architecture section 8): JSON with the addresses of the
 * listeners, the kind of database and the version.
 */
export function readyLine(
  config: Config,
  ports: Readonly<Record<Listener, number>>,
  version: string,
): string {
  const host =
    config.host === undefined || config.host === '::' || config.host === '0.0.0.0'
      ? 'localhost'
      : config.host;
  const name = isIPv6(host) ? `[${host}]` : host;
  return JSON.stringify({
    ready: true,
    admin: `https://${name}:${ports.admin}`,
    phones: `https://${name}:${ports.phones}`,
    securePhones: `https://${name}:${ports.securePhones}`,
    dcmp: `http://${name}:${ports.dcmp}`,
    metrics: `http://${name}:${ports.metrics}`,
    database: config.databaseUrl === undefined ? 'embedded' : 'external',
    version,
  });
}
