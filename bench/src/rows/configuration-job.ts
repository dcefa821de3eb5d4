import { setTimeout as sleep } from 'node:timers/promises';
import { createFleet, type Fleet, type FleetOptions } from '@deskfleet/simulator';
import { BenchError } from '../bench-error.ts';
import type { ApiClient } from '../data/api-client.ts';
import type { Environment } from '../environment.ts';
import { MemoryCourse } from '../measure/memory-course.ts';
import { cpuOfProcess, cpuOfTree } from '../measure/processes.ts';
import { type Latency, latencyOf } from '../measure/statistics.ts';
import type { RowResult } from '../row.ts';
import type { Installation } from '../servers/installation.ts';

/** What a phone may take at most, on average of all: beyond that something hangs. */
const REGISTRATION_LIMIT_MS = 60;
const JOB_LIMIT_MS = 120;
const LEAST_LIMIT_MS = 60_000;
const POLL_MS = 250;
const PAGE = 100;

/** What every phone gets: ten items that all of these phones have. */
const VALUES: readonly { readonly item: string; readonly index?: number; readonly value: string }[] = [
  { item: 'reg-addr', value: '192.0.2.20' },
  { item: 'registrar-addr', value: '192.0.2.20' },
  { item: 'sntp-addr', value: 'ntp.example.org' },
  { item: 'sntp-tz-offset', value: '120' },
  { item: 'daylight-save-minutes', value: '60' },
  { item: 'emergency-e164', value: '112' },
  { item: 'country-iso', value: 'AT' },
  { item: 'realm', value: 'voice.example.org' },
  { item: 'key-label-unicode', index: 1, value: 'Reception' },
  { item: 'key-label-unicode', index: 2, value: 'Workshop' },
];

interface Job {
  readonly id: string;
  readonly finishedAt: string | null;
  readonly targetCount: number;
  readonly counts: Readonly<Record<string, number>>;
}

interface Target {
  readonly deviceId: string;
  readonly state: string;
  readonly events: readonly { readonly at: string; readonly kind: string }[];
}

/** How a configuration job over all phones of an installation went. */
export interface ConfigurationJob {
  readonly phones: number;
  readonly configured: number;
  readonly registeredMs: number;
  readonly tookMs: number;
  /** For one phone. */
  readonly serverUs: number;
  readonly databaseUs: number;
  /** From the contact request to the stored result of a phone. */
  readonly latency: Latency;
  readonly counts: Job['counts'];
  readonly memory: MemoryCourse;
}

/** Simulated phones register with a new installation, which then gives all of them a configuration of ten items. */
export async function runConfigurationJob(
  environment: Environment,
  place: Pick<FleetOptions, 'count' | 'baseAddress' | 'customize'>,
): Promise<ConfigurationJob> {
  const installation = await environment.emptyInstallation();
  const phones = place.count;
  const fleet = createFleet({
    ...place,
    server: installation.phones,
    mix: 'cp410:2,cp710:1',
    seed: 7,
    bootWindowMs: phones * 5,
    behavior: { bootMs: 100 },
    logLimit: 5,
    keepsWrites: false,
  });
  try {
    const registeredMs = await registerAll(installation, fleet);
    const api = await installation.signIn();
    const memory = new MemoryCourse(installation.pid);
    const before = cpuOf(installation);
    const beganMs = performance.now();
    const { id } = await api.post<Job>('/jobs', {
      type: 'configure',
      clients: { filter: {} },
      values: VALUES,
    });
    const job = await finishedJob(api, id, memory);
    const tookMs = performance.now() - beganMs;
    const after = cpuOf(installation);
    const targets = await targetsOf(api, id, phones);
    api.close();
    const configured = fleet.phones.filter((phone) =>
      VALUES.every(({ item, index, value }) => phone.items.get(item, index) === value),
    ).length;
    return {
      phones,
      configured,
      registeredMs,
      tookMs,
      serverUs: (after.server - before.server) / phones,
      databaseUs: (after.database - before.database) / phones,
      latency: latencyOf(targets.flatMap(answerMs)),
      counts: job.counts,
      memory,
    };
  } finally {
    await fleet.powerOff();
    await installation.remove();
  }
}

