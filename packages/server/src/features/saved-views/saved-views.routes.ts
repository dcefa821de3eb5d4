import type { ServerContext } from '../../infra/context.ts';
import { isDuplicate } from '../../infra/db/index.ts';
import { AppError } from '../../infra/errors/index.ts';
import type { ApiServer } from '../../infra/http/api-server-types.ts';
import { callerOf } from '../../infra/http/caller.ts';
import {
  deleteSavedView,
  findSavedView,
  hasViewNamed,
  insertSavedView,
  listSavedViews,
  type SavedViewRow,
  updateSavedView,
} from './saved-views.queries.ts';
import {
  changeSavedViewSchema,
  createSavedViewSchema,
  deleteSavedViewSchema,
  listSavedViewsSchema,
  type SavedView,
} from './saved-views.schema.ts';

/** Views of one account: more would not be found again. */
const MAX_VIEWS = 100;

export function savedViewRoutes(app: ApiServer, { db, clock }: ServerContext): void {
  app.get('/saved-views', { schema: listSavedViewsSchema }, async (request) => {
    const { accountId } = callerOf(request);
    const rows = await listSavedViews(db, accountId);
    return { items: rows.map((row) => toSavedView(row, accountId)) };
  });

  app.post('/saved-views', { schema: createSavedViewSchema }, async (request, reply) => {
    const { accountId } = callerOf(request);
    const view = { ...request.body, name: request.body.name.trim() };
    const id = await insertSavedView(db, { ...view, accountId, maxViews: MAX_VIEWS }, clock.now());
    if (id === undefined) throw await whyNotKept(accountId, view.name);
    return reply.code(201).send(await getView(id, accountId));
  });

  app.patch('/saved-views/:id', { schema: changeSavedViewSchema }, async (request) => {
    const { accountId } = callerOf(request);
    const { id } = request.params;
    const { name, ...others } = request.body;
    const change = { ...others, ...(name === undefined ? {} : { name: name.trim() }) };
    try {
      if (!(await updateSavedView(db, { id, accountId }, change, clock.now()))) throw viewNotFound(id);
    } catch (error) {
      if (isDuplicate(error)) throw nameTaken(change.name ?? '');
      throw error;
    }
    return getView(id, accountId);
  });

  app.delete('/saved-views/:id', { schema: deleteSavedViewSchema }, async (request, reply) => {
    const { id } = request.params;
    if (!(await deleteSavedView(db, id, callerOf(request).accountId))) throw viewNotFound(id);
    return reply.code(204).send();
  });

  async function getView(id: string, accountId: string): Promise<SavedView> {
    const row = await findSavedView(db, id);
    if (row === undefined) throw viewNotFound(id);
    return toSavedView(row, accountId);
  }

  async function whyNotKept(accountId: string, name: string): Promise<AppError> {
    if (await hasViewNamed(db, accountId, name)) return nameTaken(name);
    return new AppError(
      'saved_view.too_many',
      `You have ${MAX_VIEWS} views: delete one that you do not need.`,
    );
  }
}

function toSavedView(row: SavedViewRow, accountId: string): SavedView {
  const { id, name, shared, filter, sort, sortOrder, columns, owner, updatedAt } = row;
  return {
    id,
    name,
    shared,
    filter: filter as SavedView['filter'],
    sort: sort as SavedView['sort'],
    order: sortOrder,
    columns: { order: [...columns.order], hidden: [...columns.hidden] },
    own: row.accountId === accountId,
    owner,
    updatedAt: updatedAt.toISOString(),
  };
}

function nameTaken(name: string): AppError {
  const text = {
    en: `You have a view “${name}” already: choose another name.`,
    de: `Sie haben bereits eine Ansicht „${name}“: Wählen Sie einen anderen Namen.`,
  };
  return new AppError('saved_view.name_taken', text.en, {
    errors: [{ field: 'name', message: text.en, text }],
  });
}

function viewNotFound(id: string): AppError {
  return new AppError(
    'saved_view.not_found',
    `There is no view with the id ${id} that you may change: it may have been deleted.`,
  );
}
