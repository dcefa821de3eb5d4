import Type, { type Static, type TObject, type TProperties, type TSchema, type TUnsafe } from 'typebox';

type Annotations = Readonly<Record<string, unknown>> & { readonly description: string };

/** An object that has these properties and no others. A `title` makes it a named schema of the API description. */
export function StrictObject<Properties extends TProperties>(
  properties: Properties,
  annotations: Readonly<Record<string, unknown>> = {},
): TObject<Properties> {
  return Type.Object(properties, { ...annotations, additionalProperties: false });
}

/** A value or null. Annotations of the schema hold for both. */
export function Nullable<const Schema extends TSchema>(schema: Schema): TUnsafe<Static<Schema> | null> {
  const { type, enum: values, ...rest } = schema as Record<string, unknown>;
  if (typeof type === 'string' && !('title' in rest)) {
    const allowed = Array.isArray(values) ? { enum: [...values, null] } : {};
    return Type.Unsafe<Static<Schema> | null>({ ...rest, type: [type, 'null'], ...allowed });
  }
  if (Array.isArray(values)) {
    return Type.Unsafe<Static<Schema> | null>({ ...rest, type: ['string', 'null'], enum: [...values, null] });
  }
  const description = rest['description'];
  return Type.Unsafe<Static<Schema> | null>({
    ...(description === undefined ? {} : { description }),
    anyOf: [schema, { type: 'null' }],
  });
}

/** One of some words. */
export function OneOf<const Values extends readonly string[]>(
  values: Values,
  annotations: Annotations,
): TUnsafe<Values[number]> {
  return Type.Unsafe<Values[number]>({
    examples: [values[0]],
    ...annotations,
    type: 'string',
    enum: [...values],
  });
}

/** Ids of stored things: positive numbers as text, small enough for the database whatever is asked for. */
export const ID_PATTERN = '^[1-9][0-9]{0,17}$';

/** Identifier of a stored thing. */
export function Id(description: string) {
  return Type.String({ description, pattern: ID_PATTERN, examples: ['4711'] });
}

/** An instant in ISO 8601, always UTC with milliseconds. */
export function Instant(description: string) {
  return Type.String({ description, format: 'date-time', examples: ['2026-03-02T08:15:30.000Z'] });
}

/** Path parameters of a route below one thing. */
export function IdParams(what: string) {
  return StrictObject({ id: Id(`Id of the ${what}.`) });
}

/** The answer 204. */
export function NoContent(description: string) {
  return Type.Unsafe<undefined>({ type: 'null', description });
}

/**
 * The query of a list: `page`, `pageSize`, `sort`, `order`, `search` and the list's own filters.
 *
 * @param options.sort the sort keys; the first is the default
 */
export function ListQuery<const Sort extends readonly string[], Filters extends TProperties>(
  options: {
    readonly sort: Sort;
    readonly order: 'asc' | 'desc';
    /** What `search` looks at. */
    readonly search: string;
  },
  filters: Filters,
) {
  return StrictObject({
    page: Type.Integer({
      minimum: 1,
      maximum: 1_000_000,
      default: 1,
      description: 'Page to answer, from 1.',
      examples: [1],
    }),
    pageSize: Type.Integer({
      minimum: 1,
      maximum: 100,
      default: 10,
      description: 'Entries of a page.',
      examples: [10],
    }),
    sort: OneOf(options.sort, { default: options.sort[0], description: 'What to sort by.' }),
    order: OneOf(['asc', 'desc'], { default: options.order, description: 'Ascending or descending.' }),
    search: Type.String({
      maxLength: 200,
      default: '',
      description: `Only entries with this text in ${options.search}; empty finds all.`,
      examples: ['4989'],
    }),
    ...filters,
  });
}

/** The part of a list query that every list has. */
export interface ListWindow {
  readonly page: number;
  readonly pageSize: number;
}

/** First row of the page, counted from 0. */
export function listOffset(window: ListWindow): number {
  return (window.page - 1) * window.pageSize;
}

/** The answer of a list. */
export function ListResponse<const Item extends TSchema>(item: Item, description: string) {
  return StrictObject(
    {
      items: Type.Array(item, { description: 'The entries of this page.' }),
      total: Type.Integer({ minimum: 0, description: 'Entries of all pages together.', examples: [42] }),
      page: Type.Integer({ minimum: 1, description: 'The page that was asked for.', examples: [1] }),
      pageSize: Type.Integer({ minimum: 1, description: 'Entries of a page.', examples: [10] }),
    },
    { description },
  );
}
