import { setTimeout as sleep } from 'node:timers/promises';
import { CONTACT_ME_PATH } from '@deskfleet/protocol';
import {
  type AddressResult,
  type AddressToAsk,
  forgetScanRequests,
  recordAddressResults,
  takePortion,
} from '../../features/scans/index.ts';
import { getScanSettings, getServerSettings, type PhoneSettings } from '../../features/settings/index.ts';
import { GroupCommit } from '../../infra/batch/index.ts';
import type { ServerContext } from '../../infra/context.ts';
import { inTransaction } from '../../infra/db/index.ts';
import { sendContactRequest } from '../contact-requests/send-contact-request.ts';
import { type ScanCallBack, scanCallBack } from './call-back.ts';

export interface ScannerOptions extends Pick<ServerContext, 'pool' | 'db' | 'clock' | 'events' | 'log'> {
  readonly settings: () => PhoneSettings;
  /** Port at which phones call this server. */
  readonly phonePort: number;
  /** How long an address may take to answer; default 8 s. */
  readonly answerTimeoutMs?: number;
}

/** Port of phones for contact requests (protocol reference section 2): no other is ever asked. */
const CONTACT_PORT = 8085;
const TICK_MS = 250;
const STOP_LIMIT_MS = 2_000;
/** Phones that have answered call within seconds. */
const ANSWER_SECONDS = 30;
const MAX_RESULTS = 100;

/**
 * Asks the addresses of scans to call this server. What is to be asked is in the database: any node goes on where another has
 * stopped or died, and the pace of a scan is the same however many nodes there are.
 */
export class Scanner {
  readonly #options: ScannerOptions;
  readonly #timer: NodeJS.Timeout;
  readonly #underWay = new Set<Promise<void>>();
  readonly #results: GroupCommit<AddressResult, { recorded: true }>;
  #ticking: Promise<void> | undefined;

  constructor(options: ScannerOptions) {
    this.#options = options;
    this.#results = new GroupCommit({
      keyOf: ({ scanId, place }) => `${scanId} ${place}`,
      maxSize: MAX_RESULTS,
      commit: async (results) => {
        await this.#record(results);
        return results.map(() => ({ recorded: true }));
      },
    });
    this.#timer = setInterval(() => {
      this.#ticking ??= this.#tick().finally(() => {
        this.#ticking = undefined;
      });
    }, TICK_MS);
  }

  /** Waits a moment for what is under way; addresses whose result is lost are asked again after the contact interval. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#ticking;
    await Promise.race([Promise.all(this.#underWay), sleep(STOP_LIMIT_MS, undefined, { ref: false })]);
  }

  async #tick(): Promise<void> {
    const { pool, clock, events, log, settings } = this.#options;
    try {
      for (;;) {
        const { contactIntervalSeconds } = settings();
        const limits = { contactIntervalSeconds, answerSeconds: ANSWER_SECONDS };
        const portion = await inTransaction(pool, (tx) => takePortion(tx, clock.now(), limits));
        if (portion === undefined) return;
        if (portion.changed) events.changed('scans', [portion.scanId]);
        if (portion.addresses.length > 0) await this.#ask(portion.addresses);
      }
    } catch (error) {
      log.warn({ err: error }, 'a scan could not go on');
    }
  }

  async #ask(addresses: readonly AddressToAsk[]): Promise<void> {
    const [settings, { url }] = await Promise.all([
      getScanSettings(this.#options),
      getServerSettings(this.#options.pool),
    ]);
    const callBack = await scanCallBack(settings, url);
    if ('problem' in callBack) {
      const detail = callBack.problem;
      const failed = addresses.map((one) => this.#results.add({ ...one, state: 'failed', detail }));
      await Promise.all(failed);
      return;
    }
    for (const one of addresses) {
      const asking = this.#askOne(one, callBack).finally(() => this.#underWay.delete(asking));
      this.#underWay.add(asking);
    }
  }

  async #askOne(one: AddressToAsk, { address, port }: ScanCallBack): Promise<void> {
    const { log, phonePort, answerTimeoutMs } = this.#options;
    const contact = {
      protocol: 'http',
      address: one.address,
      port: CONTACT_PORT,
      path: CONTACT_ME_PATH,
    } as const;
    const callBack = (ownAddress: string) => ({
      address: address ?? ownAddress,
      port: port ?? phonePort,
    });
    try {
      const limit = answerTimeoutMs === undefined ? {} : { timeoutMs: answerTimeoutMs };
      const outcome = await sendContactRequest(contact, { callBack, ...limit });
      await this.#results.add(
        outcome.asked
          ? { ...one, state: 'answered', detail: null }
          : { ...one, state: outcome.kind, detail: outcome.problem },
      );
    } catch (error) {
      log.warn({ err: error }, 'the result of an address could not be recorded');
    }
  }

  async #record(results: readonly AddressResult[]): Promise<void> {
    const { pool, events } = this.#options;
    await inTransaction(pool, async (tx) => {
      await recordAddressResults(tx, results);
      await forgetScanRequests(
        tx,
        results.filter(({ state }) => state !== 'answered').map(({ address }) => address),
      );
    });
    events.changed(
      'scans',
      results.map(({ scanId }) => scanId),
    );
  }
}
