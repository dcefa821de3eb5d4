import type { Correction } from '@deskfleet/catalog';
import Type, { type Static, type TSchema } from 'typebox';
import { StrictObject } from '../../infra/http/schemas.ts';

/** Longest that a document may be, in characters; a correction of every parameter with all its codes fits many times. */
export const MAX_DOCUMENT_LENGTH = 1_000_000;

export const MAX_INDEX = 65_535;

const index = (description: string, example: number) =>
  Type.Integer({ minimum: 0, maximum: MAX_INDEX, description, examples: [example] });

/** How the instances of an item are numbered. */
export const IndexRuleSchema = Type.Union(
  [
    StrictObject(
      {
        kind: Type.Literal('single', { description: 'The item without index.' }),
        tolerated: Type.Optional(index('An index that means the same as none.', 1)),
      },
      { title: 'SingleItem', description: 'The item has no index.' },
    ),
    StrictObject(
      {
        kind: Type.Literal('fixed', { description: 'One index.' }),
        index: index('The one index.', 11),
      },
      { title: 'FixedIndex', description: 'The item with this one index.' },
    ),
    StrictObject(
      {
        kind: Type.Literal('list', { description: 'Entries.' }),
        from: Type.Union([Type.Literal(0), Type.Literal(1)], {
          description: 'Index of the first entry: 0 or 1.',
          examples: [1],
        }),
        to: Type.Optional(index('Index of the last entry; absent: without end.', 20)),
        optional: Type.Optional(
          Type.Literal(true, { description: 'A lone entry may come without index.', examples: [true] }),
        ),
      },
      { title: 'ListIndexes', description: 'Entries with indexes that follow each other.' },
    ),
    StrictObject(
      { kind: Type.Literal('keys', { description: 'Numbers of function keys.' }) },
      { title: 'KeyIndexes', description: 'The numbers of function keys.' },
    ),
  ],
  { description: 'Which instances of the item the parameter stands for.' },
);

/** Any keys with values of one form. */
function MapOf<const Schema extends TSchema>(schema: Schema, annotations: object) {
  return Type.Unsafe<Readonly<Record<string, Static<Schema>>>>({
    type: 'object',
    additionalProperties: schema,
    ...annotations,
  });
}

const parts = {
  item: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 128,
      pattern: '^[A-Za-z][A-Za-z0-9._-]*$',
      description: 'Name of the item on the wire; absent: as released.',
      examples: ['static-route-1-destination'],
    }),
  ),
  index: Type.Optional(IndexRuleSchema),
  codes: Type.Optional(
    MapOf(Type.String({ minLength: 1, maxLength: 128, description: 'Text on the wire.', examples: ['2'] }), {
      description:
        'Texts on the wire by the id of the choice, as `value` of the parameter has it; those not named stay as released.',
      examples: [{ tls: '2' }],
    }),
  ),
};

/** What is corrected of a parameter. */
export const CorrectionSchema = StrictObject(parts, {
  title: 'ItemNameOverride',
  description: 'What is corrected of a parameter; absent parts stay as this release has them.',
});

const NOTE = {
  $schema: Type.Optional(
    Type.String({
      maxLength: 500,
      description: 'Address of the schema, for editors; not read.',
      examples: ['https://deskfleet.example.org/api/v1/item-names/schema'],
    }),
  ),
  format: Type.Literal('deskfleet.item-names/1', {
    description: 'What the document is, with its version.',
    examples: ['deskfleet.item-names/1'],
  }),
};

/** The file `item-names.json`, and what the API exports and imports. */
export const CorrectionDocument = StrictObject(
  {
    ...NOTE,
    overrides: MapOf(CorrectionSchema, {
      description: 'Corrections by the id of their parameter.',
      examples: [{ '7.6.5/ipv4-route-1-destination': { item: 'static-route-1-destination' } }],
    }),
  },
  { title: 'ItemNameDocument', description: 'Corrections of item names, index rules and wire codes.' },
);
export type CorrectionDocument = Type.Static<typeof CorrectionDocument>;

/** The same with entries of any form: each of them is looked at by itself, so that a wrong one hides no other. */
export const LooseDocument = StrictObject(
  {
    ...NOTE,
    overrides: Type.Unsafe<Readonly<Record<string, unknown>>>({
      type: 'object',
      additionalProperties: {},
      maxProperties: 5_000,
      description: 'Corrections by the id of their parameter, each as `ItemNameOverride`.',
      examples: [{ '7.6.5/ipv4-route-1-destination': { item: 'static-route-1-destination' } }],
    }),
  },
  { title: 'ItemNameImportDocument', description: 'A document as the export gives it.' },
);

/** The published JSON schema of the document. */
export const documentSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Deskfleet item names',
  ...withoutTitles(CorrectionDocument),
};

/** Titles name parts of the API's description and say nothing to an editor. */
function withoutTitles(schema: object): Record<string, unknown> {
  const copy: unknown = JSON.parse(
    JSON.stringify(schema, (key, value: unknown) => (key === 'title' ? undefined : value)),
  );
  return copy as Record<string, unknown>;
}

/** Corrections as a document, in a stable order. */
export function toDocument(corrections: ReadonlyMap<string, Correction>): CorrectionDocument {
  const sorted = [...corrections].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    format: 'deskfleet.item-names/1',
    overrides: Object.fromEntries(sorted) as CorrectionDocument['overrides'],
  };
}
