import Type, { type TSchema } from 'typebox';
import { describe, expect, it } from 'vitest';
import { AppError } from '../errors/index.ts';
import { Id, Instant, ListQuery, Nullable, OneOf, StrictObject } from './schemas.ts';
import { validatorCompiler } from './validation.ts';

function check(schema: TSchema, value: unknown, httpPart = 'body') {
  const result: unknown = validatorCompiler({ schema, httpPart, method: 'POST', url: '/' })(value);
  return result as { value?: unknown; error?: AppError };
}

function sentences(schema: TSchema, value: unknown, httpPart?: string): string[] {
  const { error } = check(schema, value, httpPart);
  expect(error).toBeInstanceOf(AppError);
  expect(error?.code).toBe('request.invalid');
  return error?.errors.map(({ message }) => message) ?? [];
}

const Order = StrictObject({
  type: OneOf(['restart', 'refresh'], { description: 'What.' }),
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 5 })),
  count: Type.Optional(Type.Integer({ minimum: 1, maximum: 10 })),
  exact: Type.Optional(Type.Boolean()),
  at: Type.Optional(Instant('When.')),
  note: Type.Optional(Nullable(Type.String({ maxLength: 3 }))),
  color: Type.Optional(Nullable(OneOf(['red', 'blue'], { description: 'Color.' }))),
  values: Type.Optional(
    Type.Array(StrictObject({ item: Type.String(), index: Type.Optional(Type.Integer({ minimum: 0 })) }), {
      maxItems: 2,
    }),
  ),
  clients: Type.Optional(
    Type.Union([
      StrictObject({ ids: Type.Array(Id('Client.'), { minItems: 1 }) }),
      StrictObject({ filter: StrictObject({ search: Type.Optional(Type.String()) }) }),
    ]),
  ),
});

describe('a text that no database takes', () => {
  it.each([
    [
      'in a query',
      { search: 'a\u0000' },
      'querystring',
      '"search" has a sign that cannot be stored: remove it.',
    ],
    [
      'deep in a body',
      { type: 'restart', values: [{ item: 'a' }, { item: 'x\ud83d' }] },
      'body',
      '"values.1.item" has a sign that cannot be stored: remove it.',
    ],
  ])('is refused %s', (_name, value, httpPart, sentence) => {
    const schema = httpPart === 'body' ? Order : StrictObject({ search: Type.String() });
    expect(sentences(schema, value, httpPart)).toEqual([sentence]);
  });

  it('is refused as a name', () => {
    const schema = Type.Record(Type.String(), Type.Unknown());
    expect(sentences(schema, { 'a\u0000': 1 })).toEqual([
      'The request body has a name that cannot be stored: remove it.',
    ]);
  });

  it('is not any other sign', () => {
    const value = { search: 'Grüße 📞 \u0001\t' };
    expect(check(StrictObject({ search: Type.String() }), value, 'querystring')).toEqual({ value });
  });
});

