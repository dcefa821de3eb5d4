import type { ContactMe } from '@deskfleet/protocol';
import type { PhoneBehavior } from './behavior.ts';
import type { PendingCall } from './call-queue.ts';
import type { Clock } from './clock.ts';
import type { FaultPlan } from './faults.ts';
import type { ItemStore } from './item-store.ts';
import type { ContactRequestRecord } from './phone-journal.ts';
import { ContactListener, type ContactMode } from './wire/contact-listener.ts';
import { DcmpPoller } from './wire/dcmp-poller.ts';

export interface ReachabilityOptions {
  readonly address: string;
  readonly contactPort: number;
  /** Address that polls come from; undefined: the machine's choice. */
  readonly localAddress: string | undefined;
  readonly mac: string;
  readonly clock: Clock;
  readonly behavior: PhoneBehavior;
  readonly store: ItemStore;
  readonly faults: FaultPlan;
  /** A request came, and what is made of it. */
  readonly onRequest: (record: ContactRequestRecord) => void;
  /** The phone is to call, perhaps another server than its own. */
  readonly onCall: (cause: PendingCall['cause'], address?: string, port?: number) => void;
  readonly onPollError: (reason: string) => void;
}

/** Item `dls-contact-interval` (reference, section 3.1). */
const DEFAULT_GAP_SECONDS = 300;

/** The two ways in which a server gets a phone to call: contact requests and polling (reference, section 3). */
export class Reachability {
  readonly #options: ReachabilityOptions;
  readonly #listener: ContactListener;
  #poller: DcmpPoller | undefined;
  #lastCallBackAt: number | undefined;

  constructor(options: ReachabilityOptions) {
    this.#options = options;
    this.#listener = new ContactListener(options.address, options.contactPort, (request, from, isLost) =>
      this.#take(request, from, isLost),
    );
  }

  /** The URI for `contact-me-uri`; final when {@link listen} is done. */
  get uri(): string {
    return this.#listener.uri;
  }

  /** @throws SimulatorError when the address cannot be used */
  async listen(): Promise<void> {
    this.#listener.isDeaf = true;
    await this.#listener.listen();
  }

  close(): Promise<void> {
    return this.#listener.close();
  }

  setMode(mode: ContactMode): Promise<void> {
    return this.#listener.setMode(mode);
  }

  /** The phone has started: it hears contact requests and polls. */
  open(): void {
    this.#listener.isDeaf = false;
    this.poll(this.#options.behavior.dcmpUrl ?? this.#options.store.get('dcmp-url') ?? '');
  }

  /** The phone restarts or has no power. */
  mute(): void {
    this.#listener.isDeaf = true;
    this.#poller?.stop();
  }

  /** Polls at this base URL from now on; empty: not at all. */
  poll(url: string): void {
    if (this.#poller === undefined && url === '') return;
    const { clock, localAddress, mac, behavior, onCall, onPollError } = this.#options;
    this.#poller ??= new DcmpPoller({
      clock,
      ...(localAddress === undefined ? {} : { localAddress }),
      mac,
      intervalMs: behavior.dcmpIntervalMs,
      timeoutMs: behavior.answerTimeoutMs,
      onWork: () => onCall('poll'),
      onError: onPollError,
    });
    this.#poller.setUrl(url);
  }

  /** The server answered: the next poll is a whole interval away. */
  noteContact(): void {
    this.#poller?.restart();
  }

  #take(request: ContactMe, from: string, isLost: boolean): void {
    const at = this.#options.clock.now();
    const outcome = this.#judge(request, at, isLost);
    if (outcome === 'accepted') this.#lastCallBackAt = at;
    this.#options.onRequest({ at, from, outcome });
    if (outcome === 'accepted') this.#options.onCall('contact-request', request.address, request.port);
  }

  #judge(request: ContactMe, at: number, isLost: boolean): ContactRequestRecord['outcome'] {
    const { store, faults } = this.#options;
    if (!request.contactMe) return 'no-call-wanted';
    if (isLost || faults.strikes('lost-contact-me')) return 'lost';
    const gapMs = store.getNumber('dls-contact-interval', DEFAULT_GAP_SECONDS) * 1_000;
    return this.#lastCallBackAt !== undefined && at - this.#lastCallBackAt < gapMs ? 'in-gap' : 'accepted';
  }
}
