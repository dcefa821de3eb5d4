import type { EventHub } from '../../infra/events/index.ts';
import type { Logger } from '../../infra/log/index.ts';
import {
  type CertificatePurpose,
  type CertificateTools,
  ensureServerCertificate,
  type ServerIdentity,
  serverCertificateKey,
} from './server-certificates.service.ts';

const CHECK_EVERY_MS = 12 * 3_600_000;

/** The certificates of a listener, which are renewed until `stop`. */
export interface KeptServerCertificate {
  /** The certificates now; make the listener with them. */
  readonly current: ServerIdentity;
  stop(): void;
}

/**
 * Keeps a listener's certificates valid while the server runs: renews them in time and follows what other nodes make.
 *
 * @param options.apply receives new certificates, e.g. `(identity) => listener.setSecureContext(identity)`; connections
 *   that are open keep theirs
 */
export async function keepServerCertificate(
  deps: CertificateTools & { readonly events: EventHub; readonly log: Logger },
  purpose: CertificatePurpose,
  options: { readonly hosts: readonly string[]; readonly apply: (identity: ServerIdentity) => void },
): Promise<KeptServerCertificate> {
  const key = serverCertificateKey(purpose);
  const ensure = async (hosts: readonly string[]): Promise<ServerIdentity> => {
    const identity = await ensureServerCertificate(deps, purpose, { hosts });
    if (identity.made) {
      deps.log.info(
        {
          purpose,
          fingerprints: identity.certificates.map(({ keyType, fingerprint }) => ({ keyType, fingerprint })),
        },
        'made a TLS certificate',
      );
      deps.events.changed('settings', [key]);
    }
    return identity;
  };

  let current = await ensure(options.hosts);
  const refresh = async (): Promise<void> => {
    try {
      // Names are asked for at the start only: two nodes whose names do not fit together would take turns forever.
      const identity = await ensure([]);
      if (identity.cert.join() === current.cert.join()) return;
      current = identity;
      options.apply(identity);
    } catch (error) {
      deps.log.error({ err: error, purpose }, 'the TLS certificate could not be checked');
    }
  };
  const unsubscribe = deps.events.subscribe(({ settings }) => {
    if (settings === 'all' || settings?.includes(key)) void refresh();
  });
  const timer = setInterval(() => void refresh(), CHECK_EVERY_MS);
  timer.unref();
  return {
    get current() {
      return current;
    },
    stop: () => {
      clearInterval(timer);
      unsubscribe();
    },
  };
}
