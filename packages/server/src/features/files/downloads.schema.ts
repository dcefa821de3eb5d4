import Type from 'typebox';
import { problems } from '../../infra/http/problems.ts';
import {
  Id,
  Instant,
  ListQuery,
  ListResponse,
  Nullable,
  OneOf,
  StrictObject,
} from '../../infra/http/schemas.ts';
import { FileName } from './files.schema.ts';

export const downloadStates = ['running', 'completed', 'broken-off'] as const;

const DownloadSchema = StrictObject(
  {
    id: Type.String({
      description: 'Id of the download.',
      examples: ['7f6a1a52-8d0b-4b0e-9a52-0f8a3e0f3c11'],
    }),
    fileId: Nullable(Id('The file; null: it was deleted since.')),
    fileName: FileName,
    size: Type.Integer({ minimum: 0, description: 'Bytes of the whole file.', examples: [20_971_520] }),
    clientId: Id('The client whose phone fetched it.'),
    deviceId: Type.String({ description: 'Its device ID.', examples: ['00:1A:E8:75:FD:B1'] }),
    e164: Type.String({ description: 'Its number.', examples: ['4989700732406'] }),
    jobId: Nullable(Id('The job that told the phone to; null: none, or it was deleted since.')),
    address: Type.String({ description: 'From where it was fetched.', examples: ['10.1.2.3'] }),
    fromOtherAddress: Type.Boolean({
      description: 'Whether that was not the address from which the client had called last.',
      examples: [false],
    }),
    rangeStart: Type.Integer({
      minimum: 0,
      description: 'First byte that was asked for: more than 0 when a phone goes on after a break.',
      examples: [0],
    }),
    bytes: Type.Integer({ minimum: 0, description: 'Bytes sent, from there on.', examples: [20_971_520] }),
    state: OneOf(downloadStates, {
      description: 'How it stands. `broken-off`: the connection ended too soon.',
    }),
    startedAt: Instant('When it began.'),
    endedAt: Nullable(Instant('When it ended; null: it is running.')),
  },
  { title: 'FileDownload', description: 'A transfer of the integrated file server to a phone.' },
);
export type DownloadView = Type.Static<typeof DownloadSchema>;

export const downloadSortKeys = ['startedAt', 'fileName', 'bytes', 'state'] as const;

export const listDownloadsSchema = {
  operationId: 'listFileDownloads',
  tags: ['files'],
  summary: 'List what phones have fetched',
  description: 'From the integrated file server, in the last 180 days. Running ones are some seconds old.',
  querystring: ListQuery(
    {
      sort: downloadSortKeys,
      order: 'desc',
      search: 'the name of the file, and what the list of clients searches',
    },
    {
      clientId: Type.Optional(Id('Only those of this client.')),
      fileId: Type.Optional(Id('Only those of this file.')),
      jobId: Type.Optional(Id('Only those of this job.')),
      state: Type.Optional(OneOf(downloadStates, { description: 'Only those in this state.' })),
    },
  ),
  response: { 200: ListResponse(DownloadSchema, 'One page of downloads.'), ...problems('read') },
} as const;
