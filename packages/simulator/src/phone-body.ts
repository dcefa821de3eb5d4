import { type InitialReason, type Item, type ItemStatus, itemKey } from '@deskfleet/protocol';
import { DEFAULT_BEHAVIOR, type PhoneBehavior } from './behavior.ts';
import type { DialogueOutcome, DialogueResult, PendingCall } from './call-queue.ts';
import { type Clock, systemClock, type Timer } from './clock.ts';
import type { Exchange, ServerUrl } from './dialogue.ts';
import { FaultPlan, NO_FAULTS } from './faults.ts';
import { FileLoader } from './file-loader.ts';
import { Installation } from './installation.ts';
import type { ItemStore } from './item-store.ts';
import { PhoneMachine } from './machine.ts';
import type { MachineHost } from './machine-host.ts';
import { findValue } from './messages.ts';
import { PhoneMobility } from './mobility.ts';
import { type ContactRequestRecord, PhoneJournal, type WriteRecord } from './phone-journal.ts';
import {
  type ItemValues,
  type PhoneOptions,
  parseServerUrl,
  SERVICE_PORT,
  toItems,
} from './phone-options.ts';
import { createRandom, type Random } from './random.ts';
import { Reachability } from './reachability.ts';
import type { PhoneState } from './state-table.ts';
import { Statistics } from './statistics.ts';
import { CONTACT_PORT } from './wire/contact-listener.ts';

/** What a phone tells whoever listens. */
export interface PhoneEvents {
  exchange: [Exchange];
  dialogue: [DialogueResult];
  state: [PhoneState];
  write: [WriteRecord];
  contactRequest: [ContactRequestRecord];
}

export type TellOfPhone = <Name extends keyof PhoneEvents>(name: Name, what: PhoneEvents[Name][0]) => void;

/** The parts of a phone, put together: what its state machine works with, and what becomes of what it does. */
export class PhoneBody {
  readonly mac: string;
  readonly address: string;
  readonly faults: FaultPlan;
  readonly statistics: Statistics;
  readonly installation: Installation;
  readonly store: ItemStore;
  readonly files: FileLoader;
  readonly mobility: PhoneMobility;
  readonly reachability: Reachability;
  readonly machine: PhoneMachine;
  readonly journal: PhoneJournal;
  /** Duration of the call that begins at the next WriteItems. */
  callAtWriteMs: number | undefined;
  readonly #options: PhoneOptions;
  readonly #tell: TellOfPhone;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #behavior: PhoneBehavior;
  readonly #localAddress: string | undefined;
  readonly #server: ServerUrl | undefined;
  #callTimer: Timer | undefined;
  #changeTimer: Timer | undefined;
  #refusals: Map<string, ItemStatus> | undefined;
  #cleanUpReason = '';

  constructor(options: PhoneOptions, tell: TellOfPhone) {
    const { seed = 1, address = '127.0.0.1', clock = systemClock } = options;
    this.#options = options;
    this.#tell = tell;
    this.installation = new Installation(options);
    this.store = this.installation.store;
    this.#random = createRandom(seed);
    this.mac = options.mac ?? macOf(this.#random);
    this.address = address;
    this.#localAddress = options.bindsAddress === false ? undefined : this.address;
    this.#server = options.server === undefined ? undefined : parseServerUrl(options.server);
    this.#clock = clock;
    this.#behavior =
      options.behavior === undefined ? DEFAULT_BEHAVIOR : { ...DEFAULT_BEHAVIOR, ...options.behavior };
    this.statistics = options.statistics ?? new Statistics();
    this.faults = new FaultPlan(this.#random, options.faults ?? NO_FAULTS);
    this.journal = new PhoneJournal(this.statistics, options.logLimit ?? 1_000, options.keepsWrites ?? true);
    this.files = this.#createFileLoader();
    this.reachability = this.#createReachability();
    this.#furnish();
    this.mobility = new PhoneMobility(this.store);
    this.machine = new PhoneMachine(this.#createHost(), options.isConfigurationChanged ?? true);
  }

  /** Why the server ended the last dialogue (`cleanup-reason`); empty: it did not say. */
  get cleanUpReason(): string {
    return this.#cleanUpReason;
  }

  /** Writes what the phone knows of itself, such as its address. */
  put(name: string, value: string): void {
    this.store.put({ name, value }, 'identity');
  }

  /** Calls the server for a reason of its own, as soon as the phone is idle. */
  want(reason: InitialReason): void {
    this.#want(reason, 'own');
  }

  /** Begins a call, for a time or until {@link endCall}. */
  startCall(durationMs?: number): void {
    this.#cancelCallTimer();
    if (durationMs !== undefined) {
      this.#callTimer = this.#clock.schedule(durationMs, () => {
        this.#callTimer = undefined;
        this.machine.setInCall(false);
      });
    }
    this.machine.setInCall(true);
  }

  endCall(): void {
    this.#cancelCallTimer();
    this.machine.setInCall(false);
  }

  /** Stores what was changed at the phone; `local-changes` follows a moment later. */
  changeLocally(values: ItemValues): void {
    const items = toItems(values);
    for (const item of items) {
      this.store.put(item, 'local');
      this.journal.addWrite({
        ...toRecord(item),
        at: this.#clock.now(),
        origin: 'local',
        isRepeated: false,
      });
    }
    this.machine.memory.noteChange(items);
    if (this.machine.state === 'off' || this.#changeTimer !== undefined) return;
    this.#changeTimer = this.#clock.schedule(this.#behavior.localChangeDelayMs, () => {
      this.#changeTimer = undefined;
      this.#want('local-changes', 'own');
    });
  }

