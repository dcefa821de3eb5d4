import { FEW_CLIENTS } from '../environment.ts';
import { newPhones } from '../load/phone-picker.ts';
import { firstContact, fullInventory, greeting } from '../load/script.ts';
import { measureInTurns, type Run, type Series } from '../measure/rounds.ts';
import { errorsOf, type Row, type Verdict } from '../row.ts';
import { changingInventories, type Load, ourContender } from './contenders.ts';
import { verdictOnCost } from './verdicts.ts';

/**
 * A difference of a tenth needs more rounds than the ratio to another program: what else runs here disturbs more. Of seven rounds the
 * median moved by a fifth from run to run.
 */
const LEAST_ROUNDS = 15;
const MOST_MEMORY_MIB = 300;
const MOST_GROWTH = 1.1;
/** Fleet to which the first new phones come. */
const NEARLY_NONE = 1_000;

const loads: readonly (Load & { readonly title: string })[] = [
  { title: 'start-up, new connection', script: greeting, connecting: 'new', keyKind: 'rsa' },
  { title: 'start-up, kept', script: greeting, connecting: 'kept', keyKind: 'rsa' },
  {
    title: 'inventory, changed',
    script: fullInventory,
    connecting: 'kept',
    keyKind: 'rsa',
    nextCounters: changingInventories,
  },
];

export const fleetSizeRow: Row = {
  name: 'fleet-size',
  title: 'The same loads on a small and on a large fleet, phones at random',
  measure: async (environment, options) => {
    const rounds = { ...options, rounds: options.quick ? 1 : Math.max(LEAST_ROUNDS, options.rounds) };
    const series: Series[] = [];
    const verdicts: Verdict[] = [];
    let peakMib = 0;
    for (const { title, ...load } of loads) {
      const nameOf = (clients: number) => `${title}, ${clients.toLocaleString('en')} clients`;
      const measured = await measureInTurns(
        [
          await ourContender(environment, nameOf(FEW_CLIENTS), FEW_CLIENTS, load),
          await ourContender(environment, nameOf(options.manyClients), options.manyClients, load),
        ],
        rounds,
      );
      series.push(...measured);
      const [few, many] = measured;
      if (few === undefined || many === undefined) continue;
      peakMib = Math.max(peakMib, many.peakMib);
      verdicts.push(
        verdictOnCost(`CPU of the server, ${title}`, many, few, (run) => run.serverUs, MOST_GROWTH),
        verdictOnCost(`CPU with the database, ${title}`, many, few, totalUs, MOST_GROWTH),
      );
    }
    verdicts.push({
      what: `memory of the server with ${options.manyClients.toLocaleString('en')} clients, at most`,
      mark: `< ${MOST_MEMORY_MIB} MiB`,
      measured: `${Math.round(peakMib)} MiB`,
      met: peakMib < MOST_MEMORY_MIB,
    });
    return { series, verdicts, errors: errorsOf(series), figures: {} };
  },
};

/** Each phone once: what it costs to meet it, register it and read all of it. */
export const newPhonesRow: Row = {
  name: 'new-phones',
  title: 'First contact of unknown phones with full inventory, joining a small and a large fleet',
  measure: async (environment, options) => {
    const nextPhone = newPhones(0);
    const contenderOf = (clients: number) =>
      ourContender(environment, `to ${clients.toLocaleString('en')} clients`, clients, {
        script: firstContact,
        connecting: 'kept',
        keyKind: 'rsa',
        nextPhone,
      });
    const series = await measureInTurns(
      [await contenderOf(NEARLY_NONE), await contenderOf(options.manyClients)],
      options,
    );
    const [few, many] = series;
    return {
      series,
      verdicts:
        few === undefined || many === undefined
          ? []
          : [
              verdictOnCost('CPU with the database, large : small', many, few, totalUs, MOST_GROWTH),
              verdictOnCost(
                'CPU of the server, large : small',
                many,
                few,
                (run) => run.serverUs,
                MOST_GROWTH,
              ),
            ],
      errors: errorsOf(series),
      figures: {},
    };
  },
};

function totalUs(run: Run): number {
  return run.serverUs + run.databaseUs;
}
