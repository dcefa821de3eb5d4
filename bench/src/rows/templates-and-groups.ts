import { seedClients } from '../data/seed.ts';
import {
  assignTemplates,
  GROUPS,
  itemOf,
  NO_FILTER,
  seedGroups,
  seedTemplates,
  TEMPLATES,
} from '../data/seed-templates.ts';
import { latencyOf } from '../measure/statistics.ts';
import type { Row } from '../row.ts';

const MOST_PREVIEW_MS = 200;
const MOST_IMPACT_MS = 1_000;

export const templatesAndGroupsRow: Row = {
  name: 'templates-and-groups',
  title: `Preview of a filter and impact of a change over the API, large fleet, ${TEMPLATES} templates, ${GROUPS} groups`,
  measure: async (environment, options) => {
    const installation = await environment.emptyInstallation();
    const requests = options.quick ? 20 : 60;
    try {
      await seedClients(await installation.pool(), options.manyClients);
      const api = await installation.signIn();
      const templateIds = await seedTemplates(api);
      await seedGroups(api);
      await assignTemplates(await installation.pool(), templateIds);

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
          'preview of a filter, p50 / p95 / p99 ms': text(previews),
          'impact of eleven values on a template of all clients, p50 / p95 / p99 ms': text(impacts),
        },
        verdicts: [
          verdict('preview of a filter, p95', previews, MOST_PREVIEW_MS),
          verdict('impact of a change, p95', impacts, MOST_IMPACT_MS),
        ],
      };
    } finally {
      await installation.remove();
    }
  },
};

function filterOf(number: number): object {
  const filters = [
    { e164: [`*${number % 10}`] },
    { addresses: ['127.0.0.0/8'] },
    { match: 'any', clientTypes: ['CP410'], serverAddresses: ['*.example.org'] },
    { e164: ['49*'], addresses: ['10.0.0.0/8', '127.0.0.1-127.255.0.0'], clientTypes: ['CP410', 'CP710'] },
  ];
  return { ...NO_FILTER, ...filters[number % filters.length] };
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