  refuse(name: string, status: ItemStatus, index: number | undefined): void {
    this.#refusals ??= new Map();
    this.#refusals.set(itemKey(name, index), status);
  }

  accept(name: string, index: number | undefined): void {
    this.#refusals?.delete(itemKey(name, index));
  }

  #furnish(): void {
    const { learnsServerBy = 'menu', e164, items = {}, enablesMobility = false } = this.#options;
    this.put('mac-addr', this.mac);
    this.put('contact-me-uri', this.reachability.uri);
    if (this.#server !== undefined) {
      const origin = learnsServerBy === 'dhcp' ? 'identity' : 'initial';
      this.store.put({ name: 'dls-addr', value: this.#server.host }, origin);
    }
    const numbers = e164 === undefined ? {} : { e164, 'basic-e164': e164 };
    const mobility = enablesMobility ? { 'mobility-enabled': 'true' } : {};
    for (const item of [...toItems(numbers), ...toItems(items), ...toItems(mobility)]) {
      this.store.put(item, 'initial');
    }
  }

  #createFileLoader(): FileLoader {
    return new FileLoader({
      clock: this.#clock,
      localAddress: this.#localAddress,
      timeoutMs: this.#behavior.downloadTimeoutMs,
      bytesPerSecond: this.#behavior.downloadBytesPerSecond,
      ftpResult: this.#behavior.ftpResult,
      deviceType: this.installation.model.deviceType,
      getTls: () => this.installation.traits.tls,
      breaks: () => this.faults.strikes('cut-download'),
    });
  }

