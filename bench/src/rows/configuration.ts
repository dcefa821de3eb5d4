import type { Row } from '../row.ts';
import { resultOf, runConfigurationJob } from './configuration-job.ts';

/** Where the simulated phones stand: away from those that `npm run phones` starts. */
const BASE_ADDRESS = '127.90.0.1';

/** As many phones of the large job for each one of the small job. */
const FACTOR = 5;
const RANGES = 16;
/** The ranges are 127.110.0.0/16 and those behind it. */
const FIRST_RANGE = 110;
const HOSTS_OF_BLOCK = 254;
/** What a job may add while it is under way: less than the garbage that comes and goes. */
const MOST_GROWTH_MIB = 50;

export const configurationRow: Row = {
  name: 'configuration',
  title: 'Simulated phones get a configuration of ten items',
  measure: async (environment, options) =>
    resultOf(await runConfigurationJob(environment, { count: options.phones, baseAddress: BASE_ADDRESS })),
};

export const largeConfigurationRow: Row = {
  name: 'configuration-ranges',
  title: `Five times as many phones, in ${RANGES} address ranges, get the same: is the memory of the server flat?`,
  measure: async (environment, options) => {
    const job = await runConfigurationJob(environment, {
      count: options.phones * FACTOR,
      customize: (number) => ({ address: addressOf(number) }),
    });
    const result = resultOf(job);
    const { growthMib } = job.memory;
    return {
      ...result,
      verdicts: [
        ...result.verdicts,
        {
          what: 'memory of the server at the end of the job over that after its first quarter',
          mark: `< ${MOST_GROWTH_MIB} MiB`,
          measured: `${growthMib.toFixed(0)} MiB`,
          met: growthMib < MOST_GROWTH_MIB,
        },
      ],
    };
  },
};

/** Neighbors in number stand in different ranges. @param number of the phone, from 1 */
function addressOf(number: number): string {
  const range = FIRST_RANGE + ((number - 1) % RANGES);
  const place = Math.floor((number - 1) / RANGES);
  return `127.${range}.${Math.floor(place / HOSTS_OF_BLOCK)}.${(place % HOSTS_OF_BLOCK) + 1}`;
}
