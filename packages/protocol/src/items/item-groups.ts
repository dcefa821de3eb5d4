import type { Item } from '../messages.ts';

/** Families of items whose instances belong together, by prefix of the name (sections 9, 11 and 14). */
const PREFIX_FAMILIES: readonly (readonly [prefix: string, family: string])[] = [
  ['codec-', 'codec'],
  ['file-', 'file'],
  ['XML-app-', 'xml-application'],
  ['Canonical-lookup-', 'canonical-lookup'],
  ['send-url-', 'function-key'],
  ['stimulus-', 'function-key'],
  ['line-', 'function-key'],
  ['blf-', 'function-key'],
  ['key-', 'function-key'],
  ['forwarding-', 'function-key'],
  ['alert', 'special-ringer'],
];

/** Items of a family that its prefix does not show. */
const NAMED_FAMILIES: ReadonlyMap<string, string> = new Map([
  ['function-key-def', 'function-key'],
  ['select-dial', 'function-key'],
  ['repertory-dial', 'function-key'],
  ['FPK-app-name', 'function-key'],
  ['locked-function-keys', 'function-key'],
]);

/** What one WriteItems carries to take a phone to secure mode, whatever the index (section 15.2). */
const SECURE_MODE_ITEMS: ReadonlySet<string> = new Set([
  'goto-secure-mode',
  'dls-client-certificate',
  'dls-server-ca',
  'dls-secure-port',
  'secure-mode-data',
  'max-pin-retries',
]);

/**
 * Key of the items that must travel in one message with this one: all items of one function key, one codec, one file
 * and so on (sections 9 and 11). Undefined when the item stands alone.
 */
export function itemGroup(item: Item): string | undefined {
  const { name, index } = item;
  if (SECURE_MODE_ITEMS.has(name)) return 'secure-mode';
  if (index === undefined) return name.startsWith('file-') ? 'file' : undefined;
  const family = NAMED_FAMILIES.get(name) ?? PREFIX_FAMILIES.find(([prefix]) => name.startsWith(prefix))?.[1];
  return family === undefined ? undefined : `${family} ${index}`;
}
