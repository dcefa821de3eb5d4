import Type from 'typebox';
import { problems } from '../../infra/http/problems.ts';
import { ImportReport, importQuery, RecordFileBody } from '../../infra/http/record-bodies.ts';
import { Id, IdParams, Nullable, OneOf, StrictObject } from '../../infra/http/schemas.ts';
import { hardwareTypes } from '../clients/index.ts';
import { secureModes } from '../plug-and-play/index.ts';

export const copyReasons = ['hardware-change', 'factory-reset'] as const;
export const copiedSoftwareTypes = ['SIP', 'HFA', 'GW'] as const;

export const CopyOrder = StrictObject(
  {
    reason: OneOf(copyReasons, {
      description:
        '`hardware-change`: another phone takes the place of this one, under the same number. `factory-reset`: this one is reset, and the phone with the device ID goes on in its place.',
    }),
    deviceId: Type.Optional(
      Nullable(
        Type.String({
          maxLength: 64,
          description:
            'Device ID of the other phone; needed for `factory-reset`. Without it the phone is recognized by its number.',
          examples: ['00:1A:E8:75:FD:B1'],
        }),
      ),
    ),
    hardwareType: Type.Optional(
      OneOf(hardwareTypes, { description: 'Model of the other phone; absent: that of this one.' }),
    ),
    softwareType: Type.Optional(
      OneOf(copiedSoftwareTypes, {
        description:
          'Software of the other phone; absent: that of this one. Values that it cannot take are left out.',
      }),
    ),
    secureMode: Type.Optional(
      OneOf(secureModes, { description: 'How the other phone is to be brought into secure mode.' }),
    ),
    withReported: Type.Boolean({
      description:
        'Whether also settings are copied that nobody desired here and that the phone reports, its network address excepted; otherwise only what is desired.',
      examples: [true],
    }),
    resetsOld: Type.Optional(
      Type.Boolean({
        description:
          'Whether this phone is told to reset itself to factory defaults; `factory-reset` always does.',
        examples: [false],
      }),
    ),
  },
  { title: 'CopyOrder', description: 'What a client is copied for.' },
);
export type CopyOrder = Type.Static<typeof CopyOrder>;

export const copyClientSchema = {
  operationId: 'copyClient',
  tags: ['clients'],
  summary: 'Copy a client for another phone',
  description:
    'Prepares a Plug&Play client with the number and the values of this client; the phone that calls with its device ID or number gets them. Secrets that are desired here are copied, those that only the phone knows cannot be.',
  params: IdParams('client'),
  body: CopyOrder,
  response: {
    201: StrictObject(
      {
        plugAndPlayId: Id('The Plug&Play client that was prepared.'),
        copied: Type.Integer({
          minimum: 0,
          description: 'Values that the other phone gets.',
          examples: [61],
        }),
        leftOut: Type.Integer({
          minimum: 0,
          description: 'Values that the other phone cannot take.',
          examples: [2],
        }),
        jobId: Nullable(Id('The job that resets this phone; null when it is not reset.')),
      },
      { title: 'CopiedClient', description: 'What was prepared.' },
    ),
    ...problems('change', 'client.not_found', 'plug_and_play.taken'),
  },
} as const;

export const ReplacementReport = StrictObject(
  {
    ...ImportReport.properties,
    leftOut: Type.Array(
      StrictObject(
        {
          item: Type.String({ description: 'Item name.', examples: ['registrar-addr'] }),
          parameterId: Nullable(
            Type.String({
              description: 'Its parameter; null for an item that no parameter describes.',
              examples: ['7.3.2/registrar-address'],
            }),
          ),
          clients: Type.Integer({
            minimum: 1,
            description: 'Clients of whose values of this item some are left out.',
            examples: [12],
          }),
        },
        { title: 'LeftOutItem', description: 'An item that not all of the other phones can take.' },
      ),
      { description: 'What the other phones cannot take, most clients first; empty while there are faults.' },
    ),
  },
  { title: 'ReplacementReport', description: 'What an import of replacements did, or would do.' },
);
export type ReplacementReport = Type.Static<typeof ReplacementReport>;

export const importReplacementsSchema = {
  operationId: 'copyClients',
  tags: ['clients'],
  summary: 'Copy many clients for other phones',
  description:
    'A list of replacements with the columns `deviceId` (of the client), `newDeviceId` (of the phone that takes its place; empty: it is recognized by the number), and if wanted `hardwareType`, `softwareType` and `secureMode` of that phone. For each line a Plug&Play client is prepared as by `copyClient`. Columns of an exported list of clients that only tell something are passed over. With one wrong line nothing is changed.',
  querystring: StrictObject({
    ...importQuery,
    withReported: Type.Boolean({
      default: true,
      description: 'As of `copyClient`, for all lines.',
      examples: [true],
    }),
    resetsOld: Type.Boolean({
      default: false,
      description: 'Whether the phones that are replaced are told to reset themselves, by one job.',
      examples: [false],
    }),
  }),
  body: RecordFileBody('The replacements.', {
    csv: 'deviceId,newDeviceId,hardwareType\r\n00:1A:E8:75:FD:B1,00:1A:E8:75:FD:C2,CP710\r\n',
    json: { deviceId: '00:1A:E8:75:FD:B1', newDeviceId: '00:1A:E8:75:FD:C2', hardwareType: 'CP710' },
  }),
  response: { 200: ReplacementReport, ...problems('change', 'import.unreadable', 'import.refused') },
} as const;
