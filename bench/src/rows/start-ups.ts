import { BenchError } from '../bench-error.ts';
import { countWritten, markOf } from '../data/written-rows.ts';
import { FEW_CLIENTS } from '../environment.ts';
import { greeting } from '../load/script.ts';
import { measureInTurns } from '../measure/rounds.ts';
import type { Row } from '../row.ts';
import { contendersFor, type Load } from './contenders.ts';
import { seriesOf, verdictOnRate } from './verdicts.ts';

/** Start-ups of known phones on which nothing changed, on connections of three kinds. */
export const startUpRows: readonly Row[] = [
  startUpRow('new-rsa', 'Start-ups, a new connection each, RSA 2048', 0.8, {
    connecting: 'new',
    keyKind: 'rsa',
  }),
  startUpRow('new-ecdsa', 'Start-ups, a new connection each, ECDSA P-256', 0.6, {
    connecting: 'new',
    keyKind: 'ecdsa',
  }),
  startUpRow('kept', 'Start-ups on kept connections', 0.4, { connecting: 'kept', keyKind: 'rsa' }),
];

function startUpRow(
  name: string,
  title: string,
  least: number,
  load: Pick<Load, 'connecting' | 'keyKind'>,
): Row {
  return {
    name,
    title,
    measure: async (environment, options) => {
      const contenders = await contendersFor(environment, ['bare', 'floor', 'ours'], {
        ...load,
        script: greeting,
      });
      const pool = await (await environment.installation(FEW_CLIENTS)).pool();
      const mark = await markOf(pool);
      const series = await measureInTurns(contenders, options);
      const changed = await countWritten(pool, 'client_addresses', mark);
      if (changed > 0) throw new BenchError(`${changed} phones counted as changed, although they were not`);
      return {
        ...seriesOf(series),
        verdicts: [verdictOnRate(series, 'bare', least)],
      };
    },
  };
}
