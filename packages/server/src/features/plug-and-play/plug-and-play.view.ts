import type { Catalog } from '@deskfleet/catalog';
import { hardwareTypes } from '../clients/index.ts';
import type { PreparedRow } from './plug-and-play.queries.ts';
import type { PlugAndPlayClient } from './plug-and-play.schema.ts';

/** A prepared client as the API shows it. */
export function toPlugAndPlayClient(row: PreparedRow, catalog: Catalog): PlugAndPlayClient {
  return {
    id: row.id,
    deviceId: row.deviceId,
    e164: row.e164,
    hardwareType: hardwareTypes.find((type) => type === row.hardwareType) ?? '',
    secureMode: row.secureMode,
    templateId: row.templateId,
    values: row.values.map(({ name, index = null, value, sealed }) => ({
      item: name,
      index,
      parameterId: catalog.findParameterForValue(name, index)?.id ?? null,
      value: sealed === undefined ? (value ?? '') : null,
      secret: sealed !== undefined,
    })),
    state: row.recognizedAt === null ? 'waiting' : 'recognized',
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    updatedAt: row.updatedAt.toISOString(),
    updatedBy: row.updatedBy,
    version: row.version,
    recognizedAt: row.recognizedAt?.toISOString() ?? null,
    recognizedBy: row.recognizedBy,
    clientId: row.clientId,
  };
}
