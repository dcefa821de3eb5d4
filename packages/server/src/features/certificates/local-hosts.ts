import { isIP } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';

/**
 * Every name and address under which this machine may be called, for the names of a server certificate.
 * Link-local IPv6 addresses are left out: they mean nothing without their interface.
 *
 * @param configured the address that the listeners are bound to, `DESKFLEET_HOST`
 */
export function localHosts(configured?: string): string[] {
  const hosts = new Set(['localhost', hostname().toLowerCase(), '127.0.0.1', '::1']);
  for (const addresses of Object.values(networkInterfaces())) {
    for (const { address, scopeid } of addresses ?? []) if (!scopeid) hosts.add(address);
  }
  if (configured !== undefined && !isUnspecified(configured)) hosts.add(configured.toLowerCase());
  return [...hosts].filter(isCertifiable);
}

function isUnspecified(host: string): boolean {
  return host === '' || host === '0.0.0.0' || host === '::';
}

function isCertifiable(host: string): boolean {
  return isIP(host) !== 0 || (host.length <= 253 && /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/.test(host));
}
