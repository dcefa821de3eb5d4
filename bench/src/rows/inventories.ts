import { BenchError } from '../bench-error.ts';
import { resetInventories } from '../data/seed.ts';
import { countWritten, markOf } from '../data/written-rows.ts';
import { FEW_CLIENTS } from '../environment.ts';
import { fullInventory } from '../load/script.ts';
import { measureInTurns } from '../measure/rounds.ts';
import type { Row } from '../row.ts';
import { changingInventories, contendersFor, type Load } from './contenders.ts';
import { findSeries, seriesOf, verdictOnRate } from './verdicts.ts';

const load: Load = { script: fullInventory, connecting: 'kept', keyKind: 'rsa' };

export const inventoryRows: readonly Row[] = [
  {
    name: 'inventory-changed',
    title: 'Full inventories of 330 items in 4 pieces on kept connections, all changed',
    measure: async (environment, options) => {
      const pool = await (await environment.installation(FEW_CLIENTS)).pool();
      const contenders = await contendersFor(environment, ['bare', 'floor', 'ours'], {
        ...load,
        nextCounters: changingInventories,
      });
      const mark = await markOf(pool);
      const series = await measureInTurns(contenders, options);
      const written = await countWritten(pool, 'reported_values', mark);
      const led = findSeries(series, 'ours').runs.reduce((sum, run) => sum + run.units, 0);
      if (written < Math.min(led, FEW_CLIENTS) / 2) {
        throw new BenchError(`${led} inventories changed, but only ${written} were written`);
      }
      return { ...seriesOf(series), verdicts: [verdictOnRate(series, 'floor', 0.8)] };
    },
  },
  {
    name: 'inventory-unchanged',
    title: 'The same, nothing changed',
    measure: async (environment, options) => {
      const pool = await (await environment.installation(FEW_CLIENTS)).pool();
      const contenders = await contendersFor(environment, ['bare', 'floor', 'ours'], load);
      await resetInventories(pool);
      const mark = await markOf(pool);
      const series = await measureInTurns(contenders, options);
      const written = await countWritten(pool, 'reported_values', mark);
      if (written > 0) throw new BenchError(`${written} inventories were written although nothing changed`);
      return { ...seriesOf(series), verdicts: [verdictOnRate(series, 'floor', 1.5)] };
    },
  },
];
