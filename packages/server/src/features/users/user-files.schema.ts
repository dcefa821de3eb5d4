import Type from 'typebox';
import { problems } from '../../infra/http/problems.ts';
import { exportQuery, ImportReport, importQuery, RecordFileBody } from '../../infra/http/record-bodies.ts';
import { OneOf, StrictObject } from '../../infra/http/schemas.ts';
import { exportColumns } from './user-files.ts';
import { userFilters } from './users.schema.ts';

export const exportUsersSchema = {
  operationId: 'exportUsers',
  tags: ['users'],
  summary: 'Export mobile users',
  description: 'By number. Passwords are never exported.',
  querystring: StrictObject({
    ...exportQuery,
    columns: Type.Array(OneOf(exportColumns, { description: 'A column.' }), {
      default: [...exportColumns],
      minItems: 1,
      uniqueItems: true,
      description: 'The columns, in their order.',
      examples: [['e164', 'baseDevice']],
    }),
    search: Type.String({
      maxLength: 200,
      default: '',
      description: 'Only users with this text in the number.',
      examples: ['4989'],
    }),
    ...userFilters,
  }),
  response: {
    200: {
      description: 'The file.',
      content: {
        'text/csv': {
          schema: Type.String({
            description: 'CSV in UTF-8 with byte order mark.',
            examples: ['e164,baseDevice,status\r\n4989700732406,00:1A:E8:75:FD:B1,logged-off\r\n'],
          }),
        },
        'application/json': {
          schema: Type.Array(
            Type.Object({}, { additionalProperties: true, examples: [{ e164: '4989700732406' }] }),
            { description: 'A list of objects.' },
          ),
        },
      },
    },
    ...problems('read'),
  },
} as const;

export const importUsersSchema = {
  operationId: 'importUsers',
  tags: ['users'],
  summary: 'Import mobile users',
  description:
    'Columns: `e164`, `password` (needed for new users), `baseDevice` (device ID). Users who are there already keep what the file does not name. One wrong line changes nothing; columns of an export that only the server knows are passed over.',
  querystring: StrictObject(importQuery),
  body: RecordFileBody('Mobile users.', {
    csv: 'e164,password,baseDevice\r\n4989700732406,271828,00:1A:E8:75:FD:B1\r\n',
    json: { e164: '4989700732406', password: '271828' },
  }),
  response: {
    200: ImportReport,
    ...problems('change', 'import.unreadable', 'import.refused', 'user.no_license'),
  },
} as const;
