import { createFleet, type VirtualPhone } from '@deskfleet/simulator';
import type { ItemToHave, StormPart, StormReport } from './storm.ts';

/*
 * A process that plays a part of the phones of a storm (see storm.ts). It is told which as its first message, says when they are
 * there, switches them on when it is told to, and from then on reports how far they are. It ends with the process that started it.
 */

const REPORT_MS = 500;

/** Phones that were unknown, and what has become of them. */
class Newcomers {
  /** From a phone's first message until it had all its values, in milliseconds. */
  readonly #waitsMs: number[] = [];
  readonly #values: readonly ItemToHave[];
  #turnedAway = 0;

  constructor(phones: readonly VirtualPhone[], values: readonly ItemToHave[]) {
    this.#values = values;
    for (const phone of phones) this.#follow(phone);
  }

  get report(): Pick<StormReport, 'waitsMs' | 'turnedAway'> {
    return { waitsMs: this.#waitsMs, turnedAway: this.#turnedAway };
  }

  #follow(phone: VirtualPhone): void {
    let beganMs: number | undefined;
    let isComplete = false;
    phone.on('state', (state) => {
      if (state === 'calling') beganMs ??= performance.now();
    });
    phone.on('exchange', ({ answer }) => {
      if (answer?.items.some(({ value }) => value === 'overload') === true) this.#turnedAway += 1;
    });
    phone.on('dialogue', ({ outcome }) => {
      if (isComplete || outcome !== 'completed' || beganMs === undefined) return;
      isComplete = this.#values.every(({ item, value }) => phone.items.get(item) === value);
      if (isComplete) this.#waitsMs.push(performance.now() - beganMs);
    });
  }
}

function play({ server, firstNumber, count, bootWindowMs, values }: StormPart): void {
  const fleet = createFleet({
    count,
    firstNumber,
    server,
    bootWindowMs,
    mix: 'cp410:2,cp710:1',
    seed: 11,
    // Away from those of the other rows.
    baseAddress: '127.100.0.1',
    behavior: { bootMs: 100 },
    logLimit: 5,
    keepsWrites: false,
  });
  const newcomers = new Newcomers(fleet.phones, values);
  process.once('message', () => {
    void fleet.powerOn();
    setInterval(() => {
      const { errors, contactRequests } = fleet.statistics;
      tell({ ...newcomers.report, unanswered: errors.toRecord(), contactRequests: contactRequests.total });
    }, REPORT_MS);
  });
  tell('ready');
}

function tell(what: 'ready' | StormReport): void {
  process.send?.(what);
}

process.once('disconnect', () => process.exit());
process.once('message', play);