/** What every row with such a job shows of it. */
export function resultOf(job: ConfigurationJob): RowResult {
  const { phones, configured, latency } = job;
  return {
    series: [],
    errors: configured === phones ? {} : { 'phones without the configuration': phones - configured },
    figures: {
      'registering all of them, seconds': (job.registeredMs / 1_000).toFixed(1),
      'phones per second': (phones / (job.tookMs / 1_000)).toFixed(1),
      'from contact request to stored result, p50 / p99 / max ms': [latency.p50, latency.p99, latency.max]
        .map((ms) => ms.toFixed(0))
        .join(' / '),
      'CPU for one phone, server / database, us': `${Math.round(job.serverUs)} / ${Math.round(job.databaseUs)}`,
      'memory of the server at 25 / 50 / 75 / 100 % of the job, MiB': job.memory.text,
      'states of the targets': Object.entries(job.counts)
        .filter(([, count]) => count > 0)
        .map(([state, count]) => `${count} ${state}`)
        .join(', '),
    },
    verdicts: [
      {
        what: 'phones that have the configuration',
        mark: `= ${phones}`,
        measured: String(configured),
        met: configured === phones,
      },
    ],
  };
}

/** CPU time that the server and its database have used. */
export function cpuOf({ pid, postmasterPid }: Installation): { server: number; database: number } {
  return { server: cpuOfProcess(pid), database: cpuOfTree(postmasterPid) };
}

function limitOf(phones: number, eachMs: number): number {
  return Math.max(LEAST_LIMIT_MS, phones * eachMs);
}

/** Switches all phones on and waits until each is known with its inventory. */
async function registerAll(installation: Installation, fleet: Fleet): Promise<number> {
  const pool = await installation.pool();
  const phones = fleet.phones.length;
  const beganMs = performance.now();
  await fleet.powerOn();
  for (;;) {
    const { rows } = await pool.query<{ count: number }>(
      `select count(*)::int as count from client_contacts c
       where c.inventory_at is not null and not exists (select from dialogues d where d.client_id = c.client_id)`,
    );
    const count = rows[0]?.count ?? 0;
    if (count === phones) return performance.now() - beganMs;
    if (performance.now() - beganMs > limitOf(phones, REGISTRATION_LIMIT_MS)) {
      throw new BenchError(`only ${count} of ${phones} phones registered`);
    }
    await sleep(POLL_MS);
  }
}

async function finishedJob(api: ApiClient, id: string, memory: MemoryCourse): Promise<Job> {
  let job = await api.get<Job>(`/jobs/${id}`);
  const endMs = performance.now() + limitOf(job.targetCount, JOB_LIMIT_MS);
  while (performance.now() < endMs) {
    memory.note(endedPart(job));
    if (job.finishedAt !== null) return job;
    await sleep(POLL_MS);
    job = await api.get<Job>(`/jobs/${id}`);
  }
  throw new BenchError(`the job did not end in time: ${JSON.stringify(job.counts)}`);
}

function endedPart({ counts, targetCount, finishedAt }: Job): number {
  if (finishedAt !== null) return 1;
  const { waiting = 0, contacting = 0, busy = 0, 'in-dialogue': talking = 0 } = counts;
  return 1 - (waiting + contacting + busy + talking) / targetCount;
}

async function targetsOf(api: ApiClient, id: string, count: number): Promise<Target[]> {
  const targets: Target[] = [];
  for (let page = 1; targets.length < count; page += 1) {
    const { items } = await api.get<{ items: Target[] }>(`/jobs/${id}/targets?page=${page}&pageSize=${PAGE}`);
    if (items.length === 0) break;
    targets.push(...items);
  }
  return targets;
}

/** From the last time that the phone was asked to call until its answer was stored, by the target's own timeline. */
function answerMs({ events }: Target): number[] {
  const stored = events.findLast((event) => event.kind === 'target.stored');
  const asked = events.findLast((event) => event.kind === 'target.asked');
  if (stored === undefined || asked === undefined) return [];
  return [Date.parse(stored.at) - Date.parse(asked.at)];
}
