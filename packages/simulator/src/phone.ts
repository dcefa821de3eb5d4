import { EventEmitter } from 'node:events';
import type { InitialReason, Item, ItemStatus } from '@deskfleet/protocol';
import type { DialogueResult } from './call-queue.ts';
import type { Exchange } from './dialogue.ts';
import type { FaultPlan } from './faults.ts';
import type { StoredFile } from './file-loader.ts';
import type { ItemStore } from './item-store.ts';
import type { Model, SoftwareType } from './models/model.ts';
import type { FirmwareTraits } from './models/traits.ts';
import { PhoneBody, type PhoneEvents } from './phone-body.ts';
import type { ContactRequestRecord, WriteRecord } from './phone-journal.ts';
import { type ItemValues, type PhoneOptions, parseServerUrl } from './phone-options.ts';
import { SimulatorError } from './simulator-error.ts';
import type { PhoneState } from './state-table.ts';
import type { Statistics } from './statistics.ts';
import { WaitList } from './wait-list.ts';
import type { ContactMode } from './wire/contact-listener.ts';

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
  readonly #body: PhoneBody;
  readonly #waitList = new WaitList();
  #hasPower = false;

  constructor(options: PhoneOptions) {
    super();
    this.#body = new PhoneBody(options, (name, what) => {
      (this as EventEmitter).emit(name, what);
      this.#waitList.look();
    });
  }

  get mac(): string {
    return this.#body.mac;
  }

  get address(): string {
    return this.#body.address;
  }

  /** Faults that strike by rate, or because a test orders them. */
  get faults(): FaultPlan {
    return this.#body.faults;
  }

  get statistics(): Statistics {
    return this.#body.statistics;
  }

  get state(): PhoneState {
    return this.#body.machine.state;
  }

  get model(): Model {
    return this.#body.installation.model;
  }

  get softwareType(): SoftwareType {
    return this.#body.installation.softwareType;
  }

  get softwareVersion(): string {
    return this.#body.installation.version;
  }

  /** The number in force. */
  get e164(): string {
    return this.#body.store.get('e164') ?? '';
  }

  /** What the firmware in force does. */
  get traits(): FirmwareTraits {
    return this.#body.installation.traits;
  }

  /** Whether firmware was installed that does not start. */
  get isBroken(): boolean {
    return this.#body.installation.isBroken;
  }

  /** The files on the phone, in the order in which they came there. */
  get files(): readonly StoredFile[] {
    return this.#body.files.files;
  }

  get isInCall(): boolean {
    return this.#body.machine.memory.isInCall;
  }

  /** Whether the server asked for a call back that is still due (`send-solicited`). */
  get owesCall(): boolean {
    return this.#body.machine.memory.owesCall;
  }

  /** Where contact requests go. */
  get contactMeUri(): string {
    return this.#body.reachability.uri;
  }

  /** Number of the mobile user who is logged on; undefined: nobody. */
  get user(): string | undefined {
    return this.#body.mobility.isLoggedOn ? this.e164 : undefined;
  }

  /** Why the server ended the last dialogue (`cleanup-reason`); empty: it did not say. */
  get cleanUpReason(): string {
    return this.#body.cleanUpReason;
  }

  /** The newest exchanges, oldest first. */
  get log(): readonly Exchange[] {
    return this.#body.journal.exchanges;
  }

  /** Every value that was stored, by the server or at the phone, oldest first. */
  get writes(): readonly WriteRecord[] {
    return this.#body.journal.writes;
  }

  /** The newest contact requests and what became of them, oldest first. */
  get contactRequests(): readonly ContactRequestRecord[] {
    return this.#body.journal.contactRequests;
  }

  /** The current values, passwords and certificates too. */
  get items(): Pick<ItemStore, 'get' | 'listAll'> {
    return this.#body.store;
  }

  /**
   * Switches the phone on. Resolves when it can be reached in principle; `start-up` follows after the time it takes to boot.
   * @throws SimulatorError when its address cannot be used
   */
  async powerOn(): Promise<void> {
    if (this.#hasPower) return;
    this.#hasPower = true;
    try {
      await this.#body.reachability.listen();
    } catch (error) {
      this.#hasPower = false;
      throw error;
    }
    if (!this.#hasPower || this.state !== 'off') return;
    this.#body.put('contact-me-uri', this.#body.reachability.uri);
    this.#body.machine.handle('power-on');
  }

  /** Cuts the power in whatever the phone is doing. */
  async powerOff(): Promise<void> {
    this.#hasPower = false;
    this.#body.machine.handle('power-off');
    await this.#body.reachability.close();
  }

  /** Restarts as if somebody had pulled the plug for a moment. */
  restart(): void {
    this.#body.machine.handle('reboot-wanted');
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
      this.#body.machine.want({
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
    return this.call('inventory-changes', { items: this.#body.mobility.logonItems(e164, typed) });
  }

  /**
   * The mobile user wants to go.
   * @throws SimulatorError when the phone is off
   */
  logOff(password?: string): Promise<DialogueResult> {
    return this.call('inventory-changes', { items: this.#body.mobility.logoffItems(password) });
  }

  /** Changes what the phone keeps for its user under a name such as `userdata-call-log`. */
  changeUserData(name: string, ...parts: readonly string[]): void {
    this.#body.mobility.changeContainer(name, parts);
  }

  /** What the phone keeps for its user under a name. */
  readUserData(name: string): string[] {
    return this.#body.mobility.readContainer(name);
  }

  /** Takes the receiver off: WriteItems is answered `busy` until {@link endCall}, or for a time. */
  startCall(durationMs?: number): void {
    this.#body.startCall(durationMs);
  }

  endCall(): void {
    this.#body.endCall();
  }

  /** Lets a call of this duration begin just before the next WriteItems, which is thereby answered `busy`. */
  startCallAtNextWrite(durationMs: number): void {
    this.#body.callAtWriteMs = durationMs;
  }

  /** Changes items at the phone or on its web page; `local-changes` follows a moment later. */
  changeLocally(values: ItemValues): void {
    this.#body.changeLocally(values);
  }

  /** Plugs in (or off) key modules; `inventory-changes` follows at once. */
  attachKeyModules(count: 0 | 1 | 2): void {
    this.#body.put('key-modules', count === 0 ? '' : String(count));
    if (this.state === 'off') return;
    this.#body.want('inventory-changes');
  }

  /** Makes the phone refuse an item with a status, whatever the value; without an index at any index. */
  refuse(name: string, status: ItemStatus = 'read only', index?: number): void {
    this.#body.refuse(name, status, index);
  }

  /** Takes {@link refuse} back. */
  accept(name: string, index?: number): void {
    this.#body.accept(name, index);
  }

  /** How contact requests are treated from now on. */
  setContactMode(mode: ContactMode): Promise<void> {
    return this.#body.reachability.setMode(mode);
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
}

/** Creates a phone; it is off. */
export function createPhone(options: PhoneOptions): VirtualPhone {
  return new VirtualPhone(options);
}
