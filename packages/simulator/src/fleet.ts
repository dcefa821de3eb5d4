import { addressOf, macOf } from './addresses.ts';
import type { PhoneBehavior } from './behavior.ts';
import { type Clock, systemClock, type Timer } from './clock.ts';
import type { FaultRates } from './faults.ts';
import { DEFAULT_MIX, type MixEntry, parseMix, pickFromMix } from './mix.ts';
import type { SoftwareType } from './models/model.ts';
import { VirtualPhone, type WaitOptions } from './phone.ts';
import type { PhoneOptions } from './phone-options.ts';
import { createRandom, deriveSeed } from './random.ts';
import { SimulatorError } from './simulator-error.ts';
import { Statistics } from './statistics.ts';
import { CONTACT_PORT } from './wire/contact-listener.ts';

export interface FleetOptions {
  readonly count: number;
  /** Number of the first phone, default 1: several processes can play one fleet, a part each. */
  readonly firstNumber?: number;
  /** `https://host:port` */
  readonly server: string;
  /** Kinds of phones; default {@link DEFAULT_MIX}. */
  readonly mix?: string | readonly MixEntry[];
  /** The same seed gives the same phones, delays and faults; default 1. */
  readonly seed?: number;
  /** Address of phone 1, the others count upwards; default 127.10.0.1. */
  readonly baseAddress?: string;
  /**
   * One address for all phones, told apart by their contact ports, which count upwards from `contactPort`: for servers that
   * cannot be reached from the loopback network.
   */
  readonly sharedAddress?: string;
  /** Default 8085. */
  readonly contactPort?: number;
  /** Time over which power returns to the phones; default 0: all at once. */
  readonly bootWindowMs?: number;
  /** Value of the item `dls-contact-interval`. */
  readonly contactGapSeconds?: number;
  readonly faults?: FaultRates;
  readonly behavior?: Partial<PhoneBehavior>;
  readonly clock?: Clock;
  /** How many exchanges each phone keeps; default 20. */
  readonly logLimit?: number;
  /** Whether each phone keeps its list of writes; default true. */
  readonly keepsWrites?: boolean;
  /** More options for single phones, by their number from 1. */
  readonly customize?: (number: number) => Partial<PhoneOptions>;
}

/** Phones by the thousand in one process. */
export class Fleet {
  /** In the order of their numbers. */
  readonly phones: readonly VirtualPhone[];
  readonly statistics = new Statistics();
  readonly #clock: Clock;
  readonly #firstNumber: number;
  readonly #bootWindowMs: number;
  readonly #seed: number;
  /** Phones whose power has not come back yet, with what ends the waiting for it. */
  readonly #starts = new Map<Timer, () => void>();

  /** @throws SimulatorError `invalid-option` */
  constructor(options: FleetOptions) {
    const { count, seed = 1, mix = DEFAULT_MIX, clock = systemClock, bootWindowMs = 0 } = options;
    this.#clock = clock;
    this.#firstNumber = options.firstNumber ?? 1;
    this.#bootWindowMs = bootWindowMs;
    this.#seed = seed;
    const kinds = typeof mix === 'string' ? parseMix(mix) : mix;
    const behavior: Partial<PhoneBehavior> = options.behavior ?? {};
    this.phones = Array.from({ length: count }, (_unused, place) => {
      const number = this.#firstNumber + place;
      const kind = pickFromMix(kinds, number);
      return new VirtualPhone({
        ...kind,
        mac: macOf(seed, number),
        ...placeOf(options, number),
        server: options.server,
        seed: deriveSeed(seed, number),
        e164: e164Of(number),
        items: personalItems(kind.softwareType, number, options.contactGapSeconds),
        behavior,
        clock,
        statistics: this.statistics,
        logLimit: options.logLimit ?? 20,
        keepsWrites: options.keepsWrites ?? true,
        ...(options.faults === undefined ? {} : { faults: options.faults }),
        ...options.customize?.(number),
      });
    });
  }

