import type { LocalizedText } from './parameter.ts';

/**
 * Parameters that belong together entry by entry: each is a column, and the values of one index are one entry.
 * - `entries`: any number of entries, added and removed;
 * - `slots`: a fixed number of entries that are always there and may be empty;
 * - `ranked`: entries in an order of preference, each switched on or off;
 * - `keys`: an entry for each function key (phones reference, section 2).
 */
export interface ListStructure {
  readonly id: string;
  readonly kind: 'entries' | 'slots' | 'ranked' | 'keys';
  readonly label: LocalizedText;
  /** What one entry is called, e.g. `Door opener`. */
  readonly entry: LocalizedText;
  /** Most entries; null when the guide states none. */
  readonly max: number | null;
  /** Keys of the guide (`parameters.json`) that the list as a whole stands for, and that are no item of their own. */
  readonly guideKeys: readonly string[];
}

/** Every list of the catalog. */
export const lists: readonly ListStructure[] = [
  {
    id: 'installed-files',
    kind: 'entries',
    label: { en: 'Installed files', de: 'Installierte Dateien' },
    entry: { en: 'File', de: 'Datei' },
    max: null,
    guideKeys: ['7.1.6/files', '7.1.6/number-of-installed-files'],
  },
  {
    id: 'canonical-lookup',
    kind: 'entries',
    label: { en: 'Canonical dial lookup', de: 'Kanonische Umsetzung' },
    entry: { en: 'Lookup row', de: 'Zeile der Umsetzung' },
    max: null,
    guideKeys: [],
  },
  {
    id: 'dialplan',
    kind: 'entries',
    label: { en: 'Dial plan entries', de: 'Wählplaneinträge' },
    entry: { en: 'Dial plan entry', de: 'Wählplaneintrag' },
    // What a phone can hold (ADM-OS 5-19); the guide states no number.
    max: 48,
    guideKeys: ['7.3.10/dialplan-entry'],
  },
  {
    id: 'codecs',
    kind: 'ranked',
    label: { en: 'Codecs', de: 'Codecs' },
    entry: { en: 'Codec', de: 'Codec' },
    max: null,
    guideKeys: ['7.4.2/codecs.g711', '7.4.2/codecs.g722', '7.4.2/codecs.g729', '7.4.2/codecs.opus'],
  },
  {
    id: 'srtp-methods',
    kind: 'ranked',
    label: { en: 'SRTP encryption methods', de: 'SRTP-Verschlüsselungsverfahren' },
    entry: { en: 'Encryption method', de: 'Verschlüsselungsverfahren' },
    max: null,
    guideKeys: [
      '7.4.3/srtp-encryption-methods.aes-128-sha1-32',
      '7.4.3/srtp-encryption-methods.aes-128-sha1-80',
      '7.4.3/srtp-encryption-methods.aes-256-sha1-80',
    ],
  },
  {
    id: 'door-openers',
    kind: 'slots',
    label: { en: 'Door openers', de: 'Türöffner' },
    entry: { en: 'Door opener', de: 'Türöffner' },
    max: 4,
    guideKeys: [],
  },
  {
    id: 'direct-video-cameras',
    kind: 'slots',
    label: { en: 'Direct video cameras', de: 'Direktvideo-Kameras' },
    entry: { en: 'Camera', de: 'Kamera' },
    max: 4,
    guideKeys: [],
  },
  {
    id: 'function-keys',
    kind: 'keys',
    label: { en: 'Function keys', de: 'Funktionstasten' },
    entry: { en: 'Function key', de: 'Funktionstaste' },
    max: null,
    guideKeys: ['7.7.2/fpk', '7.7.2/fpk.key'],
  },
  {
    id: 'wi-fi-networks',
    kind: 'entries',
    label: { en: 'Wi-Fi networks', de: 'WLAN-Netze' },
    entry: { en: 'Wi-Fi network', de: 'WLAN-Netz' },
    max: null,
    guideKeys: ['7.6.4/wi-fi-network'],
  },
  {
    id: 'special-ringers',
    kind: 'entries',
    label: { en: 'Special ringers', de: 'Besondere Klingeltöne' },
    entry: { en: 'Special ringer', de: 'Besonderer Klingelton' },
    max: 5,
    guideKeys: ['7.7.5/special-ringer'],
  },
  {
    id: 'xml-applications',
    kind: 'entries',
    label: { en: 'XML applications', de: 'XML-Anwendungen' },
    entry: { en: 'XML application', de: 'XML-Anwendung' },
    max: null,
    guideKeys: [],
  },
  {
    id: 'files',
    kind: 'entries',
    label: { en: 'Files to deploy', de: 'Zu verteilende Dateien' },
    entry: { en: 'File', de: 'Datei' },
    max: null,
    guideKeys: [],
  },
];

const BY_ID: ReadonlyMap<string, ListStructure> = new Map(lists.map((one) => [one.id, one]));

/** The list with this id. */
export function findList(id: string): ListStructure | undefined {
  return BY_ID.get(id);
}
