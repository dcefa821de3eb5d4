import type { Item } from '@deskfleet/protocol';
import type { ItemStore } from './item-store.ts';

/** Containers that the phone keeps for a mobile user (reference, section 16). */
export const USER_CONTAINERS: readonly string[] = [
  'userdata-vu1',
  'userdata-call-log',
  'userdata-ring-tone',
  'userdata-phonebook',
  'userdata-call-group',
  'userdata-voice-record',
  'userdata-picture',
  'userdata-ring-tone-mp3',
  'userdata-screensaver',
  'userdata-ldap',
];

const LOGGED_ON = '0';
const LOGGED_OFF = '1';
const STATE = 'sip-mobility-state';

/**
 * Mobile users at one phone (reference, section 16; phones reference, section 3). The server decides by writing the state: 0
 * makes the phone the user's, 1 makes it its own again; both with a restart. After a logon the phone asks for the user's
 * containers; before a logoff it tells which of them have changed.
 */
export class PhoneMobility {
  readonly #store: ItemStore;
  readonly #modified = new Set<string>();
  #wantsContainers = false;

  constructor(store: ItemStore) {
    this.#store = store;
    this.settle();
  }

  get isEnabled(): boolean {
    return this.#store.get('mobility-enabled') === 'true';
  }

  get isLoggedOn(): boolean {
    return this.isEnabled && this.#store.get(STATE) === LOGGED_ON;
  }

  /** With mobility just enabled nobody is logged on; without it the state says nothing and is 0. */
  settle(): void {
    if (!this.isEnabled) this.#put(LOGGED_ON);
    else if (this.#store.get('e164') === this.#store.get('basic-e164')) this.#put(LOGGED_OFF);
  }

  /** What the phone says when a user types number and password. */
  logonItems(e164: string, password: string): Item[] {
    return [
      { name: 'configuration-changed-flag', value: 'false' },
      { name: STATE, value: LOGGED_ON },
      { name: 'e164', value: e164 },
      { name: 'basic-e164', value: this.#store.get('basic-e164') ?? '' },
      { name: 'mobility-enabled', value: 'true' },
      { name: 'user-pwd', value: password },
    ];
  }

  /** What the phone says when its user wants to go. */
  logoffItems(password: string | undefined): Item[] {
    return [
      { name: 'configuration-changed-flag', value: 'true' },
      { name: STATE, value: LOGGED_OFF },
      ...(password === undefined ? [] : [{ name: 'user-pwd', value: password }]),
      { name: 'modified-items', value: [...this.#modified].join(',') },
    ];
  }

  /** What the phone says when it wants the containers of the user who has just logged on; undefined when it wants none. */
  takeRequest(): Item[] | undefined {
    if (!this.#wantsContainers || !this.isLoggedOn) return undefined;
    this.#wantsContainers = false;
    return [
      { name: STATE, value: LOGGED_ON },
      { name: 'requested-items', value: USER_CONTAINERS.join(',') },
    ];
  }

  /**
   * The server writes the state.
   * @returns whether the phone takes it
   */
  writeState(value: string): boolean {
    if (!this.isEnabled || (value !== LOGGED_ON && value !== LOGGED_OFF)) return false;
    this.#put(value);
    this.#modified.clear();
    this.#wantsContainers = value === LOGGED_ON;
    return true;
  }

  /** Changes what the phone keeps for its user, in parts as they are told. */
  changeContainer(name: string, parts: readonly string[]): void {
    for (const [place, part] of parts.entries()) {
      this.#store.put(
        { name, index: place + 1, value: Buffer.from(part, 'utf8').toString('base64') },
        'local',
      );
    }
    this.#modified.add(name);
  }

  /** What the phone keeps under a name. */
  readContainer(name: string): string[] {
    return this.#store
      .read({ name, value: '' })
      .filter((item) => item.value !== '' && item.status === undefined)
      .map(({ value }) => Buffer.from(value, 'base64').toString('utf8'));
  }

  #put(value: string): void {
    this.#store.put({ name: STATE, value }, 'identity');
  }
}

export function isContainer(name: string): boolean {
  return name.startsWith('userdata-');
}