describe('a request body', () => {
  it('that fits is taken as it is', () => {
    const body = {
      type: 'restart',
      name: 'öö',
      at: '2026-03-02T08:00:00Z',
      note: null,
      color: null,
      clients: { ids: ['1'] },
      values: [{ item: 'a' }],
    };
    expect(check(Order, body)).toEqual({ value: body });
  });

  it.each<[unknown, string[]]>([
    [undefined, ['The request body must be an object with "type".']],
    [[], ['The request body must be an object with "type".']],
    [{}, ['"type" is missing.']],
    [{ type: 'stop' }, ['"type" must be "restart" or "refresh".']],
    [{ type: 'restart', name: 7 }, ['"name" must be a text of 1 to 5 characters.']],
    [{ type: 'restart', name: '' }, ['"name" must be a text of 1 to 5 characters.']],
    [{ type: 'restart', count: '3' }, ['"count" must be a whole number from 1 to 10.']],
    [{ type: 'restart', count: 1.5 }, ['"count" must be a whole number from 1 to 10.']],
    [{ type: 'restart', exact: 'true' }, ['"exact" must be true or false.']],
    [{ type: 'restart', at: 'tomorrow' }, ['"at" must be an instant such as "2026-03-02T08:15:30Z".']],
    [{ type: 'restart', note: 'long' }, ['"note" must be a text of at most 3 characters or null.']],
    [{ type: 'restart', color: 'green' }, ['"color" must be "red", "blue" or null.']],
    [
      { type: 'restart', values: [{ item: 'a' }, { item: 1, index: -1 }] },
      ['"values.1.item" must be a text.', '"values.1.index" must be a whole number at least 0.'],
    ],
    [
      { type: 'restart', values: [{ item: 'a' }, { item: 'b' }, { item: 'c' }] },
      ['"values" must be a list of at most 2 entries.'],
    ],
    [
      { type: 'restart', values: [{ item: 'a', other: 1 }] },
      ['"values.0.other" is not known here: known are "item", "index".'],
    ],
    [{ type: 'restart', clients: { ids: [] } }, ['"clients.ids" must be a list of at least 1 entry.']],
    [{ type: 'restart', clients: { ids: ['x'] } }, ['"clients.ids.0" must be an id.']],
    [
      { type: 'restart', clients: { filter: { find: 'a' } } },
      ['"clients.filter.find" is not known here: known are "search".'],
    ],
    [
      { type: 'restart', clients: 7 },
      ['"clients" must be an object with "ids", or an object with "filter".'],
    ],
    [
      { type: 'restart', clients: {} },
      ['"clients" must be an object with "ids", or an object with "filter".'],
    ],
  ])('%j is refused, and each sentence names the field and what is allowed', (body, expected) => {
    expect(sentences(Order, body)).toEqual(expected);
  });

  it('that could reach a prototype is refused like any unknown field', () => {
    const body: unknown = JSON.parse('{"type":"restart","__proto__":{"name":"x"},"constructor":1}');
    expect(sentences(Order, body)).toEqual([
      expect.stringContaining('"__proto__" is not known here'),
      expect.stringContaining('"constructor" is not known here'),
    ]);
  });

  it('never finds its values in a sentence, because they may be secrets', () => {
    const { error } = check(Order, { type: 'hunter2', name: 'hunter2hunter2', note: { hunter2: 'hunter2' } });
    expect(JSON.stringify([error?.message, error?.errors])).not.toContain('hunter2');
  });

  it('with very many wrong fields is answered with a few sentences', () => {
    const body = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`field${index}`, index]));
    expect(sentences(Order, body)).toHaveLength(20);
  });

  it('of a discriminated kind is explained by the kind that it says it is', () => {
    const Kinds = Type.Union([
      StrictObject({ type: Type.Literal('a'), size: Type.Integer() }),
      StrictObject({ type: Type.Literal('b'), size: Type.String() }),
    ]);
    expect(sentences(Kinds, { type: 'b', size: 1 })).toEqual(['"size" must be a text.']);
  });

  it.each<[unknown, string]>([
    [{ type: 'd', size: 1 }, '"order.type" must be "a", "b" or "c".'],
    [{ type: 7 }, '"order.type" must be "a", "b" or "c".'],
    [{ type: null, size: 'x' }, '"order.type" must be "a", "b" or "c".'],
    [{ size: 1 }, '"order.type" is missing: it must be "a", "b" or "c".'],
    [{}, '"order.type" is missing: it must be "a", "b" or "c".'],
  ])('of an unknown kind, %j, is told the kinds there are', (order, message) => {
    const Kinds = Type.Union([
      StrictObject({ type: Type.Literal('a'), size: Type.Integer() }),
      StrictObject({ type: OneOf(['b', 'c'], { description: 'Which.' }) }),
    ]);
    const inside = check(StrictObject({ order: Kinds }), { order });
    expect(inside.error?.errors).toEqual([{ field: 'order.type', message }]);
    const alone = check(Kinds, order);
    expect(alone.error?.errors).toEqual([{ field: 'type', message: message.replace('order.', '') }]);
  });

  it('with an entry that is there twice is told which', () => {
    const Ids = StrictObject({ ids: Type.Array(Id('Client.'), { uniqueItems: true }) });
    expect(check(Ids, { ids: ['1', '2', '1'] }).error?.errors).toEqual([
      { field: 'ids.2', message: '"ids.2" is there twice: give it once.' },
    ]);
  });
});

describe('a query', () => {
  const Query = ListQuery(
    { sort: ['at', 'name'], order: 'desc', search: 'the name' },
    { exact: Type.Optional(Type.Boolean()), kinds: Type.Optional(Type.Array(Type.String())) },
  );

  it('has its defaults, and its texts become numbers and booleans', () => {
    expect(check(Query, {}, 'querystring').value).toEqual({
      page: 1,
      pageSize: 10,
      sort: 'at',
      order: 'desc',
      search: '',
    });
    expect(
      check(Query, { page: '2', pageSize: '100', exact: 'false', kinds: 'one', search: '7' }, 'querystring')
        .value,
    ).toMatchObject({ page: 2, pageSize: 100, exact: false, kinds: ['one'], search: '7' });
  });

  it.each([
    [{ page: '0' }, '"page" must be a whole number from 1 to 1000000.'],
    [{ page: '1e3' }, '"page" must be a whole number from 1 to 1000000.'],
    [{ page: ['1', '2'] }, '"page" must be a whole number from 1 to 1000000.'],
    [{ pageSize: '101' }, '"pageSize" must be a whole number from 1 to 100.'],
    [{ sort: 'id' }, '"sort" must be "at" or "name".'],
    [{ order: 'up' }, '"order" must be "asc" or "desc".'],
    [{ exact: '1' }, '"exact" must be true or false.'],
    [
      { limit: '5' },
      '"limit" is not known here: known are "page", "pageSize", "sort", "order", "search", "exact", "kinds".',
    ],
  ])('%j is refused', (query, sentence) => {
    expect(sentences(Query, query, 'querystring')).toEqual([sentence]);
  });
});
