import { type Item, parseSoftwareVersion } from '@deskfleet/protocol';

/** File types a phone takes by FileDeployment; firmware (`APP`) comes by SoftwareDeployment (reference, section 14). */
const FILE_TYPES: readonly string[] = ['RINGTONE', 'LOGO', 'SCREENSAVER', 'LDAP', 'MOH', 'PIC', 'DONGLE'];

/** Where a file lies: an HTTPS URL with its name, or the FTP items. */
export type FileSource =
  | { readonly kind: 'https'; readonly url: string }
  | { readonly kind: 'ftp'; readonly server: string; readonly name: string }
  | { readonly kind: 'none' };

/** One file of a FileDeployment. */
export interface FileOrder {
  /** Absent: the only file of an order without indexes. */
  readonly index?: number;
  readonly type: string;
  readonly name: string;
  readonly action: 'deploy' | 'delete';
  readonly source: FileSource;
}

/** A SoftwareDeployment. */
export interface SoftwareOrder {
  readonly source: FileSource;
  /** Version to be reported afterwards by an image that does not tell its own. */
  readonly version?: string;
  readonly softwareType?: string;
  /** Not before the phone's call is over. */
  readonly whenIdle: boolean;
}

/** A file on the phone, or the failure to get one there: what `file-deployment-*` items report. */
export interface FileRecord {
  readonly type: string;
  readonly name: string;
  readonly status: 'ok' | 'failed';
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Reads the files that a FileDeployment orders, in the order of their indexes. */
export function readFileOrders(items: readonly Item[]): FileOrder[] {
  const byIndex = new Map<number | undefined, Map<string, string>>();
  for (const item of items) {
    const fields = byIndex.get(item.index) ?? new Map<string, string>();
    byIndex.set(item.index, fields.set(item.name, item.value));
  }
  // Items without index are common to all files where others have one: user name, password, server.
  const common = byIndex.get(undefined) ?? new Map<string, string>();
  const indexes = [...byIndex.keys()].filter((index) => index !== undefined).sort((a, b) => a - b);
  if (indexes.length === 0) return [toFileOrder(undefined, common)];
  return indexes.map((index) => toFileOrder(index, new Map([...common, ...(byIndex.get(index) ?? [])])));
}

function toFileOrder(index: number | undefined, fields: ReadonlyMap<string, string>): FileOrder {
  const source = readSource(fields);
  const order = {
    type: fields.get('file-type') ?? '',
    name: fields.get('file-name') || nameIn(source),
    action: fields.get('file-action') === 'delete' ? ('delete' as const) : ('deploy' as const),
    source,
  };
  return index === undefined ? order : { index, ...order };
}

/** Whether the phone can carry out an order before it fetches anything. */
export function isPossible(order: FileOrder): boolean {
  if (!FILE_TYPES.includes(order.type) || order.name === '') return false;
  return order.action === 'delete' || order.source.kind !== 'none';
}

/** Reads a SoftwareDeployment; `normal` or 0 as priority means to wait for the end of a call. */
export function readSoftwareOrder(items: readonly Item[]): SoftwareOrder {
  const fields = new Map(items.map((item) => [item.name, item.value]));
  const priority = fields.get('file-priority');
  const version = fields.get('file-sw-version') ?? '';
  const softwareType = fields.get('file-sw-type') ?? '';
  return {
    source: readSource(fields),
    whenIdle: priority === 'normal' || priority === '0',
    ...(version === '' ? {} : { version }),
    ...(softwareType === '' ? {} : { softwareType }),
  };
}

function readSource(fields: ReadonlyMap<string, string>): FileSource {
  const url = fields.get('file-https-base-url') ?? '';
  if (url !== '') return { kind: 'https', url };
  const server = fields.get('file-server') ?? '';
  const name = fields.get('file-name') ?? '';
  return server !== '' && name !== '' ? { kind: 'ftp', server, name } : { kind: 'none' };
}

/** The name of the file that lies there. */
export function nameIn(source: FileSource): string {
  if (source.kind === 'ftp') return source.name;
  if (source.kind !== 'https') return '';
  const path = URL.parse(source.url)?.pathname ?? '';
  const name = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** The version as phones report it, `V3 R5.12.0`, from this form or `3.5.12.0`; undefined when it is neither. */
export function toReportedVersion(text: string): string | undefined {
  const version = parseSoftwareVersion(text);
  if (version === undefined) return undefined;
  const major = version.sub === 0 ? `V${version.major}` : `V${version.major}.${version.sub}`;
  return `${major} R${version.minor}.${version.fix}.${version.hotfix}`;
}

/** What a phone keeps of a file at most (phones reference, section 6); of other types nothing is known, so they have room. */
const MAX_BYTES: Readonly<Record<string, number>> = {
  PIC: 307_200,
  SCREENSAVER: 307_200,
  RINGTONE: 1_048_576,
};
const MAX_BYTES_OTHERWISE = 8 * 1_048_576;

/** Whether a file is larger than the phone can keep. */
export function isTooLarge(type: string, bytes: number): boolean {
  return bytes > (MAX_BYTES[type] ?? MAX_BYTES_OTHERWISE);
}

/** Whether an image for one device type can run on a phone of another; what is not known does not keep it from running. */
export function runsOn(imageFor: string, deviceType: string): boolean {
  const wanted = hardwareIn(imageFor);
  const own = hardwareIn(deviceType);
  return wanted === undefined || own === undefined || wanted === own;
}

/** The name of the hardware in a device type: `CP410` of `OpenScape Desk Phone CP410`. */
function hardwareIn(text: string): string | undefined {
  return /(?:CP|OpenStage|IP)\s*\d+\w*/i.exec(text)?.[0].replaceAll(/\s/g, '').toUpperCase();
}

/** Items that report files; with indexes from 1 unless it is the one file of an order without indexes. */
export function toDeploymentItems(records: readonly FileRecord[], indexed: boolean): Item[] {
  return records.flatMap((record, place) => {
    const at = new Date(record.at);
    const fields: readonly (readonly [string, string])[] = [
      ['file-deployment-date', `${pad(at.getDate())}:${pad(at.getMonth() + 1)}:${at.getFullYear()}`],
      ['file-deployment-time', `${pad(at.getHours())}:${pad(at.getMinutes())}:${pad(at.getSeconds())}`],
      ['file-deployment-name', record.name],
      ['file-deployment-type', record.type],
      ['file-deployment-status', record.status],
    ];
    return fields.map(([name, value]) => (indexed ? { name, index: place + 1, value } : { name, value }));
  });
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}
