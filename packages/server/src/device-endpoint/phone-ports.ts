import { randomUUID } from 'node:crypto';
import type { KeptAcceptance } from '../features/acceptance/index.ts';
import { ensureTicketKeys, keepServerCertificate, localHosts } from '../features/certificates/index.ts';
import { type NewNotification, raiseNotification } from '../features/notifications/index.ts';
import type { PhoneSettings } from '../features/settings/index.ts';
import { createProviderContents } from '../features/storage-providers/index.ts';
import type { PhoneTls } from '../infra/config/index.ts';
import type { ServerContext } from '../infra/context.ts';
import type { FileAddress } from './answers.ts';
import { ContactRecorder } from './contact-log/contact-recorder.ts';
import { FileServer, type FileServerSettings } from './file-server/file-server.ts';
import { Interaction } from './interaction.ts';
import { BadRequestGuard } from './listener/bad-request-guard.ts';
import { type PhoneListener, startPhoneListener } from './listener/phone-listener.ts';
import type { OpeningLimits } from './opening-line.ts';
import type { PhoneMetrics } from './phone-metrics.ts';

export interface PhonePortsOptions {
  readonly host: string | undefined;
  readonly ports: { readonly phones: number; readonly securePhones: number };
  readonly tls: PhoneTls;
  readonly settings: () => PhoneSettings;
  readonly acceptance: Pick<KeptAcceptance, 'decide'>;
  readonly enhancedMobility: () => boolean;
  readonly fileAddress: FileAddress;
  readonly fileSettings: () => FileServerSettings;
  readonly metrics: PhoneMetrics;
  readonly openings?: Partial<OpeningLimits>;
  /** There is no other node. */
  readonly isOnlyNode: boolean;
}

/** The open ports, with their numbers. */
export interface PhonePorts {
  readonly phones: number;
  readonly securePhones: number;
  /** Answers what is under way, then closes the ports. */
  stop(): Promise<void>;
}

/** Messages turned away are told together: under overload a statement for each of them would be one more load. */
const OVERLOAD_NEWS_MS = 5_000;

/**
 * Opens the ports for phones: the default one, and the one for secure mode, which admits only phones with a certificate of
 * this installation.
 */
export async function openPhonePorts(
  context: ServerContext,
  options: PhonePortsOptions,
): Promise<PhonePorts> {
  const { clock, log } = context;
  const notify = (notification: NewNotification) => {
    raiseNotification(context.pool, notification, clock.now()).then(
      (raised) => {
        if (raised) context.events.changed('notifications', 'all');
      },
      (error: unknown) => log.warn({ err: error }, 'a notification could not be raised'),
    );
  };
  const badRequests = new BadRequestGuard({
    clock,
    log,
    notify: (address, detail) =>
      notify({ kind: 'device_endpoint.bad_request', params: { address, detail }, dedupeKey: address }),
  });
  const recorder = new ContactRecorder({ pool: context.pool, clock, log, settings: options.settings });
  const interaction = new Interaction({
    ...context,
    settings: options.settings,
    acceptance: options.acceptance,
    recorder,
    enhancedMobility: options.enhancedMobility,
    fileAddress: options.fileAddress,
    isOnlyNode: options.isOnlyNode,
    ...(options.openings === undefined ? {} : { openings: options.openings }),
  });
  const files = new FileServer({
    ...context,
    badRequests,
    settings: options.fileSettings,
    providers: createProviderContents(context),
  });
  const listeners: PhoneListener[] = [];
  const identity = await keepServerCertificate(context, 'phones', {
    hosts: localHosts(),
    apply: (renewed) => {
      for (const listener of listeners) listener.setIdentity(renewed);
    },
  });
  const tls = {
    key: identity.current.key,
    cert: identity.current.cert,
    ...tlsVersions(options.tls),
    ticketKeys: await ensureTicketKeys(context),
  };
  let turnedAway = 0;
  let overloadNews: NodeJS.Timeout | undefined;
  const common = {
    host: options.host,
    interaction,
    badRequests,
    files,
    log,
    onAnswer: options.metrics.onAnswer,
    onOverload: () => {
      options.metrics.onOverload();
      turnedAway += 1;
      overloadNews ??= setTimeout(() => {
        notify({ kind: 'device_endpoint.overload', params: { count: turnedAway }, dedupeKey: '' });
        overloadNews = undefined;
        turnedAway = 0;
      }, OVERLOAD_NEWS_MS);
    },
  };
  const stop = async () => {
    clearTimeout(overloadNews);
    identity.stop();
    await files.stop();
    const stopped = Promise.all(listeners.map((listener) => listener.stop()));
    interaction.stop();
    await stopped;
    await recorder.stop();
  };
  try {
    const phones = await startPhoneListener({ ...common, tls, port: options.ports.phones });
    listeners.push(phones);
    const securePhones = await startPhoneListener({
      ...common,
      port: options.ports.securePhones,
      tls: {
        ...tls,
        requestCert: true,
        rejectUnauthorized: true,
        ca: identity.current.cert,
        sessionIdContext: randomUUID().replaceAll('-', '').slice(0, 32),
      },
    });
    listeners.push(securePhones);
    return { phones: phones.port, securePhones: securePhones.port, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** OpenSSL allows versions before 1.2 only at security level 0 (protocol reference section 2.2). */
function tlsVersions({ minVersion, ciphers }: PhoneTls): {
  minVersion: PhoneTls['minVersion'];
  ciphers?: string;
} {
  const legacy = minVersion === 'TLSv1' || minVersion === 'TLSv1.1';
  if (ciphers !== undefined) return { minVersion, ciphers };
  return legacy ? { minVersion, ciphers: 'DEFAULT:@SECLEVEL=0' } : { minVersion };
}
