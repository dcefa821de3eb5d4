import Type from 'typebox';
import { problems } from '../../infra/http/problems.ts';
import { Id, Nullable, StrictObject } from '../../infra/http/schemas.ts';
import { ClientFilterSchema } from '../clients/index.ts';

const count = (description: string) => Type.Integer({ minimum: 0, description, examples: [3] });

const ValueText = (description: string) => Type.String({ description, examples: ['192.0.2.10'] });

const SummarizedValues = StrictObject(
  {
    same: Type.Boolean({
      description: 'Whether all clients have one and the same; false for secrets, which nobody compares.',
      examples: [true],
    }),
    value: Nullable(ValueText('The value when it is the same, as on the wire; otherwise null.')),
    values: Type.Array(
      StrictObject(
        {
          value: ValueText('The value, as on the wire; a long one is cut.'),
          count: count('Clients that have it.'),
        },
        { title: 'CountedValue', description: 'A value and how many clients have it.' },
      ),
      { description: 'The most frequent values, at most 20; none for secrets.' },
    ),
    missing: count('Clients without one.'),
  },
  { title: 'SummarizedValues', description: 'What several clients have.' },
);

export const ValuesSummaryItem = StrictObject(
  {
    item: Type.String({ description: 'Item name on the wire.', examples: ['reg-addr'] }),
    index: Nullable(Type.Integer({ minimum: 0, description: 'Index of the item.', examples: [1] })),
    parameterId: Nullable(
      Type.String({
        description: 'The parameter of the catalog; null for an item the catalog does not know.',
        examples: ['7.3.2/server-address'],
      }),
    ),
    secret: Type.Boolean({ description: 'A secret: its values are never shown.', examples: [false] }),
    reported: SummarizedValues,
    desired: SummarizedValues,
    driftCount: count('Clients that report something else than what is desired.'),
    refusedCount: count('Clients that refused what is desired.'),
  },
  { title: 'ValuesSummaryItem', description: 'One value of several clients.' },
);
export type ValuesSummaryItem = Type.Static<typeof ValuesSummaryItem>;

const ClientKind = StrictObject(
  {
    model: Type.String({ description: 'Short name of the device type.', examples: ['CP710'] }),
    softwareType: Type.String({
      description: '`SIP`, `HFA`, or what the phones say; empty when they say nothing.',
      examples: ['SIP'],
    }),
    keyModules: Nullable(
      Type.Integer({
        description: 'The most key modules that one of them has; null when not told.',
        examples: [1],
      }),
    ),
    count: count('Clients of this kind.'),
  },
  { title: 'ClientKind', description: 'Clients of one model with one software.' },
);
export type ClientKind = Type.Static<typeof ClientKind>;

export const ValuesSummary = StrictObject(
  {
    clients: count('The clients.'),
    kinds: Type.Array(ClientKind, {
      description: 'What kinds of phones they are, the most frequent first, at most 100.',
    }),
    items: Type.Array(ValuesSummaryItem, {
      description: 'Everything that any of them reported or that is desired on any of them.',
    }),
  },
  { title: 'ValuesSummary', description: 'The values of several clients.' },
);
export type ValuesSummary = Type.Static<typeof ValuesSummary>;

export const summarizeValuesSchema = {
  operationId: 'summarizeValues',
  tags: ['clients'],
  summary: 'Summarize the values of several clients',
  description: 'Which values are the same on all of them, and which differ.',
  body: Type.Union(
    [
      StrictObject(
        {
          clientIds: Type.Array(Id('Id of a client.'), {
            minItems: 1,
            maxItems: 200_000,
            uniqueItems: true,
            description: 'The clients.',
            examples: [['4711', '4712']],
          }),
        },
        { title: 'SummaryOfClients', description: 'Of clients by id.' },
      ),
      StrictObject(
        { filter: ClientFilterSchema },
        { title: 'SummaryOfFilter', description: 'Of all clients that match.' },
      ),
    ],
    { description: 'Clients by id, or all that match a filter at this moment.' },
  ),
  response: { 200: ValuesSummary, ...problems('change') },
} as const;
