import Type from 'typebox';
import { problems } from '../../infra/http/problems.ts';
import {
  IdParams,
  Instant,
  ListQuery,
  ListResponse,
  Nullable,
  OneOf,
  StrictObject,
} from '../../infra/http/schemas.ts';

const Item = StrictObject(
  {
    item: Type.String({ description: 'Item name.', examples: ['reg-addr'] }),
    index: Nullable(Type.Integer({ description: 'Index of the item.', examples: [1] })),
    parameterId: Nullable(
      Type.String({ description: 'Parameter of the catalog.', examples: ['7.3.2/server-address'] }),
    ),
    value: Nullable(
      Type.String({
        description: 'Value; null for a secret or when there was none.',
        examples: ['192.0.2.20'],
      }),
    ),
    secret: Type.Boolean({ description: 'A secret: its value is not kept.', examples: [false] }),
    status: Nullable(Type.String({ description: 'What the phone said of it.', examples: ['read only'] })),
  },
  { title: 'LoggedItem', description: 'An item of a message.' },
);

const Step = StrictObject(
  {
    afterMs: Type.Integer({ description: 'Milliseconds since the dialogue began.', examples: [420] }),
    reason: Type.String({ description: 'Reason of the message.', examples: ['reply-to'] }),
    repliesTo: Nullable(Type.String({ description: 'Action that it replies to.', examples: ['WriteItems'] })),
    status: Nullable(Type.String({ description: 'Its status.', examples: ['accepted'] })),
    items: Nullable(
      Type.Integer({
        description:
          'Items of the message; null for a complete inventory, which nobody takes apart to count.',
        examples: [3],
      }),
    ),
    bytes: Type.Integer({ description: 'Size of its items in bytes.', examples: [16_384] }),
    pieces: Type.Integer({ description: 'Messages that it came in.', examples: [4] }),
    told: Type.Array(Item, { description: 'Changes at the phone that it told by itself, the first 50.' }),
    refused: Type.Array(Item, { description: 'What it refused, the first 50.' }),
    gaveUp: Nullable(
      Type.String({ description: 'Why the phone gave up, in its words.', examples: ['timeout'] }),
    ),
    piecesLost: Type.Boolean({
      description: 'Pieces of the reply were gone and were asked for again.',
      examples: [false],
    }),
    answer: Type.String({ description: 'Action of the answer.', examples: ['CleanUp'] }),
    sent: Type.Array(Item, { description: 'Items of the answer, the first 50.' }),
    sentCount: Type.Integer({ description: 'How many items the answer had.', examples: [0] }),
    tookMs: Type.Number({ description: 'Milliseconds from the message to its answer.', examples: [8.4] }),
  },
  { title: 'LoggedStep', description: 'A message of the phone and the answer that it got.' },
);

export const LoggedContact = StrictObject(
  {
    id: Type.String({ description: 'Distinguishes it from others of this client.', examples: ['4711'] }),
    at: Instant('When the phone called.'),
    reason: Type.String({ description: 'Why it called.', examples: ['start-up'] }),
    address: Type.String({ description: 'Where it called from.', examples: ['192.0.2.31'] }),
    kind: OneOf(['dialogue', 'quiet'], {
      description: '`dialogue`: something was asked or done. `quiet`: there was nothing to do.',
    }),
    failed: Type.Boolean({
      description: 'Something was refused or not accepted, or the phone gave up.',
      examples: [false],
    }),
    tookMs: Nullable(
      Type.Integer({
        description: 'Milliseconds from the first message to the last answer.',
        examples: [730],
      }),
    ),
    steps: Type.Array(Step, { description: 'Messages and answers in order.' }),
  },
  { title: 'LoggedContact', description: 'A contact of a phone with what was said.' },
);
export type LoggedContact = Type.Static<typeof LoggedContact>;

export const contactKinds = ['dialogue', 'quiet', 'failed'] as const;
export type ContactKind = (typeof contactKinds)[number];

export const listContactsSchema = {
  operationId: 'listClientContacts',
  tags: ['clients'],
  summary: 'List what a phone and the server said to each other',
  description:
    'Newest first. Dialogues are kept for the days of the setting `contactLogDays`, at most 200 of a client; of contacts after which there was nothing to do, the last 20. Secrets are never kept. It is written a few seconds behind.',
  params: IdParams('client'),
  querystring: ListQuery(
    {
      sort: ['at'],
      order: 'desc',
      search: 'reason, address, actions, item names, values and words of the phone',
    },
    {
      kind: Type.Optional(
        OneOf(contactKinds, {
          description: 'Only dialogues, only contacts with nothing to do, or only what failed.',
        }),
      ),
    },
  ),
  response: {
    200: ListResponse(LoggedContact, 'One page of contacts.'),
    ...problems('read', 'client.not_found'),
  },
} as const;
