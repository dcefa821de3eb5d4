import Type from 'typebox';
import type { ServerContext } from '../../infra/context.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { problems } from '../../infra/http/problems.ts';
import { exportQuery, sendRecordFile } from '../../infra/http/record-bodies.ts';
import { OneOf, StrictObject } from '../../infra/http/schemas.ts';
import { getServerSettings } from '../settings/index.ts';
import { clientFilters } from './client-selection.schema.ts';
import { readClientRecords } from './clients-export.read.ts';

/** What can be exported of clients. */
export const clientExportColumns = [
  'deviceId',
  'e164',
  'basicE164',
  'model',
  'deviceType',
  'softwareType',
  'softwareVersion',
  'address',
  'firstSeenAt',
  'lastContactAt',
  'lastContactReason',
  'mobilityEnabled',
  'partNumber',
  'keyModules',
  'contactMeUri',
] as const;

export const exportClientsSchema = {
  operationId: 'exportClients',
  tags: ['clients'],
  summary: 'Export clients',
  description: 'Those that match the filter, as a file that is written as it is read.',
  querystring: StrictObject({
    ...exportQuery,
    columns: Type.Array(OneOf(clientExportColumns, { description: 'A column.' }), {
      default: ['deviceId', 'e164', 'model', 'softwareType', 'softwareVersion', 'address', 'lastContactAt'],
      minItems: 1,
      uniqueItems: true,
      description: 'The columns, in their order.',
      examples: [['deviceId', 'e164']],
    }),
    search: Type.Optional(
      Type.String({ maxLength: 200, description: 'As in the list of clients.', examples: ['CP7'] }),
    ),
    ...clientFilters,
  }),
  response: {
    200: {
      description: 'The file.',
      content: {
        'text/csv': {
          schema: Type.String({
            description: 'CSV.',
            examples: ['deviceId,e164\r\n00:1A:E8:75:FD:B1,4989700732406\r\n'],
          }),
        },
        'application/json': {
          schema: Type.Array(
            Type.Record(Type.String(), Type.Unknown(), {
              description: 'A client.',
              examples: [{ deviceId: '00:1A:E8:75:FD:B1', e164: '4989700732406' }],
            }),
            { description: 'A list of objects.' },
          ),
        },
      },
    },
    ...problems('read'),
  },
} as const;

export function clientExportRoutes(app: ApiServer, { db, pool }: Pick<ServerContext, 'db' | 'pool'>): void {
  app.get('/clients/export', { schema: exportClientsSchema }, async (request, reply) => {
    const { format, separator, columns, ...filter } = request.query;
    const { timeZone } = await getServerSettings(pool);
    return sendRecordFile(reply, readClientRecords(db, filter, timeZone), {
      name: 'clients',
      format,
      columns,
      delimiter: separator === 'semicolon' ? ';' : ',',
    });
  });
}
