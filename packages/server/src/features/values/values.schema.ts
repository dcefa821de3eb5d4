import Type from 'typebox';
import { problems } from '../../infra/http/problems.ts';
import { Id, IdParams, Instant, NoContent, Nullable, OneOf, StrictObject } from '../../infra/http/schemas.ts';
import { origins, type ValueState, valueStates } from './precedence.ts';

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

const Layer = StrictObject(
  {
    origin: OneOf(origins, { description: 'Who wants it.' }),
    source: Nullable(
      StrictObject(
        {
          kind: OneOf(['template', 'user'], { description: 'A template, or a mobile user.' }),
          id: Id('Its id.'),
          name: Type.String({
            description: 'Name of the template, number of the user.',
            examples: ['Ward 3'],
          }),
        },
        { title: 'ValueSource', description: 'What it comes from.' },
      ),
    ),
    value: Nullable(
      Type.String({
        description: 'What it wants, as on the wire; null for secrets.',
        examples: ['192.0.2.20'],
      }),
    ),
    set: Type.Boolean({ description: 'Whether it wants a value; true also for a secret.', examples: [true] }),
    setAt: Instant('Since when it wants it.'),
    setBy: Nullable(
      Type.String({ description: 'User name of the account that set it.', examples: ['admin'] }),
    ),
    wins: Type.Boolean({
      description:
        'Whether this is the desired value. At most one wins; what a mobile user wants counts only while that user is logged on.',
      examples: [true],
    }),
  },
  { title: 'ValueLayer', description: 'What one origin wants of a value.' },
);

export const ClientValue = StrictObject(
  {
    item: Type.String({ description: 'Item name on the wire.', examples: ['reg-addr'] }),
    index: Nullable(Type.Integer({ minimum: 0, description: 'Index of the item.', examples: [1] })),
    parameterId: Nullable(
      Type.String({
        description:
          'The parameter of the catalog that the item belongs to; null for an item the catalog does not know.',
        examples: ['7.3.2/server-address'],
      }),
    ),
    secret: Type.Boolean({ description: 'A secret: its value is never shown.', examples: [false] }),
    reported: Nullable(
      Type.String({
        description: 'What the phone reports, as on the wire; null for secrets and when it has not told.',
        examples: ['192.0.2.10'],
      }),
    ),
    reportedExact: Type.Boolean({
      description:
        'False when `reported` is not all that the phone told: it was cut, or signs that cannot be shown were replaced.',
      examples: [true],
    }),
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
    desiredOrigin: Nullable(OneOf(origins, { description: 'Where the desired value comes from.' })),
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
    layers: Type.Array(Layer, { description: 'Everything that is wanted of it, highest precedence first.' }),
  },
  {
    title: 'ClientValue',
    description: 'A value of a client: desired, reported, and how they stand to each other.',
  },
);
export type ClientValue = Type.Static<typeof ClientValue>;
export type ValueLayer = Type.Static<typeof Layer>;
export type { ValueState };

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

/** Values of one order, and what one request may name. */
export const MAX_VALUES_OF_ORDER = 2_000;

const ValueRef = StrictObject(
  {
    item: Type.String({
      minLength: 1,
      maxLength: 256,
      description: 'Item name on the wire.',
      examples: ['reg-addr'],
    }),
    index: Type.Optional(
      Nullable(
        Type.Integer({
          minimum: 0,
          maximum: 65_535,
          description: 'Index of the item; null or absent for single items.',
          examples: [1],
        }),
      ),
    ),
  },
  { title: 'ValueReference', description: 'A value by item and index.' },
);

export const takeOverSchema = {
  operationId: 'takeOverValues',
  tags: ['clients'],
  summary: 'Take over what a phone reports',
  description:
    'What the phone reports becomes what is desired. Nothing is sent to the phone. One value that cannot be taken over changes nothing.',
  params: IdParams('client'),
  body: StrictObject(
    {
      items: Type.Array(ValueRef, {
        minItems: 1,
        maxItems: MAX_VALUES_OF_ORDER,
        description: 'The values to take over.',
      }),
    },
    { title: 'TakeOver', description: 'Values to take over.' },
  ),
  response: {
    204: NoContent('What the phone reported is desired now.'),
    ...problems('change', 'client.not_found', 'value.not_taken_over'),
  },
} as const;
