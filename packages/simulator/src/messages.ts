import { type InitialReason, type Item, isSecretItem } from '@deskfleet/protocol';
import { type ItemStore, withStatus } from './item-store.ts';
import type { FirmwareTraits } from './models/traits.ts';

/** Basic items as firmware up to V2 sends them; reference, sections 7 and 8. */
const OLD_BASIC_ITEMS: readonly string[] = [
  'device-type',
  'related-device-type',
  'gigabit-ethernet',
  'software-type',
  'related-software-type',
  'software-version',
  'related-software-version',
  'contact-me-uri',
  'mac-addr',
  'configuration-changed-flag',
  'part-number',
  'sip-mobility-state',
  'e164',
  'user-pwd',
  'user-pwd-unicode',
  'basic-e164',
  'mobility-enabled',
];

/** Basic items as firmware from V3 on sends them. */
const BASIC_ITEMS: readonly string[] = [
  'device-type',
  'related-device-type',
  'gigabit-ethernet-enabled',
  'software-type',
  'related-software-type',
  'software-version',
  'related-software-version',
  'contact-me-uri',
  'mac-addr',
  'configuration-changed-flag',
  'part-number',
  'backlight-type',
  'sip-mobility-state',
  'e164',
  'bootstrapping-tan',
  'basic-e164',
  'mobility-enabled',
  'slog-archive-me',
  'fault-report-slog-entry',
  'fault-time-slog-entry',
  'fault-report-ocsr-connect',
  'fault-time-ocsr-connect',
  'fault-report-admin-pwd',
  'fault-time-admin-pwd',
  'fault-report-user-pwd',
  'fault-time-user-pwd',
  'cloud-pin-value',
];

/** Items of attached modules, in `inventory-changes` only. */
const MODULE_ITEMS: readonly string[] = ['key-modules', 'blf-modules', 'slk-modules', 'km15-modules'];

/** Items without value: not available on this model or firmware (reference, section 8). */
const UNAVAILABLE: ReadonlySet<string> = new Set(['gigabit-ethernet', 'user-pwd-unicode', 'blf-modules']);

/**
 * The items of an initial message: the basic ones, then what belongs to its reason (reference, sections 7 and 8).
 * @param changed items that changed at the phone
 */
export function initialItems(
  reason: InitialReason,
  store: ItemStore,
  traits: FirmwareTraits,
  changed: readonly Item[],
): Item[] {
  const basic = collect(store, traits.sendsUserPassword ? OLD_BASIC_ITEMS : BASIC_ITEMS);
  if (reason === 'inventory-changes') return [...basic, ...collect(store, MODULE_ITEMS)];
  if (reason === 'local-changes' && traits.attachesLocalChanges)
    return [...basic, ...attachedChanges(changed)];
  return basic;
}

/** A call's own items replace basic ones of the same name, as the wanted state does in a mobility logon. */
export function withOwnItems(items: readonly Item[], own: readonly Item[]): readonly Item[] {
  if (own.length === 0) return items;
  const names = new Set(own.map((item) => item.name));
  return [...items.filter((item) => !names.has(item.name)), ...own];
}

/** The value of the first item with this name; undefined when there is none. */
export function findValue(items: readonly Item[], name: string): string | undefined {
  return items.find((item) => item.name === name)?.value;
}

/**
 * What `local-changes` carries after the basic items from V2R2 on: the flag, the number and the changed items. Passwords
 * are never told.
 */
function attachedChanges(changed: readonly Item[]): Item[] {
  const told = changed.filter((item) => !isSecretItem(item.name));
  return [
    { name: 'configuration-attached-flag', value: 'true' },
    { name: 'configuration-attached-number', value: String(told.length) },
    ...told,
  ];
}

function collect(store: ItemStore, names: readonly string[]): Item[] {
  const items: Item[] = [];
  for (const name of names) {
    if (UNAVAILABLE.has(name)) {
      items.push(withStatus(name, undefined, 'failed'));
      continue;
    }
    const value = store.get(name);
    if (value !== undefined) items.push({ name, value });
  }
  return items;
}
