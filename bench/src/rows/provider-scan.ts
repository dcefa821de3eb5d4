import { Agent, request } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { BenchError } from '../bench-error.ts';
import type { ApiClient } from '../data/api-client.ts';
import { MemoryCourse } from '../measure/memory-course.ts';
import { memoryOf } from '../measure/processes.ts';
import type { Row } from '../row.ts';
import { type ListingServer, startListingServer } from '../servers/listing-server.ts';

const OBJECTS = 100_000;
const MOST_SECONDS = 60;
const MOST_MEMORY_MIB = 150;
const MOST_GROWTH_MIB = 50;
const LIMIT_MS = 600_000;

interface Provider {
  readonly id: string;
  readonly files: number;
  readonly scan: {
    readonly state: string;
    readonly phase: string;
    readonly objects: number;
    readonly lookedAt: number;
    readonly problem: { readonly text: { readonly en: string } } | null;
  } | null;
}

export const providerScanRow: Row = {
  name: 'provider-scan',
  title:
    'A bucket with many objects is scanned: all of them become files, against reading the same list and doing nothing',
  measure: async (environment, options) => {
    const objects = options.quick ? OBJECTS / 5 : OBJECTS;
    const installation = await environment.emptyInstallation();
    const store = await startListingServer(objects);
    try {
      const bareMs = await readList(store);
      const api = await installation.signIn();
      const { id } = await api.post<Provider>('/storage-providers', {
        type: 's3',
        name: 'Bench',
        url: store.url,
        region: 'us-east-1',
        bucket: 'phones',
        pathStyle: true,
        user: 'bench',
        secret: 'bench',
        ca: store.certificate,
        validate: false,
      });
      const idleMib = memoryOf(installation.pid).residentMib;
      const first = await scan(api, id, objects, installation.pid);
      const again = await scan(api, id, objects, installation.pid);
      const { files } = await api.get<Provider>(`/storage-providers/${id}`);
      api.close();
      const grownMib = Math.max(first.memory.mostMib, again.memory.mostMib) - idleMib;
      const seconds = first.listedMs / 1_000;
      return {
        series: [],
        errors: files === objects ? {} : { 'objects that are no files': objects - files },
        figures: {
          objects: objects.toLocaleString('en'),
          'bare: the list alone, s': (bareMs / 1_000).toFixed(1),
          'first scan: all taken up, s': seconds.toFixed(1),
          'first scan: to its end, contents looked at, s': (first.endedMs / 1_000).toFixed(1),
          'contents looked at': first.lookedAt,
          'second scan, nothing new: list compared, s': (again.listedMs / 1_000).toFixed(1),
          'memory of the server, idle / most, MiB': `${idleMib.toFixed(0)} / ${(idleMib + grownMib).toFixed(0)}`,
          'at 25 / 50 / 75 / 100 % of the list, first and second scan, MiB': `${first.memory.text}; ${again.memory.text}`,
        },
        verdicts: [
          {
            what: `${objects.toLocaleString('en')} objects taken up`,
            mark: `< ${MOST_SECONDS} s`,
            measured: `${seconds.toFixed(1)} s`,
            met: seconds < MOST_SECONDS,
          },
          {
            what: 'memory over idle',
            mark: `< ${MOST_MEMORY_MIB} MiB`,
            measured: `${grownMib.toFixed(0)} MiB`,
            met: grownMib < MOST_MEMORY_MIB,
          },
          {
            what: 'memory at the end of the list over that after its first quarter',
            mark: `< ${MOST_GROWTH_MIB} MiB`,
            measured: `${first.memory.growthMib.toFixed(0)} MiB`,
            met: first.memory.growthMib < MOST_GROWTH_MIB,
          },
        ],
      };
    } finally {
      await store.stop();
      await installation.remove();
    }
  },
};

/** Reads the same list over one connection, one page after the other, and does nothing with it. */
async function readList({ url, certificate, pages, pathOf }: ListingServer): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1, ca: certificate });
  const beganMs = performance.now();
  for (let page = 0; page < pages; page += 1) {
    await new Promise<void>((resolve, reject) => {
      request(`${url}${pathOf(page)}`, { agent }, (answer) => {
        answer.resume().once('end', resolve);
      })
        .once('error', reject)
        .end();
    });
  }
  agent.destroy();
  return performance.now() - beganMs;
}

async function scan(api: ApiClient, id: string, objects: number, pid: number) {
  const beganMs = performance.now();
  await api.post(`/storage-providers/${id}/scan`, {});
  let listedMs: number | undefined;
  const memory = new MemoryCourse(pid);
  while (performance.now() - beganMs < LIMIT_MS) {
    await sleep(100);
    const { scan: current } = await api.get<Provider>(`/storage-providers/${id}`);
    memory.note((current?.objects ?? 0) / objects);
    if (current === null) continue;
    const { state, phase, lookedAt, problem } = current;
    if (problem !== null) throw new BenchError(`the scan failed: ${problem.text.en}`);
    if (phase === 'reading') listedMs ??= performance.now() - beganMs;
    if (state === 'finished') {
      const endedMs = performance.now() - beganMs;
      return { listedMs: listedMs ?? endedMs, endedMs, lookedAt, memory };
    }
  }
  throw new BenchError('the scan did not end');
}
