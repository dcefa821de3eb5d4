import type { ApiClient } from '../data/api-client.ts';
import { knownPhone, MODELS } from '../load/phones.ts';
import { latencyOf } from '../measure/statistics.ts';
import type { Row } from '../row.ts';

const SORT_KEYS = [
  'e164',
  'deviceType',
  'deviceId',
  'softwareVersion',
  'lastContactAt',
  'address',
  'firstSeenAt',
] as const;

const MOST_SEARCH_MS = 50;
const MOST_FIRST_PAGE_MS = 20;

interface ClientList {
  readonly items: readonly unknown[];
  readonly total: number;
}

export const clientListRow: Row = {
  name: 'client-list',
  title: 'The list of clients over the API, large fleet, one request after the other',
  measure: async (environment, options) => {
    const installation = await environment.installation(options.manyClients);
    const api = await installation.signIn();
    const requests = options.quick ? 60 : 300;
    try {
      const firstPage = await timesOf(api, requests, (number) => {
        const pageSize = [10, 25, 50][number % 3] ?? 10;
        return { path: `/clients?pageSize=${pageSize}`, least: pageSize };
      });
      const found = await timesOf(api, requests, (number) =>
        searchOf(number, options.manyClients, ({ narrow }) => narrow),
      );
      const many = await timesOf(api, requests, (number) =>
        searchOf(number, options.manyClients, ({ wide }) => wide),
      );
      const all = latencyOf([...found, ...many]);
      return {
        series: [],
        errors: {},
        figures: {
          'first page, p50 / p95 / p99 ms': text(firstPage),
          'search for a number or device ID, sorted, p50 / p95 / p99 ms': text(found),
          'search for a device type (a third of all), sorted, p50 / p95 / p99 ms': text(many),
        },
        verdicts: [
          {
            what: 'search with sort, p95',
            mark: `< ${MOST_SEARCH_MS} ms`,
            measured: `${all.p95.toFixed(1)} ms`,
            met: all.p95 < MOST_SEARCH_MS,
          },
          {
            what: 'first page, p95',
            mark: `< ${MOST_FIRST_PAGE_MS} ms`,
            measured: `${latencyOf(firstPage).p95.toFixed(1)} ms`,
            met: latencyOf(firstPage).p95 < MOST_FIRST_PAGE_MS,
          },
        ],
      };
    } finally {
      api.close();
    }
  },
};

function text(times: readonly number[]): string {
  const { p50, p95, p99 } = latencyOf(times);
  return [p50, p95, p99].map((ms) => ms.toFixed(1)).join(' / ');
}

interface Search {
  readonly path: string;
  /** Entries that the answer must have at least. */
  readonly least: number;
}

/** Searches as administrators type them, each with another sort order. */
function searchOf(
  number: number,
  clients: number,
  kind: (words: { readonly narrow: string; readonly wide: string }) => string,
): Search {
  const phone = knownPhone((number * 7_919) % clients);
  const narrow = [
    phone.e164.slice(-6),
    phone.mac.slice(-8),
    phone.mac.replaceAll(':', '').slice(-6).toLowerCase(),
  ];
  const words = {
    narrow: narrow[number % narrow.length] ?? phone.e164,
    wide: MODELS[number % MODELS.length] ?? MODELS[0],
  };
  const sort = SORT_KEYS[number % SORT_KEYS.length] ?? SORT_KEYS[0];
  const order = number % 2 === 0 ? 'asc' : 'desc';
  const search = encodeURIComponent(kind(words));
  return { path: `/clients?search=${search}&sort=${sort}&order=${order}&pageSize=10`, least: 1 };
}

async function timesOf(
  api: ApiClient,
  requests: number,
  make: (number: number) => Search,
): Promise<number[]> {
  const times: number[] = [];
  const warmUp = Math.ceil(requests / 10);
  for (let number = 0; number < requests + warmUp; number += 1) {
    const { path, least } = make(number);
    const beganMs = performance.now();
    const { items } = await api.get<ClientList>(path);
    if (number >= warmUp) times.push(performance.now() - beganMs);
    if (items.length < least) throw new TypeError(`GET ${path} found ${items.length} clients`);
  }
  return times;
}
