import type { ApiClient } from '../data/api-client.ts';
import { seedClients } from '../data/seed.ts';
import { LARGE_LISTS, type ListSizes, seedLists } from '../data/seed-lists.ts';
import { assignTemplates, NO_FILTER, seedGroups, seedTemplates } from '../data/seed-templates.ts';
import { LARGE_NETWORK, variationOf } from '../data/varied-fleet.ts';
import { latencyOf } from '../measure/statistics.ts';
import type { Row, Verdict } from '../row.ts';
import type { Installation } from '../servers/installation.ts';
import { type Fleet, listsOf, readSortKeys, type View, viewsOf } from './list-views.ts';

const MOST_MS = 50;
/** Requests of every view; the slowest views are then looked at more closely. */
const FIRST_LOOK = 5;
const QUICK_FIRST_LOOK = 2;
const SLOWEST_VIEWS = 3;
const CLOSER_LOOK = 60;
const QUICK_CLOSER_LOOK = 20;
/** Lists of a quick run are shorter by this. */
const QUICK_PART = 10;

export const listsRow: Row = {
  name: 'lists',
  title:
    'Every list that grows, in every order and with every filter, first and last page, large fleet, over the API, one request after the other',
  measure: async (environment, options) => {
    const installation = await environment.emptyInstallation();
    try {
      const { manyClients, quick } = options;
      const fleet = await seedFleet(installation, manyClients, quick ? shortened(LARGE_LISTS) : LARGE_LISTS);
      const api = await installation.signIn();
      const measured = await measureLists(api, fleet, {
        firstLook: quick ? QUICK_FIRST_LOOK : FIRST_LOOK,
        closerLook: quick ? QUICK_CLOSER_LOOK : CLOSER_LOOK,
      });
      api.close();
      return {
        series: [],
        errors: {},
        figures: Object.fromEntries(
          measured.map(({ list, views, slowest, slowestMiddle }) => [
            `${list}, ${views} views, p95 of the slowest`,
            `${inWords(slowest)}; of a page in the middle ${slowestMiddle === undefined ? 'there is none' : inWords(slowestMiddle)}`,
          ]),
        ),
        verdicts: measured.flatMap(verdictsOn),
      };
    } finally {
      await installation.remove();
    }
  },
};

function shortened(sizes: ListSizes): ListSizes {
  const short = Object.entries(sizes).map(([name, size]) => [name, Math.ceil(size / QUICK_PART)]);
  return Object.fromEntries(short) as ListSizes;
}

/** A fleet of phones that differ, in groups, with everything that lists show. */
export async function seedFleet(
  installation: Installation,
  clients: number,
  sizes: ListSizes,
): Promise<Fleet> {
  const pool = await installation.pool();
  await seedClients(pool, clients, (number) => variationOf(number, clients));
  const api = await installation.signIn();
  await assignTemplates(pool, await seedTemplates(api));
  await seedGroups(api);
  const group = (name: string, filter: object) =>
    api.post<{ id: string }>('/groups', {
      name,
      templateIds: [],
      filter: { ...NO_FILTER, ...filter },
      ranking: 1,
    });
  const large = await group('Large network', { addresses: [LARGE_NETWORK] });
  const small = await group('Few', { e164: ['*77'] });
  api.close();
  return {
    ...(await seedLists(pool, sizes)),
    clients,
    largeGroupId: large.id,
    smallGroupId: small.id,
  };
}

interface MeasuredView {
  readonly path: string;
  readonly p95: number;
}

export interface MeasuredList {
  readonly list: string;
  readonly mostMs: number;
  readonly views: number;
  /** Of all requests for first and last pages, the 95th percentile. */
  readonly p95: number;
  /** Of the first and last pages. */
  readonly slowest: MeasuredView;
  readonly slowestMiddle: MeasuredView | undefined;
}

function inWords({ p95, path }: MeasuredView): string {
  return `${p95.toFixed(1)} ms (${path})`;
}

interface Looks {
  readonly firstLook: number;
  readonly closerLook: number;
}

/** Looks at each view a few times, and at the slowest ones of each list again, until a 95th percentile means something. */
export async function measureLists(
  api: ApiClient,
  fleet: Fleet,
  looks: Looks,
): Promise<readonly MeasuredList[]> {
  const sortKeysOf = await readSortKeys(api);
  const measured: MeasuredList[] = [];
  for (const list of listsOf(fleet)) {
    const views = await viewsOf(api, list, sortKeysOf(list));
    const looked = await lookAt(api, views, looks.firstLook);
    const ends = looked.filter(({ view }) => !view.isMiddle);
    const slowest = await slowestOf(api, ends, looks.closerLook);
    if (slowest === undefined) continue;
    const slowestMiddle = await slowestOf(
      api,
      looked.filter(({ view }) => view.isMiddle),
      looks.closerLook,
    );
    const { name, mostMs = MOST_MS } = list;
    const { p95 } = latencyOf(ends.flatMap(({ times }) => times));
    measured.push({ list: name, mostMs, views: views.length, p95, slowest, slowestMiddle });
  }
  return measured;
}

interface LookedAt {
  readonly view: View;
  readonly times: readonly number[];
  readonly p50: number;
}

async function lookAt(api: ApiClient, views: readonly View[], requests: number): Promise<LookedAt[]> {
  const looked: LookedAt[] = [];
  for (const view of views) {
    const times = await timesOf(api, view, requests);
    looked.push({ view, times, p50: latencyOf(times).p50 });
  }
  return looked;
}

async function slowestOf(
  api: ApiClient,
  looked: readonly LookedAt[],
  requests: number,
): Promise<MeasuredView | undefined> {
  const slow = looked.toSorted((a, b) => b.p50 - a.p50).slice(0, SLOWEST_VIEWS);
  const closer: MeasuredView[] = [];
  for (const { view } of slow) {
    closer.push({ path: view.path, p95: latencyOf(await timesOf(api, view, requests)).p95 });
  }
  return closer.sort((a, b) => b.p95 - a.p95)[0];
}

async function timesOf(api: ApiClient, { path }: View, requests: number): Promise<number[]> {
  const times: number[] = [];
  for (let number = 0; number < requests; number += 1) {
    const beganMs = performance.now();
    await api.get(path);
    times.push(performance.now() - beganMs);
  }
  return times;
}

function verdictsOn({ list, p95, slowest, mostMs }: MeasuredList): Verdict[] {
  const verdictOn = (what: string, ms: number) => ({
    what: `${list}, p95 of ${what}`,
    mark: `< ${mostMs} ms`,
    measured: `${ms.toFixed(1)} ms`,
    met: ms < mostMs,
  });
  return [verdictOn('first and last pages', p95), verdictOn('the slowest view', slowest.p95)];
}
