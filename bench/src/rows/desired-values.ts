import { findDesired, submitChange } from '@deskfleet/server/src/features/values/index.ts';
import { inTransaction } from '@deskfleet/server/src/infra/db/index.ts';
import { seedClients } from '../data/seed.ts';
import type { Row } from '../row.ts';

const CLIENTS = 10_000;
/** Values that are wanted on each client, and how many of them an order then changes. */
const VALUES = 20;
const CHANGED = 10;
/** Clients of which a job sets values in one transaction. */
const PORTION = 500;

const MOST_EFFECTIVE_MS = 1_500;
const MOST_SUMMARY_MS = 2_000;
const MOST_CHANGE_MS = 10_000;

export const desiredValuesRow: Row = {
  name: 'desired-values',
  title: `Configuration of ${CLIENTS.toLocaleString('en')} clients: effective values, summary, setting ${CHANGED} values`,
  measure: async (environment, options) => {
    const installation = await environment.emptyInstallation();
    const rounds = options.quick ? 1 : 5;
    try {
      const pool = await installation.pool();
      await seedClients(pool, CLIENTS);
      const { rows } = await pool.query<{ id: string }>('select id from clients order by id');
      const clientIds = rows.map(({ id }) => id);
      const change = async (count: number, text: string) => {
        for (let from = 0; from < clientIds.length; from += PORTION) {
          const values = Array.from({ length: count }, (_, n) => ({ name: `bench-item-${n}`, value: text }));
          const some = { clientIds: clientIds.slice(from, from + PORTION), values };
          await inTransaction(pool, (tx) =>
            submitChange(
              tx,
              { ...some, accountId: null, by: 'bench', cause: 'configure', jobId: null },
              new Date(),
            ),
          );
        }
      };
      await change(VALUES, 'first');
      const api = await installation.signIn();
      const effective: number[] = [];
      const summaries: number[] = [];
      const changes: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        effective.push(await timeOf(() => findDesired(pool, clientIds)));
        summaries.push(await timeOf(() => api.post('/clients/values-summary', { clientIds })));
        changes.push(await timeOf(() => change(CHANGED, `round ${round}`)));
      }
      api.close();
      return {
        series: [],
        errors: {},
        figures: {
          [`effective values, ${VALUES} of each client, one statement, ms`]: text(effective),
          'summary of what they report and want, over the API, ms': text(summaries),
          [`setting ${CHANGED} values with history, in portions of ${PORTION}, ms`]: text(changes),
        },
        verdicts: [
          verdict('effective values', effective, MOST_EFFECTIVE_MS),
          verdict('summary', summaries, MOST_SUMMARY_MS),
          verdict(`setting ${CHANGED} values`, changes, MOST_CHANGE_MS),
        ],
      };
    } finally {
      await installation.remove();
    }
  },
};

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

function text(times: readonly number[]): string {
  return times.map((ms) => Math.round(ms)).join(', ');
}

function verdict(what: string, times: readonly number[], most: number) {
  const slowest = Math.max(...times);
  return {
    what: `${what}, slowest of ${times.length}`,
    mark: `< ${most} ms`,
    measured: `${Math.round(slowest)} ms`,
    met: slowest < most,
  };
}
