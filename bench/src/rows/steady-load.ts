import { FEW_CLIENTS } from '../environment.ts';
import { runClosedLoop } from '../load/closed-loop.ts';
import { runOpenLoop } from '../load/open-loop.ts';
import { randomKnownPhones } from '../load/phone-picker.ts';
import { fullInventory, greeting } from '../load/script.ts';
import { latencyOf } from '../measure/statistics.ts';
import { errorsOf, type Row, type Verdict } from '../row.ts';
import { CONNECTIONS, changingInventories, type Load } from './contenders.ts';

const MOST_MS = 100;
/** Long enough for a checkpoint or a long garbage collection to fall into it. */
const SECONDS_FACTOR = 3;

const loads: readonly (Load & { readonly title: string })[] = [
  { title: 'start-ups, kept', script: greeting, connecting: 'kept', keyKind: 'rsa' },
  {
    title: 'inventories, changed',
    script: fullInventory,
    connecting: 'kept',
    keyKind: 'rsa',
    nextCounters: changingInventories,
  },
];

export const steadyLoadRow: Row = {
  name: 'steady-load',
  title: 'Latency of every message at half of the highest rate, from the moment at which it was due',
  measure: async (environment, options) => {
    const { phonePort: port } = await environment.installation(FEW_CLIENTS);
    const errors: { name: string; errors: ReadonlyMap<string, number> }[] = [];
    const verdicts: Verdict[] = [];
    const figures: Record<string, string> = {};
    for (const { title, ...load } of loads) {
      const common = {
        ...load,
        port,
        connections: CONNECTIONS,
        nextPhone: randomKnownPhones(FEW_CLIENTS, CONNECTIONS),
      };
      let highest = 0;
      await runClosedLoop({ ...common, seconds: options.warmSeconds });
      for (let round = 0; round < options.rounds; round += 1) {
        const closed = await runClosedLoop({ ...common, seconds: options.seconds });
        highest = Math.max(highest, (closed.units / closed.elapsedMs) * 1_000);
        errors.push({ name: title, errors: closed.errors });
      }
      const rate = highest / 2;
      const open = await runOpenLoop({ ...common, rate, seconds: options.seconds * SECONDS_FACTOR });
      errors.push({ name: title, errors: open.errors });
      const byMessage = open.latenciesMs.map(latencyOf);
      const worst = Math.max(...byMessage.map((latency) => latency.p99));
      figures[`${title}, ${Math.round(rate)} per second, p50 / p99 / max ms of each message`] = byMessage
        .map(({ p50, p99, max }) => `${p50.toFixed(1)} / ${p99.toFixed(1)} / ${max.toFixed(0)}`)
        .join('; ');
      verdicts.push({
        what: `p99 of the slowest message, ${title}`,
        mark: `< ${MOST_MS} ms`,
        measured: `${worst.toFixed(1)} ms`,
        met: worst < MOST_MS,
      });
    }
    return { series: [], verdicts, figures, errors: errorsOf(errors) };
  },
};