  #createReachability(): Reachability {
    return new Reachability({
      address: this.address,
      contactPort: this.#options.contactPort ?? CONTACT_PORT,
      localAddress: this.#localAddress,
      mac: this.mac,
      clock: this.#clock,
      behavior: this.#behavior,
      store: this.store,
      faults: this.faults,
      onRequest: (record) => {
        this.journal.addContactRequest(record);
        this.#tell('contactRequest', record);
      },
      onCall: (cause, address, port) => this.#callBack(cause, address, port),
      onPollError: (reason) => this.statistics.errors.add(`dcmp-${reason}`),
    });
  }

  #createHost(): MachineHost {
    return {
      clock: this.#clock,
      random: this.#random,
      behavior: this.#behavior,
      store: this.store,
      faults: this.faults,
      files: this.files,
      mobility: this.mobility,
      localAddress: this.#localAddress,
      getTraits: () => this.installation.traits,
      isBroken: () => this.installation.isBroken,
      findServer: () => this.#findServer(),
      findRefusal: (item) => this.#findRefusal(item),
      onWriteItems: () => this.#beginPlannedCall(),
      onItem: (item, dialogue, status, isRepeated) => this.#noteItem(item, dialogue, status, isRepeated),
      onExchange: (exchange) => {
        this.journal.addExchange(exchange);
        if (exchange.answer?.action === 'CleanUp') {
          this.#cleanUpReason = findValue(exchange.answer.items, 'cleanup-reason') ?? '';
        }
        if (exchange.answer !== undefined) this.reachability.noteContact();
        this.#tell('exchange', exchange);
      },
      onDialogueEnd: (number, call, outcome) => this.#noteDialogueEnd(number, call, outcome),
      onState: (state) => this.#tell('state', state),
      onBooting: () => {
        this.#goQuiet();
        this.store.forgetVolatile();
      },
      onBooted: () => this.reachability.open(),
      onOff: () => this.#goQuiet(),
      onFactoryReset: () => {
        this.store.reset();
        this.files.deleteAll();
      },
      onNewSoftware: (software) => this.installation.install(software),
    };
  }

  #findServer(): ServerUrl | undefined {
    const server = this.#server;
    if (this.#options.learnsServerBy === 'dhcp') return server;
    const host = this.store.get('dls-addr') ?? '';
    if (host === '') return undefined;
    return server === undefined || server.host !== host ? this.#serverAt(host, undefined) : server;
  }

  #serverAt(host: string, port: number | undefined): ServerUrl {
    const server = this.#server ?? parseServerUrl(`https://localhost:${SERVICE_PORT}`);
    return { host, port: port ?? server.port, path: server.path };
  }

  #findRefusal(item: Item): ItemStatus | undefined {
    const { name, index } = item;
    const ordered = this.#refusals?.get(itemKey(name, index)) ?? this.#refusals?.get(itemKey(name));
    if (ordered !== undefined) return ordered;
    // What DHCP has set cannot be changed by any interface (reference, section 4).
    if (name === 'dls-addr' && this.#options.learnsServerBy === 'dhcp') return 'read only';
    return this.faults.strikes('refuse-items') ? this.faults.pickRefusal() : undefined;
  }

  #beginPlannedCall(): void {
    if (this.callAtWriteMs !== undefined) {
      this.startCall(this.callAtWriteMs);
      this.callAtWriteMs = undefined;
    } else if (!this.machine.memory.isInCall && this.faults.strikes('busy')) {
      this.startCall(this.faults.pickCallMs());
    }
  }

  #noteItem(item: Item, dialogue: number, status: ItemStatus | undefined, isRepeated: boolean): void {
    if (status !== undefined) {
      this.statistics.refusals.add(status);
      return;
    }
    const record = {
      ...toRecord(item),
      at: this.#clock.now(),
      dialogue,
      origin: 'server' as const,
      isRepeated,
    };
    this.journal.addWrite(record);
    if (item.name === 'mobility-enabled') this.mobility.settle();
    if (item.name === 'dcmp-url') this.reachability.poll(item.value);
    this.#tell('write', record);
  }

  #noteDialogueEnd(dialogue: number, call: PendingCall, outcome: DialogueOutcome): void {
    this.statistics.dialogues.add(outcome);
    if (call.reason === 'start-up' && outcome === 'completed') this.#fetchUserData();
    const result: DialogueResult = { dialogue, reason: call.reason, outcome };
    for (const waiter of call.waiters) waiter(result);
    this.#tell('dialogue', result);
  }

  #fetchUserData(): void {
    const items = this.mobility.takeRequest();
    if (items !== undefined)
      this.machine.want({ reason: 'inventory-changes', cause: 'own', items, waiters: [] });
  }

  #callBack(cause: PendingCall['cause'], address: string | undefined, port: number | undefined): void {
    const host = address ?? (port === undefined ? undefined : this.#server?.host);
    this.#want('solicited', cause, host === undefined ? undefined : this.#serverAt(host, port));
  }

  #want(reason: InitialReason, cause: PendingCall['cause'], server?: ServerUrl): void {
    this.machine.want({
      reason,
      cause,
      items: [],
      waiters: [],
      ...(server === undefined ? {} : { server }),
    });
  }

  /** Nothing of a phone that restarts or has no power goes on by itself. */
  #goQuiet(): void {
    this.reachability.mute();
    this.#cancelCallTimer();
    if (this.#changeTimer !== undefined) this.#clock.cancel(this.#changeTimer);
    this.#changeTimer = undefined;
  }

  #cancelCallTimer(): void {
    if (this.#callTimer !== undefined) this.#clock.cancel(this.#callTimer);
    this.#callTimer = undefined;
  }
}

/** The prefix of the vendor that real phones have (phones reference, section 7). */
function macOf(random: Random): string {
  return `00:1A:E8:${random.hex(2)}:${random.hex(2)}:${random.hex(2)}`;
}

function toRecord(item: Item): Pick<WriteRecord, 'name' | 'index' | 'value'> {
  const { name, index, value } = item;
  return index === undefined ? { name, value } : { name, index, value };
}
