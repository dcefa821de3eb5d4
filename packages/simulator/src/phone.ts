import { EventEmitter } from 'node:events';
import { type InitialReason, type Item, type ItemStatus, itemKey } from '@deskfleet/protocol';
import { DEFAULT_BEHAVIOR, type PhoneBehavior } from './behavior.ts';
import type { DialogueOutcome, DialogueResult, PendingCall } from './call-queue.ts';
import { type Clock, systemClock, type Timer } from './clock.ts';
import type { Exchange, ServerUrl } from './dialogue.ts';
import { FaultPlan, NO_FAULTS } from './faults.ts';
import { FileLoader, type StoredFile } from './file-loader.ts';
import { Installation } from './installation.ts';
import type { ItemStore } from './item-store.ts';
import { PhoneMachine } from './machine.ts';
import type { MachineHost } from './machine-host.ts';
import { PhoneMobility } from './mobility.ts';
import type { Model, SoftwareType } from './models/model.ts';
import type { FirmwareTraits } from './models/traits.ts';
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
import { SimulatorError } from './simulator-error.ts';
import type { PhoneState } from './state-table.ts';
import { Statistics } from './statistics.ts';
import { WaitList } from './wait-list.ts';
import { CONTACT_PORT, type ContactMode } from './wire/contact-listener.ts';

/** What a phone tells whoever listens. */
export interface PhoneEvents {
  exchange: [Exchange];
  dialogue: [DialogueResult];
  state: [PhoneState];
  write: [WriteRecord];
  contactRequest: [ContactRequestRecord];
}

export interface CallOptions {
  /** Items behind the basic ones, or instead of those with the same name. */
  readonly items?: readonly Item[];
  /** Called instead of the phone's own server, this time only. */
  readonly server?: string;
}

export interface WaitOptions {
  /** Real time; default 10 s. */
  readonly timeoutMs?: number;
}

/** A phone with power switch, receiver, menu and network, but without a body. */
export class VirtualPhone extends EventEmitter<PhoneEvents> {
  readonly mac: string;
  readonly address: string;
  /** Faults that strike by rate, or because a test orders them. */
  readonly faults: FaultPlan;
  readonly statistics: Statistics;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #behavior: PhoneBehavior;
  readonly #installation: Installation;
  readonly #store: ItemStore;
  readonly #files: FileLoader;
  readonly #reachability: Reachability;
  readonly #mobility: PhoneMobility;
  readonly #machine: PhoneMachine;
  readonly #journal: PhoneJournal;
  readonly #waitList = new WaitList();
  readonly #localAddress: string | undefined;
  readonly #server: ServerUrl | undefined;
  readonly #options: PhoneOptions;
  #hasPower = false;
  #callTimer: Timer | undefined;
  #changeTimer: Timer | undefined;
  #callAtWriteMs: number | undefined;
  #refusals: Map<string, ItemStatus> | undefined;
  #cleanUpReason = '';

