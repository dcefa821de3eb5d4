import type { ClientSort } from '../../api/types.ts';
import { columnSet, readColumns } from '../../shared/list/columns.ts';

/** Columns of the clients list in their default order (guide chapter 4, then our own). */
export const CLIENT_COLUMNS = [
  'e164',
  'type',
  'deviceId',
  'softwareVersion',
  'lastContact',
  'features',
  'address',
  'partNumber',
  'firstSeen',
  'openWork',
  'drift',
  'refused',
] as const;

export type ClientColumn = (typeof CLIENT_COLUMNS)[number];

export const COLUMN_SORT: Partial<Record<ClientColumn, ClientSort>> = {
  e164: 'e164',
  type: 'deviceType',
  deviceId: 'deviceId',
  softwareVersion: 'softwareVersion',
  lastContact: 'lastContactAt',
  address: 'address',
  firstSeen: 'firstSeenAt',
};

export const CLIENT_COLUMN_SET = columnSet<ClientColumn>(CLIENT_COLUMNS, {
  fixed: 'e164',
  hidden: ['address', 'partNumber', 'firstSeen', 'openWork', 'drift', 'refused'],
});

export const readClientColumns = (stored: unknown) => readColumns(CLIENT_COLUMN_SET, stored);
