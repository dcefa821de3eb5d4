import { setTimeout as sleep } from 'node:timers/promises';
import { createFleet } from '@deskfleet/simulator';
import { BenchError } from '../bench-error.ts';
import type { Row } from '../row.ts';
import type { Installation } from '../servers/installation.ts';

/** Where the simulated phones stand: away from those of the other rows. */
const BASE_ADDRESS = '127.100.0.1';
const LIMIT_MS = 900_000;
/** As many for each phone of the configuration row. */
const FACTOR = 5;

const VALUES = [
  { item: 'reg-addr', value: '192.0.2.20' },
  { item: 'registrar-addr', value: '192.0.2.20' },
  { item: 'sntp-addr', value: 'ntp.example.org' },
  { item: 'country-iso', value: 'AT' },
  { item: 'realm', value: 'voice.example.org' },
] as const;

export const onboardingRow: Row = {
  name: 'onboarding',
  title:
    'Unknown phones start faster than they can be served, and each gets an onboarding template in the dialogue in which it registers',
  measure: async (environment, options) => {
    const count = options.phones * FACTOR;
    const installation = await environment.emptyInstallation();
    const fleet = createFleet({
      count,
      server: installation.phones,
      mix: 'cp410:2,cp710:1',
      seed: 11,
      baseAddress: BASE_ADDRESS,
      // Faster than the server takes them, and slow enough for whoever plays them all.
      bootWindowMs: count * 5,
      behavior: { bootMs: 100 },
      logLimit: 5,
      keepsWrites: false,
    });
    try {
      const api = await installation.signIn();
      await api.post('/templates/import', {
        document: {
          format: 'deskfleet-templates',
          version: 1,
          templates: [{ type: 'onboarding', name: 'All phones', values: VALUES }],
        },
      });
      api.close();
      const beganMs = performance.now();
      await fleet.powerOn();
      await settled(installation, count, beganMs);
      const tookMs = performance.now() - beganMs;
      const complete = fleet.phones.filter((phone) =>
        VALUES.every(({ item, value }) => phone.items.get(item) === value),
      ).length;
      return {
        series: [],
        errors: complete === count ? {} : { 'phones without their values': count - complete },
        figures: {
          'until the last one has its values, seconds': (tookMs / 1_000).toFixed(1),
          'phones per second': (count / (tookMs / 1_000)).toFixed(1),
        },
        verdicts: [
          {
            what: 'unknown phones that have their onboarding values',
            mark: `= ${count}`,
            measured: String(complete),
            met: complete === count,
          },
        ],
      };
    } finally {
      await fleet.powerOff();
      await installation.remove();
    }
  },
};

/** Waits until every phone is known, has told its inventory, and has nothing to get. */
async function settled(installation: Installation, count: number, beganMs: number): Promise<void> {
  const pool = await installation.pool();
  for (;;) {
    const { rows } = await pool.query<{ known: number; waiting: number }>(
      `select (select count(*)::int from client_contacts where inventory_at is not null) as known,
         (select count(*)::int from values_due) + (select count(*)::int from dialogues) as waiting`,
    );
    const { known = 0, waiting = 0 } = rows[0] ?? {};
    if (known === count && waiting === 0) return;
    if (performance.now() - beganMs > LIMIT_MS) {
      throw new BenchError(`only ${known} of ${count} phones registered, ${waiting} wait`);
    }
    await sleep(200);
  }
}