  constructor(options: PhoneOptions) {
    super();
    const { seed = 1, address = '127.0.0.1', clock = systemClock } = options;
    this.#options = options;
    this.#installation = new Installation(options);
    this.#store = this.#installation.store;
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
    this.#journal = new PhoneJournal(this.statistics, options.logLimit ?? 1_000, options.keepsWrites ?? true);
    this.#files = new FileLoader({
      clock: this.#clock,
      localAddress: this.#localAddress,
      timeoutMs: this.#behavior.downloadTimeoutMs,
      bytesPerSecond: this.#behavior.downloadBytesPerSecond,
      ftpResult: this.#behavior.ftpResult,
      deviceType: this.#installation.model.deviceType,
      getTls: () => this.#installation.traits.tls,
      breaks: () => this.faults.strikes('cut-download'),
    });
    this.#reachability = new Reachability({
      address: this.address,
      contactPort: options.contactPort ?? CONTACT_PORT,
      localAddress: this.#localAddress,
      mac: this.mac,
      clock: this.#clock,
      behavior: this.#behavior,
      store: this.#store,
      faults: this.faults,
      onRequest: (record) => this.#noteContactRequest(record),
      onCall: (cause, address, port) => this.#callBack(cause, address, port),
      onPollError: (reason) => this.statistics.errors.add(`dcmp-${reason}`),
    });
    this.#furnish();
    this.#mobility = new PhoneMobility(this.#store);
    this.#machine = new PhoneMachine(this.#createHost(), options.isConfigurationChanged ?? true);
  }

  get state(): PhoneState {
    return this.#machine.state;
  }

  get model(): Model {
    return this.#installation.model;
  }

  get softwareType(): SoftwareType {
    return this.#installation.softwareType;
  }

  get softwareVersion(): string {
    return this.#installation.version;
  }

  /** The number in force. */
  get e164(): string {
    return this.#store.get('e164') ?? '';
  }

  /** What the firmware in force does. */
  get traits(): FirmwareTraits {
    return this.#installation.traits;
  }

  /** Whether firmware was installed that does not start. */
  get isBroken(): boolean {
    return this.#installation.isBroken;
  }

  /** The files on the phone, in the order in which they came there. */
  get files(): readonly StoredFile[] {
    return this.#files.files;
  }

  get isInCall(): boolean {
    return this.#machine.memory.isInCall;
  }

  /** Whether the server asked for a call back that is still due (`send-solicited`). */
  get owesCall(): boolean {
    return this.#machine.memory.owesCall;
  }

  /** Where contact requests go. */
  get contactMeUri(): string {
    return this.#reachability.uri;
  }

  /** Number of the mobile user who is logged on; undefined: nobody. */
  get user(): string | undefined {
    return this.#mobility.isLoggedOn ? this.e164 : undefined;
  }

  /** Why the server ended the last dialogue (`cleanup-reason`); empty: it did not say. */
  get cleanUpReason(): string {
    return this.#cleanUpReason;
  }

  /** The newest exchanges, oldest first. */
  get log(): readonly Exchange[] {
    return this.#journal.exchanges;
  }

  /** Every value that was stored, by the server or at the phone, oldest first. */
  get writes(): readonly WriteRecord[] {
    return this.#journal.writes;
  }

  /** The newest contact requests and what became of them, oldest first. */
  get contactRequests(): readonly ContactRequestRecord[] {
    return this.#journal.contactRequests;
  }

  /** The current values, passwords and certificates too. */
  get items(): Pick<ItemStore, 'get' | 'listAll'> {
    return this.#store;
  }

  /**
   * Switches the phone on. Resolves when it can be reached in principle; `start-up` follows after the time it takes to boot.
   * @throws SimulatorError when its address cannot be used
   */
  async powerOn(): Promise<void> {
    if (this.#hasPower) return;
    this.#hasPower = true;
    try {
      await this.#reachability.listen();
    } catch (error) {
      this.#hasPower = false;
      throw error;
    }
    if (!this.#hasPower || this.state !== 'off') return;
    this.#put('contact-me-uri', this.#reachability.uri);
    this.#machine.handle('power-on');
  }

  /** Cuts the power in whatever the phone is doing. */
  async powerOff(): Promise<void> {
    this.#hasPower = false;
    this.#machine.handle('power-off');
    await this.#reachability.close();
  }

  /** Restarts as if somebody had pulled the plug for a moment. */
  restart(): void {
    this.#machine.handle('reboot-wanted');
  }

  /**
   * Calls the server, as soon as the phone is idle.
   * @returns how the dialogue ended
   * @throws SimulatorError when the phone is off
   */
  call(reason: InitialReason, options: CallOptions = {}): Promise<DialogueResult> {
    if (this.state === 'off') {
      return Promise.reject(new SimulatorError('powered-off', 'A phone without power cannot call.'));
    }
    return new Promise((resolve) => {
      this.#machine.want({
        reason,
        cause: 'own',
        items: options.items ?? [],
        waiters: [resolve],
        ...(options.server === undefined ? {} : { server: parseServerUrl(options.server) }),
      });
    });
  }

  /**
   * A mobile user types number and password (reference, section 16). Whether the server agrees shows {@link user} after the
   * restart, or {@link cleanUpReason}.
   * @throws SimulatorError when the phone is off
   */
  logOn(e164: string, password: string): Promise<DialogueResult> {
    const typed = this.faults.strikes('wrong-password') ? `${password}-wrong` : password;
    return this.call('inventory-changes', { items: this.#mobility.logonItems(e164, typed) });
  }

  /**
   * The mobile user wants to go.
   * @throws SimulatorError when the phone is off
   */
  logOff(password?: string): Promise<DialogueResult> {
    return this.call('inventory-changes', { items: this.#mobility.logoffItems(password) });
  }

  /** Changes what the phone keeps for its user under a name such as `userdata-call-log`. */
  changeUserData(name: string, ...parts: readonly string[]): void {
    this.#mobility.changeContainer(name, parts);
  }

  /** What the phone keeps for its user under a name. */
  readUserData(name: string): string[] {
    return this.#mobility.readContainer(name);
  }

  /** Takes the receiver off: WriteItems is answered `busy` until {@link endCall}, or for a time. */
  startCall(durationMs?: number): void {
    this.#cancelCallTimer();
    if (durationMs !== undefined) {
      this.#callTimer = this.#clock.schedule(durationMs, () => {
        this.#callTimer = undefined;
        this.#machine.setInCall(false);
      });
    }
    this.#machine.setInCall(true);
  }

  endCall(): void {
    this.#cancelCallTimer();
    this.#machine.setInCall(false);
  }

  /** Lets a call of this duration begin just before the next WriteItems, which is thereby answered `busy`. */
  startCallAtNextWrite(durationMs: number): void {
    this.#callAtWriteMs = durationMs;
  }

  /** Changes items at the phone or on its web page; `local-changes` follows a moment later. */
  changeLocally(values: ItemValues): void {
    const items = toItems(values);
    for (const item of items) {
      this.#store.put(item, 'local');
      this.#journal.addWrite({
        ...toRecord(item),
        at: this.#clock.now(),
        origin: 'local',
        isRepeated: false,
      });
    }
    this.#machine.memory.noteChange(items);
    if (this.state === 'off' || this.#changeTimer !== undefined) return;
    this.#changeTimer = this.#clock.schedule(this.#behavior.localChangeDelayMs, () => {
      this.#changeTimer = undefined;
      this.#want('local-changes', 'own');
    });
  }

  /** Plugs in (or off) key modules; `inventory-changes` follows at once. */
  attachKeyModules(count: 0 | 1 | 2): void {
    this.#put('key-modules', count === 0 ? '' : String(count));
    if (this.state === 'off') return;
    this.#want('inventory-changes', 'own');
  }

  /** Makes the phone refuse an item with a status, whatever the value; without an index at any index. */
  refuse(name: string, status: ItemStatus = 'read only', index?: number): void {
    this.#refusals ??= new Map();
    this.#refusals.set(itemKey(name, index), status);
  }

  /** Takes {@link refuse} back. */
  accept(name: string, index?: number): void {
    this.#refusals?.delete(itemKey(name, index));
  }

  /** How contact requests are treated from now on. */
  setContactMode(mode: ContactMode): Promise<void> {
    return this.#reachability.setMode(mode);
  }

  /**
   * Waits until the phone is in a state or a condition holds; looked at after every message, write and change of state.
   * @throws SimulatorError `timeout`
   */
  waitFor(
    awaited: PhoneState | ((phone: VirtualPhone) => boolean),
    options: WaitOptions = {},
  ): Promise<void> {
    const holds = () => (typeof awaited === 'string' ? this.state === awaited : awaited(this));
    const { timeoutMs = 10_000 } = options;
    return this.#waitList.wait(holds, timeoutMs, () => {
      const what = typeof awaited === 'string' ? `the state ${awaited}` : 'a condition';
      return `Phone ${this.mac} waited ${timeoutMs} ms for ${what}; it is ${this.state}.`;
    });
  }

  #furnish(): void {
    const { learnsServerBy = 'menu', e164, items = {}, enablesMobility = false } = this.#options;
    this.#put('mac-addr', this.mac);
    this.#put('contact-me-uri', this.#reachability.uri);
    if (this.#server !== undefined) {
      const origin = learnsServerBy === 'dhcp' ? 'identity' : 'initial';
      this.#store.put({ name: 'dls-addr', value: this.#server.host }, origin);
    }
    const numbers = e164 === undefined ? {} : { e164, 'basic-e164': e164 };
    const mobility = enablesMobility ? { 'mobility-enabled': 'true' } : {};
    for (const item of [...toItems(numbers), ...toItems(items), ...toItems(mobility)]) {
      this.#store.put(item, 'initial');
    }
  }

  #put(name: string, value: string): void {
    this.#store.put({ name, value }, 'identity');
  }

  #createHost(): MachineHost {
    return {
      clock: this.#clock,
      random: this.#random,
      behavior: this.#behavior,
      store: this.#store,
      faults: this.faults,
      files: this.#files,
      mobility: this.#mobility,
      localAddress: this.#localAddress,
      getTraits: () => this.#installation.traits,
      isBroken: () => this.#installation.isBroken,
      findServer: () => this.#findServer(),
      findRefusal: (item) => this.#findRefusal(item),
      onWriteItems: () => this.#beginPlannedCall(),
      onItem: (item, dialogue, status, isRepeated) => this.#noteItem(item, dialogue, status, isRepeated),
      onExchange: (exchange) => {
        this.#journal.addExchange(exchange);
        if (exchange.answer?.action === 'CleanUp') {
          const reason = exchange.answer.items.find(({ name }) => name === 'cleanup-reason');
          this.#cleanUpReason = reason?.value ?? '';
        }
        if (exchange.answer !== undefined) this.#reachability.noteContact();
        this.emit('exchange', exchange);
        this.#waitList.look();
      },
      onDialogueEnd: (number, call, outcome) => this.#noteDialogueEnd(number, call, outcome),
      onState: (state) => {
        this.emit('state', state);
        this.#waitList.look();
      },
      onBooting: () => {
        this.#goQuiet();
        this.#store.forgetVolatile();
      },
      onBooted: () => this.#reachability.open(),
      onOff: () => this.#goQuiet(),
      onFactoryReset: () => {
        this.#store.reset();
        this.#files.deleteAll();
      },
      onNewSoftware: (software) => this.#installation.install(software),
    };
  }

  #findServer(): ServerUrl | undefined {
    const server = this.#server;
    if (this.#options.learnsServerBy === 'dhcp') return server;
    const host = this.#store.get('dls-addr') ?? '';
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
    if (this.#callAtWriteMs !== undefined) {
      this.startCall(this.#callAtWriteMs);
      this.#callAtWriteMs = undefined;
    } else if (!this.isInCall && this.faults.strikes('busy')) {
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
    this.#journal.addWrite(record);
    if (item.name === 'mobility-enabled') this.#mobility.settle();
    if (item.name === 'dcmp-url') this.#reachability.poll(item.value);
    this.emit('write', record);
  }

  #noteDialogueEnd(dialogue: number, call: PendingCall, outcome: DialogueOutcome): void {
    this.statistics.dialogues.add(outcome);
    if (call.reason === 'start-up' && outcome === 'completed') this.#fetchUserData();
    const result: DialogueResult = { dialogue, reason: call.reason, outcome };
    for (const waiter of call.waiters) waiter(result);
    this.emit('dialogue', result);
    this.#waitList.look();
  }

  #fetchUserData(): void {
    const items = this.#mobility.takeRequest();
    if (items !== undefined)
      this.#machine.want({ reason: 'inventory-changes', cause: 'own', items, waiters: [] });
  }

  #noteContactRequest(record: ContactRequestRecord): void {
    this.#journal.addContactRequest(record);
    this.emit('contactRequest', record);
    this.#waitList.look();
  }

  #callBack(cause: PendingCall['cause'], address: string | undefined, port: number | undefined): void {
    const host = address ?? (port === undefined ? undefined : this.#server?.host);
    this.#want('solicited', cause, host === undefined ? undefined : this.#serverAt(host, port));
  }

  #want(reason: InitialReason, cause: PendingCall['cause'], server?: ServerUrl): void {
    this.#machine.want({
      reason,
      cause,
      items: [],
      waiters: [],
      ...(server === undefined ? {} : { server }),
    });
  }

  /** Nothing of a phone that restarts or has no power goes on by itself. */
  #goQuiet(): void {
    this.#reachability.mute();
    this.#cancelCallTimer();
    if (this.#changeTimer !== undefined) this.#clock.cancel(this.#changeTimer);
    this.#changeTimer = undefined;
  }

  #cancelCallTimer(): void {
    if (this.#callTimer !== undefined) this.#clock.cancel(this.#callTimer);
    this.#callTimer = undefined;
  }
}

/** Creates a phone; it is off. */
export function createPhone(options: PhoneOptions): VirtualPhone {
  return new VirtualPhone(options);
}

/** The prefix of the vendor that real phones have (phones reference, section 7). */
function macOf(random: Random): string {
  return `00:1A:E8:${random.hex(2)}:${random.hex(2)}:${random.hex(2)}`;
}

function toRecord(item: Item): Pick<WriteRecord, 'name' | 'index' | 'value'> {
  const { name, index, value } = item;
  return index === undefined ? { name, value } : { name, index, value };
}
