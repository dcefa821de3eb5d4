import Type from 'typebox';
import { problems } from '../../infra/http/problems.ts';
import { IdParams, Instant, Nullable, OneOf, StrictObject } from '../../infra/http/schemas.ts';

/** Words for programs and translations, with their English text. */
export const WordingSchema = StrictObject(
  {
    code: Type.String({ description: 'Stable word for translations.', examples: ['target.busy'] }),
    params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]), {
      description: "Names and numbers in the text; the phone's own words are in `status` or `detail`.",
      examples: [{ item: 'reg-addr', status: 'read only' }],
    }),
    text: Type.String({
      description: 'The text in English.',
      examples: ['The phone is in a call. It gets the change when the call has ended.'],
    }),
  },
  { title: 'Wording', description: 'Something that happened, in words.' },
);

export const valueStates = ['unmanaged', 'in-sync', 'drift', 'waiting', 'refused'] as const;
export type ValueState = (typeof valueStates)[number];

export const ClientValue = StrictObject(
  {
    item: Type.String({ description: 'Item name on the wire.', examples: ['reg-addr'] }),
    index: Nullable(Type.Integer({ minimum: 0, description: 'Index of the item.', examples: [1] })),
    parameterId: Nullable(
      Type.String({
        description:
          'The parameter of the catalog that the item belongs to; null for an item the catalog does not know.',
        examples: ['7.3.2/sip-registrar-address'],
      }),
    ),
    secret: Type.Boolean({ description: 'A secret: its value is never shown.', examples: [false] }),
    reported: Nullable(
      Type.String({
        description: 'What the phone reports, as on the wire; null for secrets and when it has not told.',
        examples: ['192.0.2.10'],
      }),
    ),
    reportedAt: Nullable(Instant('When the phone told it.')),
    desired: Nullable(
      Type.String({
        description: 'What is wanted, as on the wire; null for secrets and when nothing is wanted.',
        examples: ['192.0.2.20'],
      }),
    ),
    desiredSet: Type.Boolean({
      description: 'Whether a value is wanted; true also for a secret.',
      examples: [true],
    }),
    desiredOrigin: Nullable(
      OneOf(['edit', 'group', 'template', 'onboarding', 'user'], {
        description: 'Where the desired value comes from.',
      }),
    ),
    desiredAt: Nullable(Instant('Since when it is wanted.')),
    desiredBy: Nullable(
      Type.String({ description: 'User name of the account that wants it.', examples: ['admin'] }),
    ),
    state: OneOf(valueStates, {
      description:
        '`unmanaged`: nothing is wanted. `in-sync`: the phone has what is wanted. `drift`: it has something else. `waiting`: the change is on its way. `refused`: the phone did not take it.',
    }),
    waitingReason: Nullable(WordingSchema),
    refused: Nullable(
      StrictObject(
        {
          status: Type.String({ description: "The phone's own words.", examples: ['read only'] }),
          at: Instant('When it refused.'),
        },
        { title: 'Refusal', description: 'A refusal of the phone.' },
      ),
    ),
  },
  {
    title: 'ClientValue',
    description: 'A value of a client: desired, reported, and how they stand to each other.',
  },
);
export type ClientValue = Type.Static<typeof ClientValue>;

export const listClientValuesSchema = {
  operationId: 'listClientValues',
  tags: ['clients'],
  summary: 'List the values of a client',
  description: 'Everything that the phone reported or that is wanted there, by item and index.',
  params: IdParams('client'),
  response: {
    200: StrictObject(
      {
        reportedAt: Nullable(Instant('When the phone last told its complete configuration.')),
        items: Type.Array(ClientValue, { description: 'The values.' }),
      },
      { title: 'ClientValues', description: 'The values of a client.' },
    ),
    ...problems('read', 'client.not_found'),
  },
} as const;
