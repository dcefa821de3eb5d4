import Type from 'typebox';
import { problems } from '../../infra/http/problems.ts';
import { Id, IdParams, Instant, NoContent, OneOf, StrictObject } from '../../infra/http/schemas.ts';
import { ClientFilterSchema, clientSortKeys } from '../clients/index.ts';

const MAX_COLUMNS = 50;

const columnNames = (description: string) =>
  Type.Array(Type.String({ minLength: 1, maxLength: 40, description: 'Name of a column.' }), {
    maxItems: MAX_COLUMNS,
    uniqueItems: true,
    description,
    examples: [['e164', 'type', 'lastContact']],
  });

const content = {
  name: Type.String({
    minLength: 1,
    maxLength: 60,
    pattern: '\\S',
    description: 'What it is called; each account has a name only once, upper and lower case being the same.',
    examples: ['Old firmware'],
  }),
  shared: Type.Boolean({
    description: 'Whether all accounts see it; only the one that made it can change it.',
    examples: [false],
  }),
  filter: ClientFilterSchema,
  sort: OneOf(clientSortKeys, { description: 'What the list is sorted by.' }),
  order: OneOf(['asc', 'desc'], { description: 'Ascending or descending.' }),
  columns: StrictObject(
    {
      order: columnNames('All columns from left to right.'),
      hidden: columnNames('Those that are not shown.'),
    },
    { description: 'Columns of the list in the app.' },
  ),
};

export const SavedView = StrictObject(
  {
    id: Id('Id of the view.'),
    ...content,
    own: Type.Boolean({ description: 'Whether it is one of your own.', examples: [true] }),
    owner: Type.String({ description: 'User name of who made it.', examples: ['admin'] }),
    updatedAt: Instant('When it was changed last.'),
  },
  { title: 'SavedView', description: 'A view of the clients list: filter, order and columns under a name.' },
);
export type SavedView = Type.Static<typeof SavedView>;

export const NewSavedView = StrictObject(content, {
  title: 'NewSavedView',
  description: 'A view to keep.',
});
export type NewSavedView = Type.Static<typeof NewSavedView>;

export const listSavedViewsSchema = {
  operationId: 'listSavedViews',
  tags: ['clients'],
  summary: 'List views of the clients list',
  description: 'Your own ones, then those that others share with all accounts, each by name.',
  response: {
    200: StrictObject(
      { items: Type.Array(SavedView, { description: 'The views.' }) },
      { description: 'Every view that you can use.' },
    ),
    ...problems('read'),
  },
} as const;

export const createSavedViewSchema = {
  operationId: 'createSavedView',
  tags: ['clients'],
  summary: 'Keep a view of the clients list',
  body: NewSavedView,
  response: { 201: SavedView, ...problems('change', 'saved_view.name_taken', 'saved_view.too_many') },
} as const;

export const changeSavedViewSchema = {
  operationId: 'changeSavedView',
  tags: ['clients'],
  summary: 'Change a view of the clients list',
  description: 'Only your own ones. What is absent stays as it is.',
  params: IdParams('view'),
  body: Type.Partial(NewSavedView, {
    title: 'SavedViewChange',
    description: 'What is to change.',
    additionalProperties: false,
  }),
  response: { 200: SavedView, ...problems('change', 'saved_view.not_found', 'saved_view.name_taken') },
} as const;

export const deleteSavedViewSchema = {
  operationId: 'deleteSavedView',
  tags: ['clients'],
  summary: 'Delete a view of the clients list',
  description: 'Only your own ones.',
  params: IdParams('view'),
  response: { 204: NoContent('The view is gone.'), ...problems('change', 'saved_view.not_found') },
} as const;
