import Type from 'typebox';
import { Nullable, StrictObject } from '../../infra/http/schemas.ts';

/** Longest value that an administrator can set, in UTF-16 code units. */
export const MAX_ORDERED_LENGTH = 65_536;

const index = Type.Optional(
  Type.Integer({
    minimum: 0,
    maximum: 65_535,
    description: 'Index; absent for single items.',
    examples: [1],
  }),
);

const OrderedItem = StrictObject(
  {
    item: Type.String({
      minLength: 1,
      maxLength: 128,
      description: 'Item name as `item` of a parameter, or as the phone reports it.',
      examples: ['reg-addr'],
    }),
    index,
    value: Nullable(
      Type.String({
        maxLength: MAX_ORDERED_LENGTH,
        description:
          'Value as on the wire. Empty clears the item on the phone; null withdraws the desired value without a word to the phone.',
        examples: ['192.0.2.20'],
      }),
    ),
  },
  { title: 'OrderedItem', description: 'A value to be set, as on the wire.' },
);

const OrderedParameter = StrictObject(
  {
    parameter: Type.String({
      minLength: 1,
      maxLength: 256,
      description: 'Id of a parameter of the catalog.',
      examples: ['7.3.2/server-address'],
    }),
    index,
    value: Type.Union(
      [
        Type.String({ maxLength: MAX_ORDERED_LENGTH, description: 'A text, or the id of a choice.' }),
        Type.Number({ description: 'A number.' }),
        Type.Boolean({ description: 'Whether it is on.' }),
        Type.Null({ description: 'Nothing is desired any more.' }),
      ],
      {
        description:
          'Value as in the catalog: a text, number or truth value, or the id of a choice. An empty text clears the value on the phone; null withdraws the desired value without a word to the phone.',
        examples: ['192.0.2.20'],
      },
    ),
  },
  { title: 'OrderedParameter', description: 'A value to be set, as in the catalog.' },
);

/** A value that is ordered over the API; see `OrderedValue`. */
export const OrderedValueSchema = Type.Union([OrderedItem, OrderedParameter], {
  description: 'A value to be set.',
});
