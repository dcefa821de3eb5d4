import type { FileType } from '../../infra/db/index.ts';

/** `file-type` on the wire (protocol reference section 14). `DONGLE` is known from one tool only. */
const wireTypes: Readonly<Record<FileType, string>> = {
  software: 'APP',
  ringtone: 'RINGTONE',
  screensaver: 'SCREENSAVER',
  logo: 'LOGO',
  'ldap-template': 'LDAP',
  dongle: 'DONGLE',
  'music-on-hold': 'MOH',
  picture: 'PIC',
};

const fileTypeByWire: ReadonlyMap<string, FileType> = new Map(
  Object.entries(wireTypes).map(([type, wire]) => [wire, type as FileType]),
);

/** The `file-type` on the wire (protocol reference section 14). */
export function wireTypeOf(type: FileType): string {
  return wireTypes[type];
}

/** What a phone means by a `file-type`; undefined for a word that nobody knows. */
export function fileTypeOf(wire: string): FileType | undefined {
  return fileTypeByWire.get(wire.trim().toUpperCase());
}
