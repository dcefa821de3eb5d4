import { setTimeout as sleep } from 'node:timers/promises';
import { BenchError } from '../bench-error.ts';
import { type ItemToHave, Storm, type StormReport } from '../load/storm.ts';
import { memoryOf } from '../measure/processes.ts';
import { latencyOf } from '../measure/statistics.ts';
import type { Row } from '../row.ts';
import type { Installation } from '../servers/installation.ts';
import { cpuOf } from './configuration-job.ts';

/** As many for each phone of the configuration row. */
const FACTOR = 5;
/** 200 phones a second get their power back: faster than the server takes them. */
const BOOT_MS = 5;
const LIMIT_MS = 900_000;
const POLL_MS = 250;

const VALUES: readonly ItemToHave[] = [
  { item: 'reg-addr', value: '192.0.2.20' },
  { item: 'registrar-addr', value: '192.0.2.20' },
  { item: 'sntp-addr', value: 'ntp.example.org' },
  { item: 'country-iso', value: 'AT' },
  { item: 'realm', value: 'voice.example.org' },
];

export const onboardingRow: Row = {
  name: 'onboarding',
  title:
    'Unknown phones start faster than they can be served, and each gets an onboarding template in the dialogue in which it registers',
  measure: async (environment, options) => {
    const count = options.phones * FACTOR;
    const installation = await environment.emptyInstallation();
    let storm: Storm | undefined;
    try {
      await prepareTemplate(installation);
      const phones = {
        server: installation.phones,
        count,
        bootWindowMs: count * BOOT_MS,
        values: VALUES,
      };
      storm = await Storm.prepare(phones, () => environment.startPlayer());
      const before = cpuOf(installation);
      const beganMs = performance.now();
      storm.powerOn();
      const report = await calm(storm, count, beganMs);
      const tookMs = performance.now() - beganMs;
      const after = cpuOf(installation);
      const stored = await storedBy(installation);
      const wait = latencyOf(report.waitsMs);
      const complete = Math.min(report.waitsMs.length, stored);
      const late = report.unanswered['timeout'] ?? 0;
      return {
        series: [],
        errors: complete === count ? {} : { 'phones without their values': count - complete },
        figures: {
          'until the last one has its values, seconds': (tookMs / 1_000).toFixed(1),
          'phones per second': (count / (tookMs / 1_000)).toFixed(1),
          'from the first message of a phone to its values, p50 / p99 / max s': [wait.p50, wait.p99, wait.max]
            .map((ms) => (ms / 1_000).toFixed(1))
            .join(' / '),
          'messages that were asked to come again': report.turnedAway,
          'messages without an answer': wordsOf(report.unanswered),
          'contact requests': report.contactRequests,
          'CPU for one phone, server / database, us': [
            (after.server - before.server) / count,
            (after.database - before.database) / count,
          ]
            .map((us) => us.toFixed(0))
            .join(' / '),
          'memory of the server, at most, MiB': memoryOf(installation.pid).peakMib.toFixed(0),
          'processes that play the phones': storm.processes,
        },
        verdicts: [
          {
            what: 'unknown phones that have their onboarding values',
            mark: `= ${count}`,
            measured: String(complete),
            met: complete === count,
          },
          {
            what: 'messages that waited longer than the 30 s of a phone',
            mark: '= 0',
            measured: String(late),
            met: late === 0,
          },
        ],
      };
    } finally {
      storm?.end();
      await installation.remove();
    }
  },
};

async function prepareTemplate(installation: Installation): Promise<void> {
  const api = await installation.signIn();
  await api.post('/templates/import', {
    document: {
      format: 'deskfleet-templates',
      version: 1,
      templates: [{ type: 'onboarding', name: 'All phones', values: VALUES }],
    },
  });
  api.close();
}

/** Waits until every phone has its values. */
async function calm(storm: Storm, count: number, beganMs: number): Promise<StormReport> {
  for (;;) {
    const { report } = storm;
    if (report.waitsMs.length === count) return report;
    if (performance.now() - beganMs > LIMIT_MS) {
      throw new BenchError(
        `only ${report.waitsMs.length} of ${count} phones have their values; ${wordsOf(report.unanswered)}`,
      );
    }
    await sleep(POLL_MS);
  }
}

/** How many phones the server knows with their inventory, and of which it does not want anything more. */
async function storedBy(installation: Installation): Promise<number> {
  const pool = await installation.pool();
  const { rows } = await pool.query<{ count: number }>(
    `select count(*)::int as count from client_contacts c
     where c.inventory_at is not null
       and not exists (select from values_due w where w.client_id = c.client_id)
       and not exists (select from dialogues d where d.client_id = c.client_id)`,
  );
  return rows[0]?.count ?? 0;
}

function wordsOf(counts: Readonly<Record<string, number>>): string {
  const words = Object.entries(counts).map(([kind, count]) => `${count} ${kind}`);
  return words.length === 0 ? '0' : words.join(', ');
}
