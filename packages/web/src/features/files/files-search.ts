import type { FileListQuery, FileSort } from '../../api/types.ts';
import { type ListAddress, listWindow, readListAddress } from '../../shared/list/list-address.ts';
import type { PageSize } from '../../shared/list/paging.ts';
import { present, type RawSearch, readChoice, readText } from '../../shared/list/search-params.ts';

export const FILE_TYPES = [
  'software',
  'ringtone',
  'screensaver',
  'logo',
  'ldap-template',
  'dongle',
  'music-on-hold',
  'picture',
] as const satisfies readonly NonNullable<FileListQuery['type']>[];
export const FILE_SOFTWARE_TYPES = ['SIP', 'HFA'] as const;
export const STORES = ['database', 'provider'] as const;
const SORTS: readonly FileSort[] = ['name', 'type', 'size', 'softwareVersion', 'storage', 'createdAt'];

/** What narrows the list. */
export const FILE_FILTERS = ['search', 'type', 'softwareType', 'storage', 'model'] as const;

/** The page's address: what is listed, and what is open. */
export interface FilesSearch
  extends ListAddress<FileSort>,
    Pick<FileListQuery, 'type' | 'softwareType' | 'storage' | 'model'> {
  /** Id of the file in the drawer. */
  open?: string;
  /** Another drawer or dialog. */
  show?: 'server' | 'downloads' | 'upload';
}

export function readFilesSearch(raw: RawSearch): FilesSearch {
  return present({
    ...readListAddress(raw, SORTS),
    type: readChoice(raw['type'], FILE_TYPES),
    softwareType: readChoice(raw['softwareType'], FILE_SOFTWARE_TYPES),
    storage: readText(raw['storage']),
    model: readText(raw['model']),
    open: readText(raw['open']),
    show: readChoice(raw['show'], ['server', 'downloads', 'upload'] as const),
  });
}

export function fileQueryOf(address: FilesSearch, preferredSize: PageSize) {
  const { search, type, softwareType, storage, model } = address;
  return {
    ...present({ search, type, softwareType, storage, model }),
    ...listWindow(address, { sort: 'name', order: 'asc' }, preferredSize),
  };
}
