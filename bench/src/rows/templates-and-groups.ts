import type { ApiClient } from '../data/api-client.ts';
import { seedClients } from '../data/seed.ts';
import { latencyOf } from '../measure/statistics.ts';
import type { Row } from '../row.ts';
import type { Installation } from '../servers/installation.ts';

const TEMPLATES = 500;
const GROUPS = 200;
/** Items of all templates together, so that each shares its values with many others. */
const ITEMS = 60;
const VALUES_OF_TEMPLATE = 20;

const MOST_LIST_MS = 50;
const MOST_PREVIEW_MS = 200;
const MOST_IMPACT_MS = 1_000;

const nothing = { match: 'all', e164: [], addresses: [], clientTypes: [], serverAddresses: [] };

export const templatesAndGroupsRow: Row = {
  name: 'templates-and-groups',
  title: `Lists, preview of a filter and impact of a change over the API, large fleet, ${TEMPLATES} templates, ${GROUPS} groups`,
  measure: async (environment, options) => {
    const installation = await environment.emptyInstallation();
    const requests = options.quick ? 20 : 60;
    try {
      await seedClients(await installation.pool(), options.manyClients);
      const api = await installation.signIn();
      const templateIds = await seedTemplates(api);
      await seedGroups(api);
      await assign(installation, templateIds);

      const lists = await timesOf(requests, (number) =>
        api.get(
          number % 2 === 0 ? `/templates?pageSize=${[10, 50, 100][number % 3]}` : '/groups?pageSize=50',
        ),
      );
      const previews = await timesOf(requests, (number) =>
        api.post('/groups/preview', { filter: filterOf(number) }),
      );
      const impacts = await timesOf(requests, (number) =>
        api.post(`/templates/${templateIds[number % 2]}/impact`, { values: changeOf(number) }),
      );
      api.close();
      return {
        series: [],
        errors: {},
        figures: {
          'lists of templates and groups, p50 / p95 / p99 ms': text(lists),
          'preview of a filter, p50 / p95 / p99 ms': text(previews),
          'impact of eleven values on a template of all clients, p50 / p95 / p99 ms': text(impacts),
        },
        verdicts: [
          verdict('pages of the lists, p95', lists, MOST_LIST_MS),
          verdict('preview of a filter, p95', previews, MOST_PREVIEW_MS),
          verdict('impact of a change, p95', impacts, MOST_IMPACT_MS),
        ],
      };
    } finally {
      await installation.remove();
    }
  },
};

async function seedTemplates(api: ApiClient): Promise<string[]> {
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

function itemOf(number: number): string {
  return `bench-item-${number % ITEMS}`;
}

/** Without templates: what they bring is assigned for all clients at once. */
async function seedGroups(api: ApiClient): Promise<void> {
  for (let number = 0; number < GROUPS; number += 1) {
    const filter = { ...nothing, e164: [`*${String(number % 100).padStart(2, '0')}`] };
    await api.post('/groups', {
      name: `Group ${number}`,
      templateIds: [],
      filter,
      ranking: 1 + (number % 9),
    });
  }
}

/** Two templates of all clients and two of others for each, as settled clients have them, without their values. */
async function assign(installation: Installation, templateIds: readonly string[]): Promise<void> {
  const pool = await installation.pool();
  await pool.query(
    `insert into template_assignments (client_id, origin, template_id, ranking, assigned_at)
     select c.id, 'template', t.id, t.ranking, now()
     from clients c
     join templates t on t.id in ($1, $2) or t.id in ($3::bigint + c.id % 200, $3::bigint + 200 + c.id % 200)`,
    [templateIds[0], templateIds[1], templateIds[2]],
  );
  await pool.query('vacuum (analyze) template_assignments');
}

function filterOf(number: number): object {
  const filters = [
    { e164: [`*${number % 10}`] },
    { addresses: ['127.0.0.0/8'] },
    { match: 'any', clientTypes: ['CP410'], serverAddresses: ['*.example.org'] },
    { e164: ['49*'], addresses: ['10.0.0.0/8', '127.0.0.1-127.255.0.0'], clientTypes: ['CP410', 'CP710'] },
  ];
  return { ...nothing, ...filters[number % filters.length] };
}

function changeOf(number: number): object[] {
  return Array.from({ length: 11 }, (_, place) => ({ item: itemOf(place * 3), value: `new ${number}` }));
}

async function timesOf(requests: number, ask: (number: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  const warmUp = Math.ceil(requests / 10);
  for (let number = 0; number < requests + warmUp; number += 1) {
    const beganMs = performance.now();
    await ask(number);
    if (number >= warmUp) times.push(performance.now() - beganMs);
  }
  return times;
}

function text(times: readonly number[]): string {
  const { p50, p95, p99 } = latencyOf(times);
  return [p50, p95, p99].map((ms) => ms.toFixed(1)).join(' / ');
}

function verdict(what: string, times: readonly number[], mostMs: number) {
  const { p95 } = latencyOf(times);
  return { what, mark: `< ${mostMs} ms`, measured: `${p95.toFixed(1)} ms`, met: p95 < mostMs };
}
