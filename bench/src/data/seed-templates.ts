import type { createPool } from '@deskfleet/server/src/infra/db/index.ts';
import type { ApiClient } from './api-client.ts';

type Pool = ReturnType<typeof createPool>;

export const TEMPLATES = 500;
export const GROUPS = 200;
/** Items of all templates together, so that each shares its values with many others. */
const ITEMS = 60;
const VALUES_OF_TEMPLATE = 20;

/** A filter of a group that narrows nothing yet. */
export const NO_FILTER = { match: 'all', e164: [], addresses: [], clientTypes: [], serverAddresses: [] };

/** @returns the ids of the templates */
export async function seedTemplates(api: ApiClient): Promise<string[]> {
  const templates = Array.from({ length: TEMPLATES }, (_, number) => ({
    type: 'default',
    name: `Template ${number}`,
    ranking: 1 + number,
    values: Array.from({ length: VALUES_OF_TEMPLATE }, (_value, place) => ({
      item: itemOf(number + place),
      value: `value ${number}`,
    })),
  }));
  const document = { format: 'deskfleet-templates', version: 1, templates };
  const { created } = await api.post<{ created: { id: string }[] }>('/templates/import', { document });
  return created.map(({ id }) => id);
}

export function itemOf(number: number): string {
  return `bench-item-${number % ITEMS}`;
}

/** Without templates: what they bring is assigned for all clients at once. */
export async function seedGroups(api: ApiClient): Promise<void> {
  for (let number = 0; number < GROUPS; number += 1) {
    const filter = { ...NO_FILTER, e164: [`*${String(number % 100).padStart(2, '0')}`] };
    await api.post('/groups', {
      name: `Group ${number}`,
      templateIds: [],
      filter,
      ranking: 1 + (number % 9),
    });
  }
}

/** Two templates of all clients and two of others for each, as settled clients have them, without their values. */
export async function assignTemplates(pool: Pool, templateIds: readonly string[]): Promise<void> {
  await pool.query(
    `insert into template_assignments (client_id, origin, template_id, ranking, assigned_at)
     select c.id, 'template', t.id, t.ranking, now()
     from clients c
     join templates t on t.id in ($1, $2) or t.id in ($3::bigint + c.id % 200, $3::bigint + 200 + c.id % 200)`,
    [templateIds[0], templateIds[1], templateIds[2]],
  );
  await pool.query('vacuum (analyze) template_assignments');
}
