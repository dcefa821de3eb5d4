import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient } from '../data/api-client.ts';
import { seedClients } from '../data/seed.ts';
import { knownPhone } from '../load/phones.ts';
import { MemoryCourse } from '../measure/memory-course.ts';
import { latencyOf } from '../measure/statistics.ts';
import type { Row, Verdict } from '../row.ts';
import type { Installation } from '../servers/installation.ts';

const TARGETS = 50_000;
const QUICK_TARGETS = 5_000;
/** Nobody is there, so that every phone changes its target twice: asked, and not reached. */
const NOBODY = '127.91.0.1';
const WATCHED_MS = 30_000;
const QUICK_WATCHED_MS = 8_000;
/** As often the page reads what is shown anew while news keep coming. */
const READ_EVERY_MS = 700;
/** Until here a page seems to answer at once. */
const MOST_READ_MS = 200;
const MOST_EVENTS_PER_SECOND = 5;

interface Job {
  readonly id: string;
  readonly finishedAt: string | null;
  readonly counts: Readonly<Record<string, number>>;
}

/** What the page of a job reads. */
const READS = [
  'the job',
  'targets, first page',
  'targets, last changed first',
  'targets, last page',
  'targets, search',
  'list of jobs',
] as const;
type Read = (typeof READS)[number];

export const largeJobRow: Row = {
  name: 'large-job',
  title: `The page of a job with ${TARGETS.toLocaleString('en')} targets, read like a browser does while the job is under way`,
  measure: async (environment, options) => {
    const targets = options.quick ? QUICK_TARGETS : TARGETS;
    const installation = await environment.emptyInstallation();
    try {
      await seed(installation, targets);
      const api = await installation.signIn();
      const beganMs = performance.now();
      const { id } = await api.post<Job>('/jobs', { type: 'refresh-data', clients: { filter: {} } });
      const orderedMs = performance.now() - beganMs;
      const memory = new MemoryCourse(installation.pid);
      const forMs = options.quick ? QUICK_WATCHED_MS : WATCHED_MS;
      const watched = await watch(api, id, targets, { memory, forMs });
      const canceledMs = await cancel(api, id);
      const ended = await timesOf(api, pathsOf(id, targets), 20);
      api.close();
      return {
        series: [],
        errors: watched.changes === 0 ? { 'nothing changed while it was watched': 1 } : {},
        figures: {
          'giving the order, ms': Math.round(orderedMs),
          ...textsOf(watched.times, 'under way'),
          'events per second, bytes per second': `${watched.eventsPerSecond.toFixed(1)}, ${watched.bytesPerSecond.toFixed(0)}`,
          'phones found unreachable while it was watched': watched.changes,
          'memory of the server at 25 / 50 / 75 / 100 % of that time, MiB': memory.text,
          'canceling it, until the last target has ended, s': (canceledMs / 1_000).toFixed(1),
          ...textsOf(ended, 'ended'),
        },
        verdicts: [
          ...verdictsOn(watched.times),
          {
            what: 'events per second that the browser gets',
            mark: `<= ${MOST_EVENTS_PER_SECOND}`,
            measured: watched.eventsPerSecond.toFixed(1),
            met: watched.eventsPerSecond <= MOST_EVENTS_PER_SECOND,
          },
        ],
      };
    } finally {
      await installation.remove();
    }
  },
};

async function seed(installation: Installation, targets: number): Promise<void> {
  const pool = await installation.pool();
  await seedClients(pool, targets);
  await pool.query(`update clients set contact_me_uri = replace(contact_me_uri, '127.0.0.1', $1)`, [NOBODY]);
  await pool.query('update client_contacts set address = $1', [NOBODY]);
  await pool.query('vacuum (analyze) clients');
  await pool.query('vacuum (analyze) client_contacts');
}

function pathsOf(id: string, targets: number): Readonly<Record<Read, (number: number) => string>> {
  const page = `/jobs/${id}/targets?pageSize=10`;
  return {
    'the job': () => `/jobs/${id}`,
    'targets, first page': () => `${page}&sort=e164`,
    'targets, last changed first': () => `${page}&sort=updatedAt&order=desc`,
    'targets, last page': () => `${page}&sort=e164&page=${targets / 10}`,
    'targets, search': (number) =>
      `${page}&search=${knownPhone((number * 7_919) % targets).e164.slice(-6)}&sort=e164`,
    'list of jobs': () => '/jobs?pageSize=10',
  };
}

type Times = Readonly<Record<Read, number[]>>;

function noTimes(): Times {
  return Object.fromEntries(READS.map((read) => [read, [] as number[]])) as Record<Read, number[]>;
}

async function readAll(
  api: ApiClient,
  paths: ReturnType<typeof pathsOf>,
  number: number,
  times: Times,
): Promise<void> {
  for (const read of READS) {
    const beganMs = performance.now();
    await api.get(paths[read](number));
    times[read].push(performance.now() - beganMs);
  }
}

async function timesOf(api: ApiClient, paths: ReturnType<typeof pathsOf>, rounds: number): Promise<Times> {
  const times = noTimes();
  for (let number = 0; number < rounds; number += 1) await readAll(api, paths, number, times);
  return times;
}

/** Reads and listens like a browser that shows the job. */
async function watch(
  api: ApiClient,
  id: string,
  targets: number,
  { memory, forMs }: { readonly memory: MemoryCourse; readonly forMs: number },
) {
  const paths = pathsOf(id, targets);
  const times = noTimes();
  let events = 0;
  let bytes = 0;
  const before = await unreachable(api, id);
  const unfollow = api.follow((text) => {
    events += text.split('event: change').length - 1;
    bytes += text.length;
  });
  const beganMs = performance.now();
  for (let number = 0; performance.now() - beganMs < forMs; number += 1) {
    const roundMs = performance.now();
    await readAll(api, paths, number, times);
    memory.note((performance.now() - beganMs) / forMs);
    await sleep(Math.max(0, READ_EVERY_MS - (performance.now() - roundMs)));
  }
  const seconds = (performance.now() - beganMs) / 1_000;
  unfollow();
  return {
    times,
    changes: (await unreachable(api, id)) - before,
    eventsPerSecond: events / seconds,
    bytesPerSecond: bytes / seconds,
  };
}

/** Targets of which the reason says that the phone cannot be reached. */
async function unreachable(api: ApiClient, id: string): Promise<number> {
  const { total } = await api.get<{ total: number }>(
    `/jobs/${id}/targets?search=could%20not%20be%20asked&pageSize=1`,
  );
  return total;
}

/** @returns milliseconds until it has ended */
async function cancel(api: ApiClient, id: string): Promise<number> {
  const beganMs = performance.now();
  await api.post(`/jobs/${id}/cancel`, {});
  for (;;) {
    const { finishedAt } = await api.get<Job>(`/jobs/${id}`);
    if (finishedAt !== null) return performance.now() - beganMs;
    await sleep(READ_EVERY_MS);
  }
}

function textsOf(times: Times, when: string): Record<string, string> {
  return Object.fromEntries(
    READS.map((read) => {
      const { p50, p95, max } = latencyOf(times[read]);
      return [`${read}, ${when}, p50 / p95 / max ms`, [p50, p95, max].map((ms) => ms.toFixed(0)).join(' / ')];
    }),
  );
}

function verdictsOn(times: Times): Verdict[] {
  return READS.map((read) => {
    const { p95 } = latencyOf(times[read]);
    return {
      what: `${read}, p95 while it is under way`,
      mark: `< ${MOST_READ_MS} ms`,
      measured: `${p95.toFixed(0)} ms`,
      met: p95 < MOST_READ_MS,
    };
  });
}