  /**
   * The phone with this number.
   * @throws SimulatorError when there is none
   */
  getPhone(number: number): VirtualPhone {
    const phone = this.phones[number - this.#firstNumber];
    if (phone === undefined) {
      const message = `There is no phone ${number}; the fleet has ${this.phones.length}.`;
      throw new SimulatorError('invalid-option', message);
    }
    return phone;
  }

  /**
   * Gives power back to all phones within the boot window, the first one at once.
   * @throws SimulatorError when a phone's address cannot be used; then all are off again
   */
  async powerOn(): Promise<void> {
    const random = createRandom(deriveSeed(this.#seed, 1 - this.#firstNumber));
    const starts = this.phones.map((phone, place) => {
      const delayMs = place === 0 ? 0 : Math.floor(random.next() * this.#bootWindowMs);
      return delayMs === 0 ? phone.powerOn() : this.#powerOnLater(phone, delayMs);
    });
    try {
      await Promise.all(starts);
    } catch (error) {
      await this.powerOff();
      throw error;
    }
  }

  /** Cuts the power of all phones. */
  async powerOff(): Promise<void> {
    for (const [start, giveUp] of this.#starts) {
      this.#clock.cancel(start);
      giveUp();
    }
    this.#starts.clear();
    await Promise.all(this.phones.map((phone) => phone.powerOff()));
  }

  /**
   * Waits until each phone is in a state or fulfills a condition, at some moment of its own.
   * @throws SimulatorError `timeout`
   */
  async waitForAll(
    awaited: VirtualPhone['state'] | ((phone: VirtualPhone) => boolean),
    options?: WaitOptions,
  ): Promise<void> {
    await Promise.all(this.phones.map((phone) => phone.waitFor(awaited, options)));
  }

  /** How many phones are in which state. */
  countStates(): Map<VirtualPhone['state'], number> {
    const counts = new Map<VirtualPhone['state'], number>();
    for (const phone of this.phones) counts.set(phone.state, (counts.get(phone.state) ?? 0) + 1);
    return counts;
  }

  #powerOnLater(phone: VirtualPhone, delayMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const start = this.#clock.schedule(delayMs, () => {
        this.#starts.delete(start);
        phone.powerOn().then(resolve, reject);
      });
      this.#starts.set(start, resolve);
    });
  }
}

/** Creates a fleet; all its phones are off. */
export function createFleet(options: FleetOptions): Fleet {
  return new Fleet(options);
}

function placeOf(options: FleetOptions, number: number): Pick<PhoneOptions, 'address' | 'contactPort'> {
  const { sharedAddress, baseAddress = '127.10.0.1', contactPort = CONTACT_PORT } = options;
  if (sharedAddress === undefined) return { address: addressOf(baseAddress, number), contactPort };
  const isAny = contactPort === 0;
  return { address: sharedAddress, contactPort: isAny ? 0 : contactPort + number - 1 };
}

function e164Of(number: number): string {
  return `4989700${String(number).padStart(5, '0')}`;
}

/** What somebody has typed into each phone before: account, server, label. */
function personalItems(
  softwareType: SoftwareType,
  number: number,
  contactGapSeconds: number | undefined,
): Readonly<Record<string, string>> {
  const extension = String(number).padStart(5, '0');
  const common: Record<string, string> = { 'reg-addr': '192.0.2.10', hostname: `phone-${extension}` };
  if (contactGapSeconds !== undefined) common['dls-contact-interval'] = String(contactGapSeconds);
  if (softwareType === 'HFA')
    return { ...common, 'reg-number': extension, 'reg-password': `hfa-${extension}` };
  return {
    ...common,
    'registrar-addr': '192.0.2.10',
    realm: 'voice.example',
    'sip-name': e164Of(number),
    'sip-user-id': e164Of(number),
    'sip-pwd': `sip-${extension}`,
    'use-display-id': 'true',
    'display-id-unicode': extension,
  };
}
