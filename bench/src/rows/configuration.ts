import { setTimeout as sleep } from 'node:timers/promises';
import { createFleet, type Fleet } from '@deskfleet/simulator';
import { BenchError } from '../bench-error.ts';
import type { ApiClient } from '../data/api-client.ts';
import { cpuOfProcess, cpuOfTree } from '../measure/processes.ts';
import { latencyOf } from '../measure/statistics.ts';
import type { Row } from '../row.ts';
import type { Installation } from '../servers/installation.ts';

/** Where the simulated phones stand: away from those that `npm run phones` starts. */
const BASE_ADDRESS = '127.90.0.1';
const REGISTRATION_LIMIT_MS = 120_000;
const JOB_LIMIT_MS = 240_000;
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
  readonly counts: Readonly<Record<string, number>>;
}

interface Target {
  readonly deviceId: string;
  readonly state: string;
  readonly events: readonly { readonly at: string; readonly kind: string }[];
}

export const configurationRow: Row = {
  name: 'configuration',
  title: 'Simulated phones get a configuration of ten items',
  measure: async (environment, options) => {
    const installation = await environment.emptyInstallation();
    const fleet = createFleet({
      count: options.phones,
      server: installation.phones,
      mix: 'cp410:2,cp710:1',
      seed: 7,
      baseAddress: BASE_ADDRESS,
      bootWindowMs: options.phones * 5,
      behavior: { bootMs: 100 },
      logLimit: 5,
      keepsWrites: false,
    });
    try {
      const registeredMs = await registerAll(installation, fleet);
      const api = await installation.signIn();
      const cpuBefore = cpuOf(installation);
      const beganMs = performance.now();
      const { id } = await api.post<Job>('/jobs', {
        type: 'configure',
        clients: { filter: {} },
        values: VALUES,
      });
      const job = await finishedJob(api, id);
      const tookMs = performance.now() - beganMs;
      const cpuUs = cpuOf(installation) - cpuBefore;
      const targets = await targetsOf(api, id, options.phones);
      api.close();

      const latency = latencyOf(targets.flatMap(answerMs));
      const configured = fleet.phones.filter((phone) =>
        VALUES.every(({ item, index, value }) => phone.items.get(item, index) === value),
      ).length;
      const unconfigured = options.phones - configured;
      return {
        series: [],
        errors: unconfigured === 0 ? {} : { 'phones without the configuration': unconfigured },
        figures: {
          'registering all of them, seconds': (registeredMs / 1_000).toFixed(1),
          'phones per second': (options.phones / (tookMs / 1_000)).toFixed(1),
          'from contact request to stored result, p50 / p99 / max ms': `${latency.p50.toFixed(0)} / ${latency.p99.toFixed(0)} / ${latency.max.toFixed(0)}`,
          'CPU of server and database for one phone, us': Math.round(cpuUs / options.phones),
          'states of the targets': Object.entries(job.counts)
            .filter(([, count]) => count > 0)
            .map(([state, count]) => `${count} ${state}`)
            .join(', '),
        },
        verdicts: [
          {
            what: 'phones that have the configuration',
            mark: `= ${options.phones}`,
            measured: String(configured),
            met: configured === options.phones,
          },
        ],
      };
    } finally {
      await fleet.powerOff();
      await installation.remove();
    }
  },
};

function cpuOf(installation: Installation): number {
  return cpuOfProcess(installation.pid) + cpuOfTree(installation.postmasterPid);
}

/** Switches all phones on and waits until each is known with its inventory. */
async function registerAll(installation: Installation, fleet: Fleet): Promise<number> {
  const pool = await installation.pool();
  const beganMs = performance.now();
  await fleet.powerOn();
  for (;;) {
    const { rows } = await pool.query<{ count: number }>(
      `select count(*)::int as count from client_contacts c
       where c.inventory_at is not null and not exists (select from dialogues d where d.client_id = c.client_id)`,
    );
    const count = rows[0]?.count ?? 0;
    if (count === fleet.phones.length) return performance.now() - beganMs;
    if (performance.now() - beganMs > REGISTRATION_LIMIT_MS) {
      throw new BenchError(`only ${count} of ${fleet.phones.length} phones registered`);
    }
    await sleep(100);
  }
}

async function finishedJob(api: ApiClient, id: string): Promise<Job> {
  for (const endMs = performance.now() + JOB_LIMIT_MS; performance.now() < endMs; await sleep(100)) {
    const job = await api.get<Job>(`/jobs/${id}`);
    if (job.finishedAt !== null) return job;
  }
  throw new BenchError(`the job did not end within ${JOB_LIMIT_MS / 1_000} s`);
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
