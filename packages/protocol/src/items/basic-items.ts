/**
 * Items that describe the phone itself in an initial message, whatever else it reports (section 8). In a
 * `local-changes` message every other item is a changed one (section 12.5).
 */
const BASIC_ITEMS: ReadonlySet<string> = new Set([
  'device-type',
  'related-device-type',
  'gigabit-ethernet',
  'gigabit-ethernet-enabled',
  'software-type',
  'related-software-type',
  'software-version',
  'related-software-version',
  'contact-me-uri',
  'mac-addr',
  'configuration-changed-flag',
  'configuration-attached-flag',
  'configuration-attached-number',
  'part-number',
  'backlight-type',
  'sip-mobility-state',
  'e164',
  'basic-e164',
  'user-pwd',
  'user-pwd-unicode',
  'mobility-enabled',
  'bootstrapping-tan',
  'cloud-pin-value',
  'slog-archive-me',
  'key-modules',
  'blf-modules',
  'slk-modules',
  'km15-modules',
]);

/** The fault flags of V3 firmware; `fault-tome-` is a misspelling met in a simulator of phones. */
const BASIC_PREFIXES = ['fault-report-', 'fault-time-', 'fault-tome-'] as const;

/** Whether the item is one of the basic items of initial messages (section 8). */
export function isBasicItem(name: string): boolean {
  return BASIC_ITEMS.has(name) || BASIC_PREFIXES.some((prefix) => name.startsWith(prefix));
}
